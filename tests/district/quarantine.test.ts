import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { officeQuarantine } from '../../src/cli/district/quarantine.ts';
import { openDatabase } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { dismissForked, forkedEntriesOf, listForked, mergeForked } from '../../src/district/intake/forked.ts';
import { mergedRefOf } from '../../src/district/intake/merged-ref.ts';
import { listDiscrepancies } from '../../src/district/journal/discrepancies.ts';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { shareLeases } from '../../src/district/leases/leases.ts';
import { standingUses } from '../../src/district/reports/standing-uses.ts';
import type { DistrictStore } from '../../src/district/storage/store.ts';
import type { JournalBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  checkUpAt,
  courtUse,
  GYM,
  type LeasingKiosk,
  newKiosk,
  SITES,
  servicesOn,
  type TestServices,
} from './logic.ts';
import { preparedFolders } from './prepared-folder.ts';
import { memoryStore } from './stores.ts';
import { startTestDistrict } from './test-district.ts';
import { aUse, entriesAfter } from './test-kiosk.ts';

const NOTE = '已与窗口核对';
const HOSPITAL = 'liwan-central-hospital';
const UNFIT = { sealedSeq: 3 } as const;
const NONE = { hash: '', seq: 0 };
const CARD = 'c'.repeat(32);

describe('the entries of a forked journal in quarantine', () => {
  test('counts for nobody, until it is merged; a second merge does nothing', async () => {
    const { services, kiosk, fork } = await forked([courtUse([1])]);
    expect(await counted(services)).toEqual([]);
    expect(await listForked(services)).toMatchObject([
      { journalId: kiosk.journalId, waiting: 1, merged: 0, dismissed: 0 },
    ]);
    expect(await merge(services, kiosk)).toEqual({ kind: 'settled', entries: 1 });
    expect(await counted(services)).toMatchObject([{ siteId: GYM, courts: [1], seq: fork[0]?.seq }]);
    expect(await merge(services, kiosk)).toEqual({ kind: 'settled', entries: 0 });
    expect(await counted(services)).toHaveLength(1);
    expect(await openKinds(services)).toEqual([]);
    // Sent again, as by a kiosk that asks again, it stays what it is.
    await pushFork(services, kiosk, fork);
    expect(await listForked(services)).toMatchObject([{ waiting: 0, merged: 1 }]);
    expect(await counted(services)).toHaveLength(1);
  });

  test('is listed, however many other discrepancies are open', async () => {
    const { services, kiosk } = await forked([courtUse([1])]);
    await services.store.transaction(async (writes) => {
      const [fork] = await writes.discrepancies({ open: true, limit: 1 });
      if (fork === undefined) throw new Error('a fork is a discrepancy');
      const other = { ...fork, kind: 'limit-exceeded', changedAt: fork.changedAt + 1 } as const;
      for (let key = 0; key < 500; key += 1) {
        await writes.putDiscrepancy({ ...other, key: `limit:${key}`, discrepancyId: randomUUID() });
      }
    });
    expect(await listForked(services)).toMatchObject([{ journalId: kiosk.journalId, waiting: 1 }]);
  });

  test('is named in a discrepancy as it is counted, and not as the entry that stands in its place', async () => {
    const { services, kiosk, fork } = await forked([{ ...aUse, itemId: 'moon' }]);
    await merge(services, kiosk);
    const [found] = (
      await services.store.read((reads) => reads.discrepancies({ open: true, limit: 9 }))
    ).filter(({ kind }) => kind !== 'journal-fork');
    const [first] = fork;
    expect(found?.entries).toEqual(first && [mergedRefOf(first)]);
  });

  test('is a discrepancy where it is beyond a limit together with what the district has', async () => {
    const { services, kiosk } = await forked([courtUse([1])]);
    const other = await newKiosk(services);
    await other.push(courtUse([1]));
    await merge(services, kiosk);
    expect(await openKinds(services)).toEqual(['court-collision']);
  });

  test('uses a right, and is a discrepancy where that was used before', async () => {
    const { services, kiosk } = await forked([checkUpAt(HOSPITAL, CARD)]);
    const other = await newKiosk(services);
    await other.push(checkUpAt('liwan-tcm-hospital', CARD, '2026-11-24T10:00'));
    await merge(services, kiosk);
    expect(await openKinds(services)).toEqual(expect.arrayContaining(['right-elsewhere']));
  });

  test('takes its own voids along, those of what was recorded before the fork too', async () => {
    const { services, kiosk } = await forked(
      [
        courtUse([2]),
        { kind: 'void', voidsSeq: 2, reason: 'wrong-item' },
        { kind: 'void', voidsSeq: 1, reason: 'wrong-item' },
      ],
      [courtUse([1])],
    );
    expect(await counted(services)).toHaveLength(1);
    await merge(services, kiosk);
    // Both futures have an entry 2: the void means that of its own.
    expect(await counted(services)).toEqual([]);
  });

  test('counts nowhere once it is dismissed, and is kept with the reason', async () => {
    const { services, kiosk } = await forked([courtUse([1]), courtUse([2])]);
    expect(
      await dismissForked(services, { officer: '李明', journalId: kiosk.journalId, note: NOTE }),
    ).toEqual({
      kind: 'settled',
      entries: 2,
    });
    expect(await merge(services, kiosk)).toEqual({ kind: 'settled', entries: 0 });
    expect(await counted(services)).toEqual([]);
    expect((await forkedEntriesOf(services, kiosk.journalId)).map(({ outcome }) => outcome)).toEqual([
      'dismissed',
      'dismissed',
    ]);
    const closed = await services.store.read((reads) => reads.discrepancies({ open: false, limit: 10 }));
    expect(closed).toMatchObject([{ kind: 'journal-fork', closedNote: NOTE }]);
  });

  test('is decided entry by entry, each with a reason; the discrepancy is open as long as one waits', async () => {
    const { services, kiosk, fork } = await forked([
      courtUse([1]),
      courtUse([2]),
      { kind: 'void', voidsSeq: 3, reason: 'wrong-item' },
    ]);
    const { journalId } = kiosk;
    const hashOf = (index: number) => fork[index]?.hash ?? '';
    const word = (hashes: readonly string[]) => ({ journalId, officer: '李明', note: NOTE, hashes });
    expect(await dismissForked(services, word([hashOf(0), '0'.repeat(64)]))).toEqual({
      ...{ kind: 'settled', entries: 1 },
    });
    expect(await openKinds(services)).toEqual(['journal-fork']);
    // What was dismissed stays so, and no other entry is decided along with it.
    expect(await mergeForked(services, word([hashOf(0)]))).toEqual({ kind: 'settled', entries: 0 });
    // The void comes first, and takes back what it names when that comes.
    expect(await mergeForked(services, word([hashOf(2)]))).toEqual({ kind: 'settled', entries: 1 });
    expect(await counted(services)).toEqual([]);
    const outcomes = async () => (await forkedEntriesOf(services, journalId)).map(({ outcome }) => outcome);
    expect(await outcomes()).toEqual(['dismissed', 'waiting', 'merged']);
    expect(await mergeForked(services, word([hashOf(1)]))).toEqual({ kind: 'settled', entries: 1 });
    expect(await counted(services)).toEqual([]);
    expect(await openKinds(services)).toEqual([]);
    const [closed] = await listDiscrepancies(services, { open: false, limit: 9 });
    expect(closed?.words.map(({ how, officer, note }) => [how, officer, note])).toEqual([
      ['dismiss', '李明', NOTE],
      ['merge', '李明', NOTE],
      ['merge', '李明', NOTE],
    ]);
  });

  test('of two forks of one journal each entry counts once', async () => {
    const { services, kiosk, base } = await forked([courtUse([1])]);
    const another = entriesAfter(base, 1, { ...kiosk, siteId: GYM, body: courtUse([2]) });
    await pushFork(services, kiosk, another);
    expect(await merge(services, kiosk)).toEqual({ kind: 'settled', entries: 2 });
    expect(await counted(services)).toHaveLength(2);
  });

  test('opens its discrepancy again when more comes after a decision', async () => {
    const { services, kiosk, fork } = await forked([courtUse([1])]);
    await merge(services, kiosk);
    const more = entriesAfter(fork.at(-1) ?? null, 1, { ...kiosk, siteId: GYM, body: courtUse([2]) });
    await pushFork(services, kiosk, more);
    expect(await openKinds(services)).toEqual(['journal-fork']);
    expect(await merge(services, kiosk)).toEqual({ kind: 'settled', entries: 1 });
    expect(await counted(services)).toHaveLength(2);
  });

  test('is not counted again where the journal itself has that very entry, nor is its void', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await newKiosk(services);
    await kiosk.push(courtUse([1]), courtUse([2]), { kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    const before = await counted(services);
    const { journalId, kioskId, entries } = kiosk;
    const tail = entriesAfter(entries.at(-1) ?? null, 1, {
      journalId,
      kioskId,
      siteId: GYM,
      body: courtUse([3]),
    });
    const takesBack = { kind: 'void', voidsSeq: 2, reason: 'mistyped' } as const;
    tail.push(...entriesAfter(tail.at(-1) ?? null, 1, { journalId, kioskId, siteId: GYM, body: takesBack }));
    await services.store.transaction((writes) =>
      writes.quarantine(entries, { kioskId, receivedAt: services.now() }, 'fork'),
    );
    expect(
      await pushEntries(services, { journalId, kioskId, entries: [...entries, ...tail], unfit: UNFIT }),
    ).toMatchObject({ refusal: { kind: 'fork' } });
    const shown = await forkedEntriesOf(services, journalId);
    expect(shown.map(({ storedAs }) => storedAs)).toEqual(['same', 'same', 'same', null, null]);
    expect(await merge(services, kiosk)).toEqual({ kind: 'settled', entries: 5 });
    expect(before).toMatchObject([{ courts: [2], journalId }]);
    // The void after them means the use that the journal itself has.
    expect(await counted(services)).toMatchObject([
      { courts: [3], journalId: mergedRefOf(shown[3]?.entry ?? NONE).journalId },
    ]);
    const period = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
    const reported = await services.store.read(async (reads) => {
      const uses = [];
      for await (const use of standingUses(reads, period)) uses.push(use);
      return uses;
    });
    expect(reported).toMatchObject([{ counts: { body: { courts: [3] } }, seq: 4 }]);
    const merged = await forkedEntriesOf(services, journalId);
    expect(merged.map(({ mergedAs }) => mergedAs?.seq ?? null)).toEqual([null, null, null, 4, 5]);
  });

  test('leaves the journal to void its own booking of the number that a merged void has', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await newKiosk(services);
    const { journalId, kioskId, entries } = kiosk;
    const takesBack = (voidsSeq: number) => ({ kind: 'void', voidsSeq, reason: 'mistyped' }) as const;
    await kiosk.push(courtUse([1]));
    // The copy of the disk voids the first booking; the kiosk itself has a second one under that number.
    const twin = entriesAfter(entries.at(-1) ?? null, 1, {
      ...{ journalId, kioskId, siteId: GYM },
      body: takesBack(1),
    });
    await kiosk.push(courtUse([2], { cardRef: CARD }));
    await pushFork(services, kiosk, twin);
    expect(await merge(services, kiosk)).toEqual({ kind: 'settled', entries: 1 });
    expect(await counted(services)).toMatchObject([{ courts: [2] }]);
    await kiosk.push(takesBack(2));
    expect(await counted(services)).toEqual([]);
  });

  test('is told to be another entry of a number that the journal has, as of an edited one', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await newKiosk(services);
    await kiosk.push(courtUse([1]));
    const { journalId, kioskId } = kiosk;
    const edited = entriesAfter(null, 2, {
      journalId,
      kioskId,
      siteId: GYM,
      body: { ...courtUse([1]), totalFen: 0 },
    });
    expect(await pushEntries(services, { journalId, kioskId, entries: edited, unfit: UNFIT })).toMatchObject({
      refusal: { kind: 'fork' },
    });
    expect((await forkedEntriesOf(services, journalId)).map(({ storedAs }) => storedAs)).toEqual([
      'other',
      null,
    ]);
  });

  test('is nothing for a journal that nobody forked', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await newKiosk(services);
    expect(await merge(services, kiosk)).toEqual({ kind: 'no-such-journal' });
  });
});

describe('a kiosk that begins another journal', () => {
  test('has the unsold courts of the one before, and of the sold ones none', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await newKiosk(services);
    await kiosk.ask();
    await kiosk.push(courtUse([1]));
    expect(kiosk.courts()).toEqual([1, 2]);
    const next = await askAs(services, kiosk, randomUUID());
    const tonight = next.filter((lease) => lease.itemId === 'badminton-free' && lease.date === '2026-11-23');
    expect(tonight.map(({ court }) => court)).toEqual([2]);
    expect(next.filter((lease) => lease.date !== '2026-11-23').length).toBeGreaterThan(5);
  });

  test('is no other kiosk: a journal that nobody gave it has none', async () => {
    const services = servicesOn(memoryStore());
    const kiosk = await newKiosk(services);
    await kiosk.ask();
    const stranger = { ...(await newKiosk(services)), held: [], seen: 0, epoch: null };
    expect(await askAs(services, stranger, randomUUID())).toEqual([]);
    await kiosk.ask();
    expect(kiosk.courts()).toEqual([1, 2]);
  });
});

describe('npm run district -- quarantine', () => {
  const preparedFolder = preparedFolders();

  async function folderWithFork() {
    const folder = preparedFolder();
    const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
    const { kiosk } = await forked([courtUse([1])], [aUse], sqlStore(database, 'pglite'));
    await close();
    return { folder, journalId: kiosk.journalId };
  }

  test('lists, shows, merges and dismisses in the data', async () => {
    const { folder, journalId } = await folderWithFork();
    expect((await quarantine('list', '--data', folder)).said).toContain('待处理 waiting 1');
    expect((await quarantine('show', journalId, '--data', folder)).said).toMatch(
      /^#2 .*badminton-free.*\n.*the district holds another entry of this number/,
    );
    for (const note of [[], ['--note', ' ']]) {
      const unsaid = await quarantine('merge', journalId, '--data', folder, ...note);
      expect(unsaid).toMatchObject({ code: 2, complained: expect.stringMatching(/^请用 --note/) });
    }
    const merged = await quarantine('merge', journalId, '--note', NOTE, '--data', folder, '--demo');
    expect(merged).toMatchObject({ code: 0, said: '已并入 1 笔 entries merged: 1' });
    const again = await quarantine('dismiss', journalId, '--note', NOTE, '--data', folder, '--json');
    expect(again).toMatchObject({
      code: 1,
      said: '',
      complained: expect.stringContaining('以前的决定没有改'),
    });
    const shown = JSON.parse((await quarantine('show', journalId, '--data', folder, '--json')).said);
    expect(shown).toMatchObject({ outcome: 'merged', mergedAs: { seq: 2 } });
    expect(await quarantine('show', randomUUID(), '--data', folder)).toMatchObject({ code: 1 });
  });

  test('asks a running district as its office', async () => {
    const { folder, journalId } = await folderWithFork();
    const { district } = await startTestDistrict({ kind: 'pglite', folder });
    const running = async (...args: string[]) =>
      quarantine(...args, '--url', district.url, '--token-file', tokenFile(district.officeToken));
    try {
      expect((await running('list')).said).toContain(journalId);
      expect((await running('show', journalId)).said).toContain('badminton-free');
      expect(await running('merge', journalId, '--note', NOTE)).toMatchObject({ code: 0 });
      expect((await running('list', '--json')).said).toContain('"merged":1');
      expect(await running('dismiss', randomUUID(), '--note', NOTE)).toMatchObject({ code: 1 });
      const refused = await fetch(`${district.url}/v1/office/quarantine`);
      expect(refused.status).toBe(401);
    } finally {
      await district.close();
    }
  });
});

function tokenFile(token: string): string {
  const path = join(temporaryFolder(), 'token');
  writeFileSync(path, token);
  return path;
}

async function quarantine(...args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await officeQuarantine(args, undefined, {
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

/**
 * A kiosk whose journal the district goes by up to entry `before` + one more, and of which another future was put
 * aside that begins in that one's place.
 */
async function forked(
  bodies: readonly JournalBody[],
  before: readonly JournalBody[] = [aUse],
  store: DistrictStore = memoryStore(),
) {
  const services = servicesOn(store);
  const kiosk = await newKiosk(services);
  await kiosk.push(...before);
  const base = kiosk.entries.at(-1) ?? null;
  await kiosk.push(aUse, aUse);
  const fork: JournalEntry[] = [];
  for (const body of bodies) {
    fork.push(...entriesAfter(fork.at(-1) ?? base, 1, { ...kiosk, siteId: siteOf(body), body }));
  }
  await pushFork(services, kiosk, fork);
  return { services, kiosk, fork, base };
}

function siteOf(body: JournalBody): string {
  return body.kind === 'use' && body.itemId === 'check-up' ? HOSPITAL : GYM;
}

async function pushFork(
  services: TestServices,
  { journalId, kioskId }: LeasingKiosk,
  entries: readonly JournalEntry[],
): Promise<void> {
  expect(await pushEntries(services, { journalId, kioskId, entries })).toMatchObject({
    ok: false,
    refusal: { kind: 'fork' },
  });
}

function merge(services: TestServices, { journalId }: LeasingKiosk) {
  return mergeForked(services, { officer: '李明', journalId, note: NOTE });
}

function counted({ store }: TestServices) {
  return store.read((reads) => reads.usesOfCards([aUse.cardRef, CARD]));
}

async function openKinds({ store }: TestServices): Promise<readonly string[]> {
  return (await store.read((reads) => reads.discrepancies({ open: true, limit: 50 }))).map(
    ({ kind }) => kind,
  );
}

/** The same kiosk, with another journal and what it held. */
async function askAs(
  services: TestServices,
  { kioskId, held, seen, epoch }: LeasingKiosk,
  journalId: string,
) {
  const request = { siteId: GYM, headSeq: 0, epoch, seen, held, wants: [] };
  const outcome = await shareLeases(services, { kioskId, journalId, siteIds: SITES }, request);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value.leases;
}
