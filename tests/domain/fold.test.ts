import { describe, expect, test } from 'vitest';
import type { JournalBody } from '../../src/domain/journal/entry-body.ts';
import { advanced, isHeadAt } from '../../src/domain/journal/fold/counted-head.ts';
import {
  effectOf,
  pastUseOf,
  standing,
  usesAfter,
  voidedSeqsOf,
} from '../../src/domain/journal/fold/recorded-uses.ts';
import { courtsTakenBy, quantityOf, usesOfYear } from '../../src/domain/journal/fold/taken.ts';
import { GENESIS_HASH, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';

const JOURNAL = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const CARD = 'ab'.repeat(16);
const RECORDED_MS = Date.parse('2026-11-23T07:42:00Z');

function entryOf(seq: number, body: JournalBody): JournalEntry {
  return {
    format: 1,
    journalId: JOURNAL,
    seq,
    parent: seq === 1 ? GENESIS_HASH : String(seq - 1).repeat(64),
    kioskId: 'kiosk-1',
    siteId: 'pool',
    at: { deviceMs: RECORDED_MS, monotonicMs: 1, serverOffsetMs: null },
    body,
    hash: String(seq).repeat(64),
  };
}

function useOf(change: Partial<Extract<JournalBody, { kind: 'use' }>> = {}): JournalBody {
  return {
    kind: 'use',
    cardRef: CARD,
    itemId: 'badminton',
    person: 'holder',
    quantity: 1,
    start: '2026-11-24T19:00',
    minutes: 120,
    listTotalFen: 0,
    totalFen: 0,
    ruleId: 'badminton-free',
    clause: '5.3',
    catalogueVersion: 1,
    verdict: 'yes',
    confirmed: [],
    ...change,
  };
}

const voidOf = (voidsSeq: number): JournalBody => ({ kind: 'void', voidsSeq, reason: 'mistyped' });
const NAME_SHOWN: JournalBody = { kind: 'name-shown', cardRef: CARD };
const REQUEST: JournalBody = {
  kind: 'request',
  cardRef: CARD,
  itemId: 'check-up',
  year: '2026',
  catalogueVersion: 1,
};

describe('what entries add up to', () => {
  const all = [
    entryOf(1, useOf()),
    entryOf(2, useOf()),
    entryOf(3, voidOf(1)),
    entryOf(4, NAME_SHOWN),
    entryOf(5, REQUEST),
  ];

  test('is the uses that nobody took back; a request and a look at a name are none', () => {
    const uses = usesAfter([], all);
    expect(uses.map(({ seq, voidedBySeq }) => [seq, voidedBySeq])).toEqual([
      [1, 3],
      [2, null],
    ]);
    expect(standing(uses).map(({ seq }) => seq)).toEqual([2]);
    expect(effectOf(entryOf(5, REQUEST))).toEqual({ kind: 'request', request: REQUEST });
    expect(effectOf(entryOf(4, NAME_SHOWN))).toEqual({ kind: 'none' });
  });

  test('is the same in one piece and entry by entry', () => {
    const bySeq = new Map(usesAfter([], []).map((use) => [use.seq, use]));
    for (const entry of all) {
      const before = voidedSeqsOf([entry]).flatMap((seq) => bySeq.get(seq) ?? []);
      for (const use of usesAfter(before, [entry])) bySeq.set(use.seq, use);
    }
    expect([...bySeq.values()]).toEqual(usesAfter([], all));
  });

  test('is not changed by a void of what is no use, or comes later', () => {
    expect(usesAfter([], [entryOf(1, voidOf(2)), entryOf(2, useOf())])).toMatchObject([
      { seq: 2, voidedBySeq: null },
    ]);
    expect(usesAfter([], [entryOf(1, REQUEST), entryOf(2, voidOf(1))])).toEqual([]);
  });

  test('names the later of two voids of one use', () => {
    const twice = [entryOf(1, useOf()), entryOf(2, voidOf(1)), entryOf(3, voidOf(1))];
    expect(usesAfter([], twice)).toMatchObject([{ seq: 1, voidedBySeq: 3 }]);
  });

  test('counts a use on its own day, with its courts where they are named', () => {
    const [plain, named] = usesAfter([], [entryOf(1, useOf()), entryOf(2, useOf({ courts: [2] }))]);
    const entry = { seq: 1, start: '2026-11-24T19:00', minutes: 120, recordedAt: RECORDED_MS };
    expect(plain && pastUseOf(plain)).toStrictEqual({
      siteId: 'pool',
      itemId: 'badminton',
      person: 'holder',
      quantity: 1,
      date: '2026-11-24',
      entry,
    });
    expect(named && pastUseOf(named)).toMatchObject({ courts: [2] });
  });
});

describe('where counting stands', () => {
  const [first, second, third] = [1, 2, 3].map((seq) => entryOf(seq, useOf())) as [
    JournalEntry,
    JournalEntry,
    JournalEntry,
  ];

  test('moves on by what was not counted in yet', () => {
    const head = { journalId: JOURNAL, seq: 1, hash: first.hash };
    expect(advanced(head, JOURNAL, [first, second, third])).toEqual({
      ok: true,
      head: { journalId: JOURNAL, seq: 3, hash: third.hash },
      fresh: [second, third],
    });
    expect(advanced(head, JOURNAL, [first])).toEqual({ ok: true, head, fresh: [] });
    expect(advanced(null, JOURNAL, [])).toEqual({
      ok: true,
      head: { journalId: JOURNAL, seq: 0, hash: null },
      fresh: [],
    });
  });

  test('refuses a gap and another journal', () => {
    expect(advanced(null, JOURNAL, [second])).toEqual({
      ok: false,
      fault: { kind: 'gap', detail: '2 after 0' },
    });
    expect(advanced(null, JOURNAL, [first, third])).toMatchObject({ fault: { detail: '3 after 1' } });
    expect(advanced({ journalId: 'other', seq: 0, hash: null }, JOURNAL, [first])).toEqual({
      ok: false,
      fault: { kind: 'other-journal', detail: 'counted from other' },
    });
  });

  test('is at an entry of the same number and hash; a base takes any hash', () => {
    const head = { journalId: JOURNAL, seq: 1, hash: first.hash };
    expect(isHeadAt(head, first)).toBe(true);
    expect(isHeadAt(head, { seq: 1, hash: second.hash })).toBe(false);
    expect(isHeadAt(head, { seq: 2, hash: first.hash })).toBe(false);
    expect(isHeadAt({ ...head, hash: null }, first)).toBe(true);
    expect(isHeadAt(null, first)).toBe(false);
  });
});

describe('what uses take of a limit', () => {
  const use = (change: object) => ({
    siteId: 'gym',
    itemId: 'badminton',
    date: '2026-12-31',
    quantity: 1,
    ...change,
  });

  test('courts by number, and one for each that is not named', () => {
    expect(courtsTakenBy([])).toEqual({ named: new Set(), unnamed: 0 });
    expect(courtsTakenBy([use({ courts: [1] }), use({ quantity: 2 }), use({ courts: [] })])).toEqual({
      named: new Set([1]),
      unnamed: 3,
    });
    expect(courtsTakenBy([use({ courts: [1, 2] }), use({ quantity: 2, courts: [3] })])).toEqual({
      named: new Set([1, 2, 3]),
      unnamed: 1,
    });
  });

  test('quantities, of one year where a limit is a year', () => {
    const uses = [use({ quantity: 2 }), use({ date: '2027-01-01', quantity: 3 })];
    expect(quantityOf(uses)).toBe(5);
    expect(quantityOf(usesOfYear('2026', uses))).toBe(2);
    expect(quantityOf(usesOfYear('2027', uses))).toBe(3);
  });
});
