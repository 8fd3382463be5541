import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { dueDaysOf } from '../../src/app/record/due-days.ts';
import { plusDays } from '../../src/domain/base/wall-time.ts';
import type { JournalBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import type { FeedRecord } from '../../src/domain/records/present-records.ts';
import type { RecordKind, StepBody } from '../../src/domain/records/record.ts';
import { newProfile, RECORD_STORES } from './profile.ts';

const OWN = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const OTHER = '5d1b3a7e-9f04-4c58-a2cb-63d8b2f0c922';
const TODAY = '2026-11-25';
const AT = Date.parse('2026-11-25T02:00:00Z');
const CARD = 'ab'.repeat(16);
const PRICED = {
  person: 'holder',
  quantity: 1,
  listTotalFen: 0,
  totalFen: 0,
  ruleId: 'r',
  clause: '5.5',
  catalogueVersion: 1,
  verdict: 'yes',
} as const;

const idOf = (place: number) => place.toString(16).padStart(32, '0');
const cardOf = (place: number) => place.toString(16).padStart(32, 'c');

/** The steps to 办结 on the spot. */
const FINISHED = [
  { kind: 'matter-received', handed: ['form'], missing: [], missingMain: [] },
  { kind: 'matter-accepted', on: TODAY, workdays: null, supplyBy: null, isDone: true },
];

interface Given {
  readonly start: string;
  readonly until?: string;
  readonly cardRef?: string;
}

function opening(
  kind: RecordKind,
  place: number,
  { start, until, cardRef = cardOf(place) }: Given,
): JournalBody {
  const given = { recordId: idOf(place), cardRef, itemId: 'item', start, ...PRICED, confirmed: [] } as const;
  if (kind === 'booking') return { kind: 'booking-opened', ...given, confirmed: [], minutes: 60 };
  if (kind === 'matter') return { kind: 'matter-opened', ...given, confirmed: [], number: null };
  return { kind: 'pass-sold', ...given, confirmed: [], until: until ?? null };
}

/** A record that another kiosk opened, with its later steps. */
function fed(kind: RecordKind, place: number, given: Given, ...later: readonly object[]): FeedRecord {
  const recordId = idOf(place);
  const bodies = [opening(kind, place, given), ...later];
  const steps = bodies.map((body, index) => {
    const after = index === 0 ? {} : { recordId, after: { journalId: OTHER, seq: place * 10 + index - 1 } };
    const seq = place * 10 + index;
    return {
      journalId: OTHER,
      seq,
      siteId: 'gym',
      recordedAt: AT,
      body: { ...after, ...body } as unknown as StepBody,
    };
  });
  return { recordId, kind, siteId: 'gym', cardRef: given.cardRef ?? cardOf(place), steps };
}

function entryOf(seq: number, body: JournalBody, siteId = 'gym'): JournalEntry {
  const head = { format: 1, journalId: OWN, seq, kioskId: 'k', siteId } as const;
  const at = { deviceMs: AT + seq, monotonicMs: seq, serverOffsetMs: null };
  return { ...head, parent: (seq === 1 ? '0' : '2').repeat(64), at, body, hash: '1'.repeat(64) };
}

describe.each(Object.entries(RECORD_STORES))('what may be due %s', (_name, open) => {
  test('is found among hundreds of passes without a look at the others', async () => {
    const { records } = await open();
    const passes = Array.from({ length: 400 }, (_, place) =>
      fed('pass', place + 1, { start: '2025-12-01T09:00', until: plusDays(TODAY, place - 3) }),
    );
    expect(await records.put(passes, { cursor: 'c1', anew: true })).toBeNull();
    const found = await records.maybeDue('gym', dueDaysOf(TODAY));
    expect(found).toHaveLength(31);
    expect(await records.maybeDue('hall', dueDaysOf(TODAY))).toEqual([]);
    // A pass that was paused, returned or taken back is found no longer.
    const over = [
      { kind: 'pass-paused', from: TODAY },
      { kind: 'pass-returned', reason: 'holder', returnedFen: 0 },
      { kind: 'step-taken-back', step: { journalId: OTHER, seq: 60 }, reason: 'mistyped' },
    ].map((step, index) => fed('pass', index + 4, { start: '2025-12-01T09:00', until: TODAY }, step));
    expect(await records.put(over, { cursor: 'c2', anew: false })).toBeNull();
    expect(await records.maybeDue('gym', dueDaysOf(TODAY))).toHaveLength(28);
  });

  test('is a booking of the last week until now, and a matter that goes on, whenever it was opened', async () => {
    const { uses, records } = await open();
    const days = ['2026-11-17', '2026-11-18', TODAY, '2026-11-26'];
    const bookings = days.map((day, index) => fed('booking', index + 1, { start: `${day}T10:00` }));
    const moved = { ...PRICED, itemId: 'item', start: `${TODAY}T20:00`, minutes: 60, confirmed: [] };
    const rows = [
      ...bookings,
      fed('booking', 5, { start: `${TODAY}T11:00` }, { kind: 'booking-attended' }),
      fed('booking', 6, { start: '2026-11-30T11:00' }, { kind: 'booking-moved', ...moved }),
      fed('matter', 7, { start: '2025-01-02T09:00' }),
      fed('matter', 8, { start: `${TODAY}T09:00` }, { kind: 'matter-withdrawn' }),
      fed('matter', 9, { start: `${TODAY}T09:00` }, { kind: 'newer' }),
      // Its holder knows: only 领证 is left, and no day counts any more.
      fed('matter', 10, { start: `${TODAY}T09:00` }, ...FINISHED, { kind: 'matter-told', answer: 'reached' }),
      fed('matter', 11, { start: `${TODAY}T09:00` }, ...FINISHED, {
        kind: 'matter-told',
        answer: 'no-answer',
      }),
    ];
    await records.put(rows, { cursor: 'c1', anew: true });
    const found = await uses.recordsMaybeDue('gym', TODAY);
    expect(found.map(({ recordId }) => recordId).sort()).toEqual([2, 3, 6, 7, 11].map(idOf));
  });

  test('has the own openings that the district does not know yet, and the own steps on top', async () => {
    const { uses, records } = await open();
    await records.put([fed('booking', 1, { start: `${TODAY}T10:00` })], { cursor: 'c1', anew: true });
    const attended = {
      kind: 'booking-attended',
      recordId: idOf(1),
      after: { journalId: OTHER, seq: 10 },
    } as const;
    const ends = { start: '2025-12-01T09:00', until: '2026-12-01', cardRef: CARD };
    const next = { start: '2026-12-02T09:00', until: '2027-12-01', cardRef: CARD };
    const fault = await uses.add(OWN, [
      entryOf(1, attended),
      entryOf(2, opening('matter', 2, { start: '2026-10-02T09:00' })),
      entryOf(3, opening('booking', 3, { start: '2026-11-24T23:30' })),
      entryOf(4, opening('pass', 4, ends)),
      entryOf(5, opening('booking', 5, { start: '2026-11-26T09:00' })),
      entryOf(6, opening('pass', 6, next)),
      entryOf(7, opening('matter', 7, { start: '2026-10-02T09:00' }), 'hall'),
      entryOf(8, { kind: 'void', voidsSeq: 2, reason: 'mistyped' }),
    ]);
    expect(fault).toBeNull();
    const found = await uses.recordsMaybeDue('gym', TODAY);
    const told = found.map(({ recordId, state }) => `${recordId.slice(-1)} ${state.status}`).sort();
    // The later pass of the same card comes along: because of it the first one need not be renewed.
    expect(told).toEqual(['1 attended', '2 taken-back', '3 open', '4 valid', '6 valid']);
  });
});

/** The tables of the release before the marks, as far as its rows concern these tests. */
const BEFORE_MARKS = {
  ...{ blocks: '[generation+kind+index]', heads: 'generation', roster: 'name', catalogue: 'name' },
  ...{ signedTexts: 'name', usesHead: 'name', holdings: 'name', rights: '[cardRef+itemId+year], cardRef' },
  ...{ replaced: 'cardRef, *replaces', notices: 'noticeId', noticeReads: 'noticeId, isTold' },
  uses: 'seq, cardRef, recordId, [siteId+date], [siteId+recordedOn], body.number',
  steps: 'seq, recordId, date, [siteId+recordedOn], body.number',
  records: 'recordId, cardRef, opener, [siteId+date], number',
};

test('an upgrade without a line keeps the records of other desks, and finds which of them may be due', async () => {
  const { factory, start } = newProfile();
  const before = new Dexie('kiosk', { indexedDB: factory, IDBKeyRange });
  before.version(9).stores(BEFORE_MARKS);
  const rows = [
    fed('pass', 1, { start: '2025-12-01T09:00', until: '2026-12-01' }),
    fed('matter', 2, { start: '2025-01-02T09:00' }),
    fed('matter', 3, { start: '2025-01-02T09:00' }, { kind: 'matter-withdrawn' }),
    fed('pass', 4, { start: '2026-11-01T09:00', until: '2027-10-31' }),
  ];
  await before.table('records').bulkPut(rows);
  await before.table('holdings').put({ name: 'records', cursor: 'c7' });
  before.close();

  const { uses, records } = await start();
  // The release before did not say what it knew, so the feed is asked for anew.
  expect(await records.cursor()).toBeNull();
  expect((await records.ofCards(rows.map(({ cardRef }) => cardRef))).length).toBe(4);
  const due = await uses.recordsMaybeDue('gym', TODAY);
  expect(due.map(({ recordId }) => recordId).sort()).toEqual([1, 2].map(idOf));
});
