import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoomTerms } from '../../src/domain/catalogue/room-terms.ts';
import {
  type BookingState,
  bookingAfter,
  endOfPlace,
  openedBooking,
} from '../../src/domain/records/booking.ts';
import { overrunOf } from '../../src/domain/records/room.ts';
import { roomStatusText } from '../../src/domain/records/room-words.ts';

const STEP = {
  recordId: 'a'.repeat(32),
  after: { journalId: '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11', seq: 1 },
};
const TERMS = { approvals: 2, purposes: [], equipment: [] } satisfies RoomTerms;

const opened = openedBooking({
  siteId: 'hall',
  body: {
    kind: 'booking-opened',
    ...{ recordId: STEP.recordId, cardRef: 'ab'.repeat(16), itemId: 'multi-function-hall', quantity: 1 },
    ...{ start: '2026-11-25T14:00', minutes: 120, listTotalFen: 0, totalFen: 0, ruleId: 'r' },
    ...{ clause: '5.2.1', catalogueVersion: 13, confirmed: [] },
    person: 'holder',
    verdict: 'yes',
  },
});

const appliedFor = (audience: number) =>
  ({
    kind: 'room-applied',
    ...STEP,
    purpose: 'talk',
    audience,
    equipment: ['sound'],
    isForPublicGood: true,
  }) satisfies Body;
const applied = appliedFor(40);
const reviewed = (member: string | null) => ({ kind: 'room-reviewed', ...STEP, member }) as const;
const approved = (member: string | null) => ({ kind: 'room-approved', ...STEP, member }) as const;
const refused = { kind: 'room-refused', ...STEP, member: null, reason: 'schedule' } as const;
const called = { kind: 'room-called', ...STEP, on: '2026-11-24', answer: 'reached' } as const;
const started = {
  kind: 'room-started',
  ...STEP,
  at: '2026-11-25T14:05',
  handedOut: ['sound'],
} satisfies Body;
const endedWith = (returned: string[]) =>
  ({ kind: 'room-ended', ...STEP, at: '2026-11-25T16:12', returned, inOrder: ['clean'] }) satisfies Body;
const ended = endedWith(['sound']);
const terminated = {
  kind: 'room-terminated',
  ...STEP,
  at: '2026-11-25T15:00',
  reason: 'commercial',
} as const;
const cancelled = { kind: 'booking-cancelled', ...STEP, reason: 'holder', returnedFen: 0 } as const;
type Body = Parameters<typeof bookingAfter>[1];

/** Null if any step does not fit. */
function stateOf(...bodies: readonly Body[]): BookingState | null {
  return bodies.reduce<BookingState | null>((state, body) => state && bookingAfter(state, body), opened);
}

describe('an application for a room (5.1.3, 5.1.4.3, 5.1.4.4, 5.2.3, 5.2.4.3, 5.2.4.5)', () => {
  test.each<[string, readonly Body[], boolean]>([
    ['a review before the application', [reviewed('a')], false],
    ['an approval before the review', [applied, approved('b')], false],
    ['an approval by the one who reviewed', [applied, reviewed('a'), approved('a')], false],
    ['an approval by another', [applied, reviewed('a'), approved('b')], true],
    ['an approval where nobody signs in', [applied, reviewed(null), approved(null)], true],
    ['an application that is corrected', [applied, appliedFor(60), reviewed('a')], true],
    ['an application after the review', [applied, reviewed('a'), applied], false],
    ['a refusal after the approval', [applied, reviewed('a'), approved('b'), refused], false],
    ['anything after the refusal', [applied, refused, reviewed('a')], false],
    ['a start before the review', [applied, started], false],
    ['an end before the start', [applied, reviewed('a'), ended], false],
    ['two ends', [applied, reviewed('a'), started, ended, ended], false],
    ['a termination after the end', [applied, reviewed('a'), started, ended, terminated], false],
    ['a step after it was cancelled', [applied, cancelled, reviewed('a')], false],
    ['a court that comes without an application', [called], false],
  ])('takes or refuses %s', (_name, bodies, isTaken) => {
    expect(stateOf(...bodies) !== null).toBe(isTaken);
  });

  test('tells the overrun from the times, and what did not come back', () => {
    const whole = [applied, reviewed('a'), approved('b'), called, started, endedWith([])];
    const state = stateOf(...whole);
    if (state === null) throw new Error('does not fit');
    expect(overrunOf(state, endOfPlace(state.place), '2026-12-01T00:00')).toBe(12);
    expect(roomStatusText(state, TERMS, '2026-12-01T00:00')).toEqual({
      zh: '已结束，超时 12 分钟，设备未还 1 项',
      en: 'over, 12 minutes over, 1 not returned',
    });
  });

  test('is reviewed, approved and called about again once it was moved', () => {
    const move: Body = {
      kind: 'booking-moved',
      ...STEP,
      ...{ itemId: 'multi-function-hall', quantity: 1, start: '2026-11-27T14:00', minutes: 120 },
      ...{ listTotalFen: 0, totalFen: 0, ruleId: 'r', clause: '5.2.1', catalogueVersion: 13, confirmed: [] },
      verdict: 'yes',
    };
    expect(stateOf(applied, reviewed('a'), approved('b'), called)?.room?.calledOn).toBe('2026-11-24');
    expect(stateOf(applied, reviewed('a'), approved('b'), called, move)?.room).toMatchObject({
      ...{ calledOn: null, stage: 'applied', reviewedBy: null },
    });
    // The release before began it without another review: that still counts.
    const moved = [applied, reviewed('a'), approved('b'), called, move];
    expect(stateOf(...moved, started)).toMatchObject({ status: 'attended' });
    expect(stateOf(applied, move, started)).toBeNull();
  });

  test('whatever steps come, a room is used only after a review, and never by one person alone where two sign in', () => {
    const step = fc.constantFrom<Body>(
      ...[applied, reviewed('a'), reviewed('b'), approved('a'), approved('b'), refused, called],
      ...[started, ended, terminated, cancelled],
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (bodies) => {
        let state = opened;
        const taken: Body[] = [];
        for (const body of bodies) {
          const next = bookingAfter(state, body);
          if (next === null) continue;
          state = next;
          taken.push(body);
        }
        const { room } = state;
        if (room?.startedAt != null) expect(taken.some(({ kind }) => kind === 'room-reviewed')).toBe(true);
        if (room?.stage === 'approved') {
          const by = taken.flatMap((body) => (body.kind === 'room-approved' ? [body.member] : []));
          expect(by).not.toContain(room.reviewedBy);
        }
        if (room?.endedAt != null) expect(room.startedAt).not.toBeNull();
      }),
      { seed: 20, numRuns: 300 },
    );
  });
});
