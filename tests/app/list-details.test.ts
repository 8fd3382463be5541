import { expect, it } from 'vitest';
import { listDetails } from '../../src/app/record/list-details.ts';
import { effectOf, type RecordedUse } from '../../src/domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { memoryJournal, recordTickets } from './memory-journal.ts';

const CLERK = 'a'.repeat(32);
const CHIEF = 'b'.repeat(32);
const NAMED = { of: async () => new Map([['ab'.repeat(16), { tail: '001E', maskedName: null }]]) };

function usesIn(entries: readonly JournalEntry[]): readonly RecordedUse[] {
  return entries.flatMap((entry) => {
    const effect = effectOf(entry);
    return effect.kind === 'use' ? [effect.use] : [];
  });
}

async function journalWith(tickets: number) {
  const journal = memoryJournal();
  await recordTickets(journal, tickets);
  const reads: [number, number][] = [];
  const { read } = journal;
  journal.read = (from, limit) => {
    reads.push([from, limit]);
    return read(from, limit);
  };
  return { journal, reads };
}

it('says who recorded a use, and who took it back, when and why', async () => {
  const { journal } = await journalWith(2);
  await journal.append({ siteId: 'xijiao-pool', body: { kind: 'void', voidsSeq: 1, reason: 'wrong-item' } });
  const [first, second, third] = journal.entries;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three entries');
  journal.entries = [
    { ...first, staff: CLERK },
    { ...second, staff: CLERK, approvedBy: CHIEF },
    { ...third, staff: CHIEF },
  ];
  const uses = usesIn(journal.entries).map((use) => (use.seq === 1 ? { ...use, voidedBySeq: 3 } : use));
  const details = await listDetails({ journal, namedCards: NAMED }, uses);
  expect(details.get(1)).toEqual({
    by: CLERK,
    approvedBy: null,
    tail: '001E',
    voided: { by: CHIEF, approvedBy: null, at: third.at.deviceMs, reason: 'wrong-item' },
  });
  expect(details.get(2)).toEqual({ by: CLERK, approvedBy: CHIEF, tail: '001E', voided: null });
});

it('reads what lies together at once, and what is far away by itself', async () => {
  const { journal, reads } = await journalWith(1_200);
  const [first, second, , far] = [0, 1, 2, 1_100].map((index) => usesIn(journal.entries)[index]);
  if (first === undefined || second === undefined || far === undefined) throw new Error('enough tickets');
  const details = await listDetails({ journal, namedCards: NAMED }, [far, first, second]);
  expect([...details.keys()].toSorted((one, other) => one - other)).toEqual([1, 2, 1_101]);
  expect(reads).toEqual([
    [1, 2],
    [1_101, 1],
  ]);
});

it('goes on after a short answer, and leaves out what the journal does not give', async () => {
  const { journal } = await journalWith(6);
  const uses = usesIn(journal.entries);
  const { read } = journal;
  const short = async (from: number, limit: number) =>
    (await read(from, Math.min(limit, 2))).filter(({ seq }) => seq !== 4);
  const details = await listDetails({ journal: { read: short }, namedCards: NAMED }, uses);
  expect([...details.keys()]).toEqual([1, 2, 3, 5, 6]);
});
