import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusDays } from '../../src/domain/base/wall-time.ts';
import { lastDayOf } from '../../src/domain/decision/quota.ts';
import { teamNameOf } from '../../src/domain/journal/agreement-body.ts';
import type { EntryRef, OpeningBody } from '../../src/domain/journal/entry-body.ts';
import { JournalBody, ReadBody } from '../../src/domain/journal/entry-body.ts';
import { phaseOn, renewableFrom } from '../../src/domain/records/agreement.ts';
import { foldRecord, type RecordStep, type StepBody } from '../../src/domain/records/record.ts';
import { agreementBodyOf } from '../../src/domain/workflow/given-body.ts';

const RECORD_ID = 'ab'.repeat(16);
const JOURNALS = ['0000aaaa-0000-4000-8000-000000000000', '0000bbbb-0000-4000-8000-000000000000'] as const;

function signed(from = '2026-11-25'): OpeningBody {
  const body = agreementBodyOf({
    fields: {
      ...{ cardRef: 'cd'.repeat(16), itemId: 'family-doctor-basic', person: 'holder', quantity: 1 },
      ...{
        start: `${from}T00:00`,
        listTotalFen: 0,
        totalFen: 0,
        ruleId: 'family-doctor-basic',
        clause: '8.4.2',
      },
      ...{ catalogueVersion: 9, verdict: 'yes', confirmed: [] },
    },
    ...{
      minutes: null,
      courts: [],
      unit: 'service',
      number: null,
      workdays: null,
      party: null,
      recordId: RECORD_ID,
    },
    agreement: {
      ...{ number: 'LZ-0001', team: '第一团队', insurance: 'local', personal: false },
      ...{ until: lastDayOf(from, 12), package: 'basic', waivedFen: 12_000 },
    },
  });
  if (body.kind !== 'agreement-signed') throw new Error('an agreement');
  return body;
}

function dissolved(after: EntryRef, on: string): StepBody {
  return { kind: 'agreement-dissolved', recordId: RECORD_ID, after, on, reason: 'moved' };
}

function folded(...bodies: readonly StepBody[]) {
  const steps = bodies.map(
    (body, index): RecordStep => ({
      ...{ journalId: JOURNALS[0], seq: index + 1, siteId: 'community-health-centre', recordedAt: 0, body },
    }),
  );
  return foldRecord({ recordId: RECORD_ID, kind: 'agreement', steps, until: null });
}

const FIRST = { journalId: JOURNALS[0], seq: 1 };

function stateFrom(from: string) {
  const { state } = folded(signed(from));
  if (state?.kind !== 'agreement') throw new Error('an agreement');
  return state;
}

describe('an agreement', () => {
  // The days are written out, so that the test does not depend on our own functions.
  it.each([
    ['2026-01-01', '2026-12-31', '2026-12-01'],
    ['2026-12-31', '2027-12-30', '2027-11-30'],
    ['2026-11-25', '2027-11-24', '2027-10-25'],
    ['2027-03-01', '2028-02-29', '2028-01-30'],
    ['2028-02-28', '2029-02-27', '2029-01-28'],
    ['2028-02-29', '2029-02-28', '2029-01-29'],
    ['2028-03-01', '2029-02-28', '2029-01-29'],
    ['2027-01-31', '2028-01-30', '2027-12-31'],
  ])('from %s lasts until %s, and may be renewed from %s on', (from, until, renewable) => {
    const state = stateFrom(from);
    expect(state.until).toBe(until);
    expect(renewableFrom(state)).toBe(renewable);
    const phases = [plusDays(from, -1), from, plusDays(renewable, -1), renewable, until, plusDays(until, 1)];
    expect(phases.map((day) => phaseOn(state, day))).toEqual([
      ...['before', 'in-force', 'in-force', 'soon', 'soon', 'over'],
    ]);
  });

  it('is dissolved on its last day at the latest, once, and that may be taken back', () => {
    expect(folded(signed(), dissolved(FIRST, '2027-11-24')).state?.status).toBe('dissolved');
    expect(folded(signed(), dissolved(FIRST, '2027-11-25')).misfits).toHaveLength(1);
    const second = { journalId: JOURNALS[0], seq: 2 };
    const twice = folded(signed(), dissolved(FIRST, '2027-01-04'), dissolved(second, '2027-01-05'));
    expect(twice).toMatchObject({
      state: { dissolvedOn: '2027-01-04', reason: 'moved' },
      misfits: [{ seq: 3 }],
    });
    const back: StepBody = {
      ...{ kind: 'step-taken-back', recordId: RECORD_ID, after: second, step: second, reason: 'mistyped' },
    };
    expect(folded(signed(), dissolved(FIRST, '2027-01-04'), back).state).toMatchObject({
      ...{ status: 'signed', dissolvedOn: null },
    });
  });

  it('has a state for any steps in any order', () => {
    const refs = fc.record({ journalId: fc.constantFrom(...JOURNALS), seq: fc.integer({ min: 1, max: 6 }) });
    const bodies: fc.Arbitrary<StepBody> = fc.oneof(
      fc.constant(signed()),
      fc
        .tuple(refs, fc.constantFrom('2026-11-25', '2027-11-24', '2027-11-25'))
        .map(([after, on]) => dissolved(after, on)),
      refs.map(({ seq }): StepBody => ({ kind: 'void', voidsSeq: seq, reason: 'mistyped' })),
      fc.tuple(refs, refs).map(
        ([after, step]): StepBody => ({
          ...{ kind: 'step-taken-back', recordId: RECORD_ID, after, step, reason: 'mistyped' },
        }),
      ),
      fc.constant<StepBody>({ kind: 'newer' }),
      fc.constant<StepBody>({ kind: 'pass-paused', recordId: RECORD_ID, after: FIRST, from: '2026-12-01' }),
    );
    fc.assert(
      fc.property(fc.array(bodies, { maxLength: 8 }), (some) => {
        const { state, misfits } = folded(...some);
        const hasOpening = some.some(({ kind }) => kind === 'agreement-signed');
        expect(state === null).toBe(!hasOpening);
        expect(misfits.length).toBeLessThanOrEqual(some.length);
        if (state !== null) expect(['signed', 'dissolved', 'taken-back']).toContain(state.status);
      }),
      { numRuns: 300 },
    );
  });

  it('is read with a field of a newer release, and not with another word for its package', () => {
    const body = { ...signed(), doctor: 'x' };
    expect(ReadBody.parse(body)).toEqual(body);
    expect(ReadBody.safeParse({ ...body, package: 'gold' }).success).toBe(false);
  });
});

it('has a number that is no person’s, and an agreement of a release that knew fewer of these is read', () => {
  for (const number of ['LWTEST0001E', '13812345678', '440103199001011234', 'lz-0001']) {
    expect(JournalBody.safeParse({ ...signed(), number }).success).toBe(false);
  }
  expect(JournalBody.safeParse(signed()).success).toBe(true);
  expect(ReadBody.safeParse({ ...signed(), number: 'LW-2026-0001' }).success).toBe(true);
});

it.each([
  [' 城东家庭医生团队 ', '城东家庭医生团队'],
  ['第3团队', '第3团队'],
  ['第一团队（示例）', '第一团队（示例）'],
  ['李医生13812345678', null],
  ['团', null],
  ['一'.repeat(21), null],
  ['a<b>c', null],
])('reads %s as the name of a team: %s', (typed, name) => {
  expect(teamNameOf(typed)).toBe(name);
});
