import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { rollEpoch } from '../../src/district/kiosks/epoch.ts';
import type { DistrictStore } from '../../src/district/storage/store.ts';
import { GENESIS_HASH, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { newKiosk, servicesOn } from './logic.ts';
import { storeKinds, useStore } from './stores.ts';
import { storageKinds, useDistrict } from './test-district.ts';
import {
  acknowledgedBy,
  aUse,
  enrolKiosk,
  entriesAfter,
  errorOf,
  sealed,
  type TestKiosk,
} from './test-kiosk.ts';

describe.each(storageKinds)('journals on %s', (kind) => {
  const current = useDistrict(kind);

  async function kioskWithEntries(count: number): Promise<{ kiosk: TestKiosk; entries: JournalEntry[] }> {
    const kiosk = await enrolKiosk(current().district);
    return { kiosk, entries: entriesAfter(null, count, kiosk) };
  }

  const headOf = (entries: readonly JournalEntry[]) => {
    const last = entries.at(-1);
    return last === undefined ? { seq: 0, hash: GENESIS_HASH } : { seq: last.seq, hash: last.hash };
  };

  test.each([{ gzip: false }, { gzip: true }])(
    'acknowledges what it holds (gzip: $gzip)',
    async ({ gzip }) => {
      const { kiosk, entries } = await kioskWithEntries(3);
      expect(acknowledgedBy(await kiosk.push([]))).toEqual({ seq: 0, hash: GENESIS_HASH });
      expect(acknowledgedBy(await kiosk.push(entries, { gzip }))).toEqual(headOf(entries));
      expect(acknowledgedBy(await kiosk.push([]))).toEqual(headOf(entries));
    },
  );

  test('takes the same entries again, and those that follow, as if sent once', async () => {
    const { kiosk, entries } = await kioskWithEntries(6);
    await kiosk.push(entries.slice(0, 4));
    expect(acknowledgedBy(await kiosk.push(entries.slice(0, 2)))).toEqual(headOf(entries.slice(0, 4)));
    expect(acknowledgedBy(await kiosk.push(entries.slice(2, 6)))).toEqual(headOf(entries));
  });

  test('takes the same batch five times at once', async () => {
    const { kiosk, entries } = await kioskWithEntries(20);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => kiosk.push(entries)));
    for (const answer of answers) expect(acknowledgedBy(answer)).toEqual(headOf(entries));
  });

  test('takes 500 entries in one batch and refuses 501', async () => {
    const { kiosk, entries } = await kioskWithEntries(501);
    expect(errorOf(await kiosk.push(entries, { gzip: true })).kind).toBe('bad-request');
    const answer = await kiosk.push(entries.slice(0, 500), { gzip: true });
    expect(acknowledgedBy(answer)).toEqual(headOf(entries.slice(0, 500)));
  });

  test('takes a void', async () => {
    const { kiosk, entries } = await kioskWithEntries(1);
    const voiding = entriesAfter(entries[0] ?? null, 1, {
      ...kiosk,
      body: { kind: 'void', voidsSeq: 1, reason: 'mistyped' },
    });
    const all = [...entries, ...voiding];
    expect(acknowledgedBy(await kiosk.push(all)).seq).toBe(2);
  });

  test('names the first missing entry of a gap', async () => {
    const { kiosk, entries } = await kioskWithEntries(6);
    await kiosk.push(entries.slice(0, 2));
    const behindHead = await kiosk.push(entries.slice(3));
    expect(behindHead.status).toBe(409);
    expect(errorOf(behindHead)).toMatchObject({ kind: 'gap', seq: 3 });
    const inBatch = await kiosk.push([entries[2], entries[3], entries[5]]);
    expect(errorOf(inBatch)).toMatchObject({ kind: 'gap', seq: 5 });
    expect(acknowledgedBy(await kiosk.push([]))).toEqual(headOf(entries.slice(0, 2)));
  });

  test('refuses another entry for a known seq as a fork and keeps its own', async () => {
    const { kiosk, entries } = await kioskWithEntries(4);
    await kiosk.push(entries);
    const clone = entriesAfter(entries[1] ?? null, 3, { ...kiosk, siteId: 'elsewhere' });
    const answer = await kiosk.push(clone);
    expect(answer.status).toBe(409);
    expect(errorOf(answer)).toMatchObject({ kind: 'fork', seq: 3 });
    expect(current().events).toContainEqual({ kind: 'journal-forked', journalId: kiosk.journalId, seq: 3 });
    expect(acknowledgedBy(await kiosk.push(entries))).toEqual(headOf(entries));
  });

  test('takes nothing of a batch with one bad entry', async () => {
    const { kiosk, entries } = await kioskWithEntries(3);
    const [first, second, third] = entries;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three entries');
    const bent: readonly JournalEntry[] = [
      { ...second, siteId: 'bent' },
      sealed({ ...second, parent: third.hash }),
      sealed({ ...second, journalId: randomUUID() }),
    ];
    for (const bad of bent) {
      const answer = await kiosk.push([first, bad, third]);
      expect(answer.status).toBe(422);
      expect(errorOf(answer)).toMatchObject({ kind: 'bad-entry', seq: 2 });
    }
    // Half a character has no canonical form, so nobody can hash it.
    const half = await kiosk.push([first, { ...second, siteId: 'half \ud800' }, third]);
    expect(errorOf(half)).toMatchObject({ kind: 'bad-request' });
    const nul = await kiosk.push([first, sealed({ ...second, siteId: 'nul\0' }), third]);
    expect(errorOf(nul)).toMatchObject({ kind: 'bad-request' });
    expect(acknowledgedBy(await kiosk.push([])).seq).toBe(0);
  });

  test('keeps a batch whose first parent is not the head in quarantine', async () => {
    const { kiosk, entries } = await kioskWithEntries(1);
    await kiosk.push(entries);
    const stranger = entriesAfter({ ...sealed({ ...onlyFirst(entries), siteId: 'other' }) }, 1, kiosk);
    expect(errorOf(await kiosk.push(stranger))).toMatchObject({ kind: 'fork', seq: 2 });
    const further = entriesAfter(stranger.at(-1) ?? null, 2, kiosk);
    expect(errorOf(await kiosk.push(further))).toMatchObject({ kind: 'fork', seq: 3 });
  });

  test('keeps two kiosks apart', async () => {
    const [a, b] = [await kioskWithEntries(2), await kioskWithEntries(3)];
    const [fromA, fromB] = await Promise.all([a.kiosk.push(a.entries), b.kiosk.push(b.entries)]);
    expect(acknowledgedBy(fromA)).toEqual(headOf(a.entries));
    expect(acknowledgedBy(fromB)).toEqual(headOf(b.entries));
    const foreign = await a.kiosk.push([], { journalId: b.kiosk.journalId });
    expect(foreign.status).toBe(409);
    expect(errorOf(foreign).kind).toBe('fork');
  });

  test('begins a journal that it has never heard of, for the kiosk that brings its first entry', async () => {
    const { kiosk } = await kioskWithEntries(1);
    const journalId = randomUUID();
    const entries = entriesAfter(null, 2, { journalId });
    expect(acknowledgedBy(await kiosk.push([], { journalId })).seq).toBe(0);
    expect(errorOf(await kiosk.push(entries.slice(1), { journalId }))).toMatchObject({ kind: 'gap', seq: 1 });
    expect(acknowledgedBy(await kiosk.push(entries, { journalId }))).toEqual(headOf(entries));
  });

  test('lets a journal follow whichever enrolment of its device can go on with it', async () => {
    const { kiosk, entries } = await kioskWithEntries(4);
    await kiosk.push(entries.slice(0, 2));
    const again = await enrolKiosk(current().district, kiosk.journalId);
    expect(acknowledgedBy(await again.push(entries.slice(2)))).toEqual(headOf(entries));
    expect(errorOf(await kiosk.push([])).kind).toBe('fork');
    const next = entriesAfter(entries.at(-1) ?? null, 1, kiosk);
    expect(acknowledgedBy(await kiosk.push([...entries, ...next]))).toEqual(headOf(next));
    expect(errorOf(await again.push([])).kind).toBe('fork');
    expect(acknowledgedBy(await again.push(entries))).toEqual(headOf(next));
  });

  test('leaves a journal with its kiosk where another one brings what is refused', async () => {
    const { kiosk, entries } = await kioskWithEntries(5);
    await kiosk.push(entries.slice(0, 2));
    const other = await enrolKiosk(current().district);
    const { journalId } = kiosk;
    expect(errorOf(await other.push(entries.slice(3), { journalId }))).toMatchObject({ kind: 'gap', seq: 3 });
    expect(acknowledgedBy(await kiosk.push([]))).toEqual(headOf(entries.slice(0, 2)));
    const clone = entriesAfter(entries[0] ?? null, 2, { ...kiosk, siteId: 'elsewhere' });
    expect(errorOf(await other.push(clone, { journalId }))).toMatchObject({ kind: 'fork', seq: 2 });
    expect(acknowledgedBy(await kiosk.push([]))).toEqual(headOf(entries.slice(0, 2)));
    expect(acknowledgedBy(await other.push(entries.slice(1, 3), { journalId }))).toEqual(
      headOf(entries.slice(0, 3)),
    );
    expect(errorOf(await kiosk.push([])).kind).toBe('fork');
  });

  test('begins no journal for a batch that it refuses', async () => {
    const { kiosk } = await kioskWithEntries(0);
    const other = await enrolKiosk(current().district);
    const journalId = randomUUID();
    const entries = entriesAfter(null, 3, { journalId });
    expect(errorOf(await other.push(entries.slice(1), { journalId }))).toMatchObject({ kind: 'gap', seq: 1 });
    expect(acknowledgedBy(await kiosk.push([], { journalId })).seq).toBe(0);
  });

  test('takes what a revoked device brings, and its journal stays with one that is in service', async () => {
    const { kiosk: revoked, entries } = await kioskWithEntries(4);
    const { district } = current();
    await revoked.push(entries.slice(0, 1));
    const inService = await enrolKiosk(district, revoked.journalId);
    await inService.push(entries.slice(0, 2));
    await district.revokeKiosk(revoked.enrolment.kioskId);
    expect(acknowledgedBy(await revoked.push(entries.slice(0, 3)))).toEqual(headOf(entries.slice(0, 3)));
    expect(acknowledgedBy(await inService.push([]))).toEqual(headOf(entries.slice(0, 3)));
    await district.revokeKiosk(inService.enrolment.kioskId);
    expect(acknowledgedBy(await revoked.push(entries))).toEqual(headOf(entries));
    expect(acknowledgedBy(await revoked.push([]))).toEqual(headOf(entries));
  });

  test('begins a journal once for ten first batches that come at once', async () => {
    const { kiosk } = await kioskWithEntries(0);
    const journalId = randomUUID();
    const entries = entriesAfter(null, 40, { journalId });
    const sizes = Array.from({ length: 10 }, (_, index) => 22 + 2 * index);
    const answers = await Promise.all(sizes.map((size) => kiosk.push(entries.slice(0, size), { journalId })));
    for (const [index, answer] of answers.entries()) {
      expect(answer.status).toBe(200);
      expect(acknowledgedBy(answer).seq).toBeGreaterThanOrEqual(sizes[index] ?? 0);
    }
    expect(acknowledgedBy(await kiosk.push([], { journalId }))).toEqual(headOf(entries));
  });

  test('stores the outermost values of every number', async () => {
    const kiosk = await enrolKiosk(current().district);
    const outermost = entriesAfter(null, 1, {
      journalId: kiosk.journalId,
      at: {
        deviceMs: Number.MAX_SAFE_INTEGER,
        monotonicMs: Number.MAX_SAFE_INTEGER,
        bootId: 'b'.repeat(64),
        serverOffsetMs: Number.MIN_SAFE_INTEGER,
        serverOffsetAgeMs: Number.MAX_SAFE_INTEGER,
        clock: 'confirmed',
        effectiveMs: Number.MAX_SAFE_INTEGER,
      },
      body: { ...aUse, catalogueVersion: Number.MAX_SAFE_INTEGER, start: '0000-01-01T00:00', totalFen: null },
    });
    expect(acknowledgedBy(await kiosk.push(outermost)).seq).toBe(1);
    const far = [sealed({ ...onlyFirst(outermost), seq: Number.MAX_SAFE_INTEGER })];
    expect(errorOf(await kiosk.push(far))).toMatchObject({ kind: 'gap', seq: 2 });
  });
});

describe.each(storeKinds)('a push on %s', (kind) => {
  const current = useStore(kind);

  test('opens no discrepancy without the row lock that all discrepancies are opened under', async () => {
    const services = servicesOn(watching(current()));
    const kiosk = await newKiosk(services);
    await kiosk.push(aUse, aUse);
    const { journalId, kioskId } = kiosk;
    const clone = entriesAfter(null, 1, { journalId, siteId: 'elsewhere' });
    const before = await services.store.read((reads) => reads.discrepancies({ open: true, limit: 500 }));
    expect(await pushEntries(services, { journalId, kioskId, entries: clone })).toMatchObject({
      refusal: { kind: 'fork', seq: 1 },
    });
    const after = await services.store.read((reads) => reads.discrepancies({ open: true, limit: 500 }));
    expect(after).toHaveLength(before.length + 1);
  });

  test('is acknowledged in the epoch that it was committed in', async () => {
    const store = current();
    const { epoch } = await store.read((reads) => reads.identity());
    const services = servicesOn(store);
    const { journalId, kioskId } = await newKiosk(services);
    const rolled: DistrictStore = {
      ...store,
      async transaction(work) {
        const value = await store.transaction(work);
        await rollEpoch(services);
        return value;
      },
    };
    const entries = entriesAfter(null, 1, { journalId });
    expect(await pushEntries({ ...services, store: rolled }, { journalId, kioskId, entries })).toMatchObject({
      value: { epoch, acknowledged: { seq: 1 } },
    });
    expect((await store.read((reads) => reads.identity())).epoch).not.toBe(epoch);
  });
});

/** The store, but for discrepancies that are written without the book's row lock: those throw. */
function watching(store: DistrictStore): DistrictStore {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((writes) => {
        let isBookLocked = false;
        return work({
          ...writes,
          lockBookRow() {
            isBookLocked = true;
            return writes.lockBookRow();
          },
          putDiscrepancy(row) {
            if (!isBookLocked) throw new Error('a discrepancy without the row lock of the book');
            return writes.putDiscrepancy(row);
          },
        });
      }),
  };
}

function onlyFirst(entries: readonly JournalEntry[]): JournalEntry {
  const [first] = entries;
  if (first === undefined) throw new Error('no entry');
  return first;
}
