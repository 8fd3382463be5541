import { describe, expect, test } from 'vitest';
import type { OfficerRow, SessionRow, TokenRow } from '../../../src/district/storage/office-store.ts';
import type { DistrictReads, DistrictWrites } from '../../../src/district/storage/store.ts';
import { storeKinds, useStore } from '../stores.ts';

const officer: OfficerRow = {
  name: '李',
  role: 'venue-manager',
  siteIds: ['gym', 'pool'],
  passwordHash: 'a',
  passwordHistory: ['b', 'c'],
  passwordChangedAt: 1_000,
  mustChangePassword: true,
  totpSecret: 'S',
  totpOffered: { secret: 'T', recoveryHashes: ['r'] },
  totpStep: 58_000_000,
  recoveryHashes: ['q'],
  isLocked: true,
  createdAt: 500,
};
const plain: OfficerRow = {
  ...officer,
  name: '王',
  siteIds: null,
  totpSecret: null,
  totpOffered: null,
  totpStep: null,
};

function session(change: Partial<SessionRow>): SessionRow {
  const sessionId = crypto.randomUUID();
  const times = { createdAt: 1_000, seenAt: 1_000, expiresAt: 9_000, confirmedAt: null };
  return { sessionId, tokenHash: sessionId, officer: '李', source: '::1', ...times, ...change };
}

describe.each(storeKinds)('what a store keeps of the office on %s', (kind) => {
  const store = useStore(kind);
  const write = <T>(work: (writes: DistrictWrites) => Promise<T>) => store().transaction(work);
  const read = <T>(work: (reads: DistrictReads) => Promise<T>) => store().read(work);

  test('officers, with all that there is of them, in the order of their names', async () => {
    await write(async (writes) => {
      await writes.lockOfficers();
      await writes.putOfficer(plain);
      await writes.putOfficer({ ...officer, isLocked: false });
      await writes.putOfficer(officer);
    });
    expect(await read((reads) => reads.officers())).toEqual([officer, plain]);
    expect(await read((reads) => reads.officer('李'))).toEqual(officer);
    expect(await read((reads) => reads.officer('nobody'))).toBeNull();
  });

  test('sessions, by the hash of their cookie, until they are ended', async () => {
    const [one, two, three] = [
      session({}),
      session({ createdAt: 2_000, confirmedAt: 2_500 }),
      session({ officer: '王', expiresAt: 5_000, createdAt: 3_000 }),
    ];
    for (const row of [one, two, three]) await write((writes) => writes.putSession(row));
    expect(await read((reads) => reads.sessions())).toEqual([three, two, one]);
    await write((writes) => writes.noteSession(one.sessionId, { seenAt: 4_000 }));
    await write((writes) => writes.noteSession(one.sessionId, { confirmedAt: 4_100 }));
    await write((writes) => writes.noteSession(crypto.randomUUID(), { seenAt: 1 }));
    const noted = { ...one, seenAt: 4_000, confirmedAt: 4_100 };
    expect(await read((reads) => reads.sessionByToken(one.tokenHash))).toEqual(noted);
    await write((writes) => writes.dropSessionsBefore(5_000));
    expect(await read((reads) => reads.sessions())).toHaveLength(3);
    await write((writes) => writes.dropSessionsBefore(5_001));
    expect(await read((reads) => reads.sessions())).toEqual([two, noted]);
    await write((writes) => writes.dropSessionsOf('李', two.sessionId));
    expect(await read((reads) => reads.sessions())).toEqual([two]);
    expect(await write((writes) => writes.dropSession(two.sessionId))).toBe(true);
    expect(await write((writes) => writes.dropSession(two.sessionId))).toBe(false);
    expect(await read((reads) => reads.sessionByToken(two.tokenHash))).toBeNull();
  });

  test('tokens by name and by hash, wrong tries by key, and links until one is used', async () => {
    const grant = { role: 'finance', siteIds: null } as const;
    const token: TokenRow = {
      ...{ ...grant, name: 't', tokenHash: 'h', createdBy: '李' },
      createdAt: 1,
      expiresAt: 2,
    };
    await write((writes) => writes.putToken({ ...token, tokenHash: 'old' }));
    await write((writes) => writes.putToken(token));
    expect(await read((reads) => reads.tokenByHash('h'))).toEqual(token);
    expect(await read((reads) => reads.tokenByHash('old'))).toBeNull();
    expect(await read((reads) => reads.tokens())).toEqual([token]);
    expect(await write((writes) => writes.dropToken('t'))).toBe(true);
    expect(await write((writes) => writes.dropToken('t'))).toBe(false);

    expect(await write((writes) => writes.lockOfficeTries('k'))).toBeNull();
    expect(await read((reads) => reads.officeTriesOf('k'))).toBeNull();
    await write((writes) => writes.putOfficeTries('k', { tries: 2, lastAt: 700 }));
    await write((writes) => writes.dropOfficeTriesBefore(700));
    expect(await write((writes) => writes.lockOfficeTries('k'))).toEqual({ tries: 2, lastAt: 700 });
    await write((writes) => writes.dropOfficeTriesBefore(701));
    expect(await read((reads) => reads.officeTriesOf('k'))).toBeNull();
    await write((writes) => writes.putOfficeTries('k', { tries: 1, lastAt: 800 }));
    await write((writes) => writes.dropOfficeTries('k'));
    expect(await read((reads) => reads.officeTriesOf('k'))).toBeNull();

    await write((writes) => writes.putFirstLink('one', 10));
    await write((writes) => writes.putFirstLink('two', 20));
    expect(await read((reads) => reads.firstLinkUntil('two'))).toBe(20);
    await write((writes) => writes.dropFirstLinks());
    expect(await read((reads) => reads.firstLinkUntil('one'))).toBeNull();
  });
});
