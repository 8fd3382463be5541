import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryRef } from '../../src/domain/journal/entry-body.ts';
import { admissionOn, type PassState } from '../../src/domain/records/pass.ts';
import { foldRecord, type RecordStep, type StepBody } from '../../src/domain/records/record.ts';
import { recordIdOfEntry } from '../../src/domain/records/record-id.ts';

const A = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const B = '5d1b3a7e-9f04-4c58-a2cb-63d8b2f0c922';
const RECORD = '0123456789abcdef0123456789abcdef';
const CARD = 'ab'.repeat(16);

const GIVEN = {
  cardRef: CARD,
  person: 'holder',
  quantity: 1,
  listTotalFen: 10_000,
  totalFen: 5_000,
  ruleId: 'day',
  clause: '5.5',
  catalogueVersion: 6,
  verdict: 'yes',
  confirmed: [],
} as const;

function stepOf(journalId: string, seq: number, body: StepBody): RecordStep {
  return { journalId, seq, siteId: 'fangcun-sports-centre', recordedAt: seq * 1_000, body };
}

const ref = (journalId: string, seq: number): EntryRef => ({ journalId, seq });

function opened(journalId = A, seq = 1): RecordStep {
  return stepOf(journalId, seq, {
    kind: 'booking-opened',
    recordId: RECORD,
    ...GIVEN,
    confirmed: [],
    itemId: 'badminton',
    start: '2026-12-01T19:00',
    minutes: 60,
    courts: [3],
  });
}

function moved(journalId: string, seq: number, after: EntryRef, start: string): RecordStep {
  const { cardRef: _, person: __, ...price } = GIVEN;
  return stepOf(journalId, seq, {
    kind: 'booking-moved',
    recordId: RECORD,
    after,
    ...price,
    confirmed: [],
    itemId: 'badminton',
    start,
    minutes: 90,
    courts: [4],
  });
}

function plain(
  kind: 'booking-attended' | 'booking-missed',
  journalId: string,
  seq: number,
  after: EntryRef,
): RecordStep {
  return stepOf(journalId, seq, { kind, recordId: RECORD, after });
}

function cancelled(journalId: string, seq: number, after: EntryRef): RecordStep {
  return stepOf(journalId, seq, {
    kind: 'booking-cancelled',
    recordId: RECORD,
    after,
    reason: 'holder',
    returnedFen: 5_000,
  });
}

const booking = (steps: readonly RecordStep[]) =>
  foldRecord({ recordId: RECORD, kind: 'booking', steps, until: null });

describe('a booking', () => {
  test('has the court, the time and the price of its last move', () => {
    const { state, misfits } = booking([opened(), moved(A, 2, ref(A, 1), '2026-12-02T20:00')]);
    expect(misfits).toEqual([]);
    expect(state).toMatchObject({
      status: 'open',
      place: { start: '2026-12-02T20:00', minutes: 90, courts: [4] },
    });
  });

  test('that two desks move apart goes where the first to arrive moved it, and the other step is named', () => {
    const first = moved(B, 7, ref(A, 1), '2026-12-03T10:00');
    const second = moved(A, 2, ref(A, 1), '2026-12-02T20:00');
    const after = plain('booking-attended', A, 3, ref(A, 2));
    const { state, misfits, last } = booking([opened(), first, second, after]);
    expect(state).toMatchObject({ status: 'open', place: { start: '2026-12-03T10:00' } });
    expect(misfits).toEqual([ref(A, 2), ref(A, 3)]);
    expect(last).toEqual(ref(B, 7));
  });

  test('cannot be attended or moved once it is cancelled', () => {
    const steps = [opened(), cancelled(A, 2, ref(A, 1)), plain('booking-attended', B, 1, ref(A, 2))];
    const { state, misfits } = booking(steps);
    expect(state).toMatchObject({ status: 'cancelled', returnedFen: 5_000 });
    expect(misfits).toEqual([ref(B, 1)]);
  });

  test('of a holder who comes late is attended', () => {
    const steps = [
      opened(),
      plain('booking-missed', A, 2, ref(A, 1)),
      plain('booking-attended', A, 3, ref(A, 2)),
    ];
    expect(booking(steps).state).toMatchObject({ status: 'attended' });
  });

  test('is as before once its last step is taken back, also by another desk', () => {
    const back = stepOf(B, 1, {
      kind: 'step-taken-back',
      recordId: RECORD,
      after: ref(A, 2),
      step: ref(A, 2),
      reason: 'mistyped',
    });
    const { state, misfits } = booking([opened(), cancelled(A, 2, ref(A, 1)), back]);
    expect(state).toMatchObject({ status: 'open', returnedFen: 0 });
    expect(misfits).toEqual([]);
  });

  test('is nothing once its opening is voided, and a second void does not fit', () => {
    const voided = stepOf(A, 2, { kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    const again = stepOf(A, 3, { kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    const { state, misfits } = booking([opened(), voided, again]);
    expect(state?.status).toBe('taken-back');
    expect(misfits).toEqual([ref(A, 3)]);
  });

  test('has no state before its opening, which opens it wherever it stands', () => {
    const attended = plain('booking-attended', B, 1, ref(A, 1));
    expect(booking([attended])).toMatchObject({ state: null, misfits: [ref(B, 1)] });
    expect(booking([attended, opened()])).toMatchObject({ state: { status: 'attended' }, misfits: [] });
  });

  test('is opened once: another opening is named', () => {
    expect(booking([opened(), opened(B, 4)])).toMatchObject({ misfits: [ref(B, 4)] });
  });

  test('of a release before records has an id that follows from its entry', () => {
    expect(recordIdOfEntry(ref(A, 1))).toMatch(/^[0-9a-f]{32}$/);
    expect(recordIdOfEntry(ref(A, 1))).not.toBe(recordIdOfEntry(ref(A, 2)));
    const use = stepOf(A, 1, {
      kind: 'use',
      ...GIVEN,
      confirmed: [],
      itemId: 'badminton',
      start: '2026-12-01T19:00',
      minutes: 60,
    });
    expect(booking([use]).state).toMatchObject({ status: 'open', place: { minutes: 60, courts: [] } });
  });
});

describe('a pass', () => {
  const sold = stepOf(A, 1, {
    kind: 'pass-sold',
    recordId: RECORD,
    ...GIVEN,
    confirmed: [],
    itemId: 'year-card',
    start: '2026-12-01T09:00',
    until: '2027-11-30',
  });
  const fold = (steps: readonly RecordStep[]) => {
    const folded = foldRecord({ recordId: RECORD, kind: 'pass', steps, until: null });
    if (folded.state?.kind !== 'pass') throw new Error('no pass');
    return { ...folded, state: folded.state satisfies PassState };
  };

  test.each([
    ['2026-11-30', 'before'],
    ['2026-12-01', 'admits'],
    ['2027-11-30', 'admits'],
    ['2027-12-01', 'expired'],
  ])('on %s: %s', (date, answer) => {
    expect(admissionOn(fold([sold]).state, date)).toBe(answer);
  });

  test('admits nobody while it is paused, and ends so many days later', () => {
    const paused = stepOf(A, 2, {
      kind: 'pass-paused',
      recordId: RECORD,
      after: ref(A, 1),
      from: '2027-01-01',
    });
    const resumed = stepOf(A, 3, {
      kind: 'pass-resumed',
      recordId: RECORD,
      after: ref(A, 2),
      from: '2027-01-11',
    });
    expect(admissionOn(fold([sold, paused]).state, '2026-12-31')).toBe('admits');
    expect(admissionOn(fold([sold, paused]).state, '2027-01-01')).toBe('paused');
    expect(admissionOn(fold([sold, paused]).state, '2027-12-01')).toBe('paused');
    expect(fold([sold, paused, resumed]).state).toMatchObject({ status: 'valid', until: '2027-12-10' });
  });

  test('is not paused before it begins, nor returned twice', () => {
    const early = stepOf(A, 2, {
      kind: 'pass-paused',
      recordId: RECORD,
      after: ref(A, 1),
      from: '2026-11-01',
    });
    const back = (seq: number, after: number) =>
      stepOf(A, seq, {
        kind: 'pass-returned',
        recordId: RECORD,
        after: ref(A, after),
        reason: 'holder',
        returnedFen: 100,
      });
    const { state, misfits } = fold([sold, early, back(3, 1), back(4, 3)]);
    expect(misfits).toEqual([ref(A, 2), ref(A, 4)]);
    expect(admissionOn(state, '2026-12-24')).toBe('returned');
  });
});

test('any steps in any order give a state, name each misfit once, and count each step once', () => {
  const refs = fc.record({ journalId: fc.constantFrom(A, B), seq: fc.integer({ min: 1, max: 6 }) });
  const step = fc
    .tuple(refs, refs, refs, fc.constantFrom('o', 'm', 'c', 'a', 'n', 't', 'v', 'x', 'p', 'r'))
    .map(([own, after, named, which]): RecordStep => {
      const { journalId, seq } = own;
      switch (which) {
        case 'o':
          return opened(journalId, seq);
        case 'm':
          return moved(journalId, seq, after, '2026-12-05T10:00');
        case 'c':
          return cancelled(journalId, seq, after);
        case 'a':
          return plain('booking-attended', journalId, seq, after);
        case 'n':
          return plain('booking-missed', journalId, seq, after);
        case 't':
          return stepOf(journalId, seq, {
            kind: 'step-taken-back',
            recordId: RECORD,
            after,
            step: named,
            reason: 'other',
          });
        case 'v':
          return stepOf(journalId, seq, { kind: 'void', voidsSeq: named.seq, reason: 'other' });
        case 'p':
          return stepOf(journalId, seq, { kind: 'pass-paused', recordId: RECORD, after, from: '2026-12-05' });
        case 'r':
          return stepOf(journalId, seq, {
            kind: 'pass-resumed',
            recordId: RECORD,
            after,
            from: '2026-12-07',
          });
        default:
          return stepOf(journalId, seq, { kind: 'newer' });
      }
    });
  const steps = fc.uniqueArray(step, {
    selector: ({ journalId, seq }) => `${journalId}/${seq}`,
    maxLength: 12,
  });
  fc.assert(
    fc.property(steps, fc.constantFrom('booking' as const, 'pass' as const), (drawn, kind) => {
      const folded = foldRecord({ recordId: RECORD, kind, steps: drawn, until: null });
      const hasOpening = drawn.some(({ body }) => body.kind === 'booking-opened');
      expect(folded.state !== null).toBe(hasOpening);
      const named = folded.misfits.map(({ journalId, seq }) => `${journalId}/${seq}`);
      expect(new Set(named).size).toBe(named.length);
      // What did not fit changes nothing: without it the state is the same.
      const fitting = drawn.filter(({ journalId, seq }) => !named.includes(`${journalId}/${seq}`));
      const again = foldRecord({ recordId: RECORD, kind, steps: fitting, until: null });
      expect(again.state).toEqual(folded.state);
    }),
    { numRuns: 3_000, seed: 20261129 },
  );
});
