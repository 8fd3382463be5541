import { describe, expect, test } from 'vitest';
import { buildApp } from '../../src/cli/start/build-app.ts';
import { GENESIS_HASH, hashOfEntry, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { STAMP } from '../support/journal-drafts.ts';
import { type Ledger, ledger } from './kill-journal/ledger.ts';
import { runKillRounds } from './kill-journal/rounds.ts';

const SEED = 20_261_123;
const MS_MAX = 180_000;

describe('kill -9 while sales and sync run loses nothing and repeats nothing', () => {
  test.each([
    ['host', 'pglite', 5],
    ['host', 'postgresql', 5],
    ['district', 'pglite', 4],
    ['district', 'postgresql', 4],
  ] as const)(
    'of the %s, on %s',
    async (victim, storage, rounds) => {
      const report = await runKillRounds({ victim, storage, rounds, seed: SEED });
      expect(report.failures).toEqual([]);
      expect(report.killedEarly).toBeGreaterThan(0);
      expect(report.answered).toBeGreaterThan(rounds);
      expect(report.pushes).toBeGreaterThan(0);
    },
    MS_MAX,
  );

  test(
    'of the browser, whose counters follow the journal again',
    async () => {
      expect(await buildApp(() => {})).toBeNull();
      const report = await runKillRounds({ victim: 'browser', storage: 'pglite', rounds: 3, seed: SEED });
      expect(report.failures).toEqual([]);
      expect(report.answered).toBeGreaterThan(0);
      // One is the last, after the windows.
      expect(report.pushes).toBeGreaterThan(1);
    },
    MS_MAX,
  );
});

describe('the ledger of these rounds', () => {
  test('is content with what was asked, answered or not', async () => {
    const book = ledger();
    const entries = sold(book, 3);
    book.answered(entryAt(entries, 0));
    expect(await book.check(reading(entries))).toEqual([]);
    book.answered(entryAt(entries, 2));
    expect(await book.check(reading(entries))).toEqual([]);
  });

  test('misses an answered entry that is lost', async () => {
    const book = ledger();
    const entries = sold(book, 3);
    for (const entry of entries) book.answered(entry);
    expect(await book.check(reading(entries.slice(0, 2)))).toEqual(['entry 3 was answered and is not there']);
  });

  test('sees a sale that is there twice, one that nobody asked for, and another in its place', async () => {
    const book = ledger();
    const [first] = sold(book, 1);
    if (first === undefined) throw new Error('nothing sold');
    book.answered({ seq: 2, hash: 'ab'.repeat(32), body: first.body });
    const again = chained([first.body, first.body, ledger().nextDraft().body]);
    expect(await book.check(reading(again))).toEqual([
      'entry 2 was answered as another',
      'what entry 2 records is there twice',
      'entry 3 was never asked for',
    ]);
  });

  test('sees a broken chain', async () => {
    const book = ledger();
    const entries = sold(book, 3);
    expect(await book.check(reading(entries.slice(1)))).toContain('entry 2: gap');
  });
});

function sold(book: Ledger, sales: number): JournalEntry[] {
  return chained(Array.from({ length: sales }, () => book.nextDraft().body));
}

function chained(bodies: readonly JournalEntry['body'][]): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const body of bodies) {
    const unhashed = {
      format: 2 as const,
      journalId: '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11',
      seq: entries.length + 1,
      parent: entries.at(-1)?.hash ?? GENESIS_HASH,
      siteId: 'xijiao-pool',
      ...STAMP,
      body,
    };
    entries.push({ ...unhashed, hash: hashOfEntry(unhashed) });
  }
  return entries;
}

function reading(entries: readonly JournalEntry[]) {
  return async (fromSeq: number, limit: number) =>
    entries.filter((entry) => entry.seq >= fromSeq).slice(0, limit);
}

function entryAt(entries: readonly JournalEntry[], index: number): JournalEntry {
  const entry = entries[index];
  if (entry === undefined) throw new Error(`no entry ${index}`);
  return entry;
}
