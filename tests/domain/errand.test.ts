import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulebookOf } from '../../src/domain/catalogue/rulebook.ts';
import { type EntryRef, JournalBody, ReadBody } from '../../src/domain/journal/entry-body.ts';
import { nextErrandDayOf, promisedDayOf } from '../../src/domain/records/errand.ts';
import { errandText } from '../../src/domain/records/errand-words.ts';
import { ERRAND_STEPS, possibleSteps } from '../../src/domain/records/possible-steps.ts';
import { foldRecord, type RecordStep, type StepBody } from '../../src/domain/records/record.ts';
import { shipped } from './shipped.ts';

const CATALOGUE = shipped();
const { calendar } = rulebookOf(CATALOGUE);
const RECORD_ID = 'ab'.repeat(16);
const JOURNAL = '0000aaaa-0000-4000-8000-000000000000';
const termsOf = (itemId: string) => CATALOGUE.items.find(({ id }) => id === itemId)?.errand;

function opened(itemId = 'steward-request', workdays: number | null = null, day = '2026-11-25'): StepBody {
  return {
    ...{ kind: 'errand-opened', recordId: RECORD_ID, cardRef: 'cd'.repeat(16), itemId, person: 'holder' },
    ...{ quantity: 1, start: `${day}T10:00`, listTotalFen: 0, totalFen: 0, ruleId: itemId, clause: '7' },
    ...{ catalogueVersion: 16, verdict: 'yes', confirmed: [], workdays },
  };
}

/** A step without its record and the step before it. */
interface Done {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** A record with these steps, each after the one before. */
function folded(opening: StepBody, ...done: readonly Done[]) {
  const bodies = [
    opening,
    ...done.map((body, index) => stepOf(body, { journalId: JOURNAL, seq: index + 1 })),
  ];
  return foldRecord({ recordId: RECORD_ID, kind: 'errand', steps: bodies.map(asStep), until: null });
}

function stepOf(body: Done, after: EntryRef): StepBody {
  return { ...body, recordId: RECORD_ID, after } as unknown as StepBody;
}

function asStep(body: StepBody, index: number): RecordStep {
  return { journalId: JOURNAL, seq: index + 1, siteId: 'talent-service', recordedAt: 0, body };
}

function stateOf(opening: StepBody, ...done: readonly Done[]) {
  const { state } = folded(opening, ...done);
  if (state?.kind !== 'errand') throw new Error('something that is followed');
  return state;
}

const ASSIGNED = { kind: 'errand-assigned', unit: 'street', by: '2026-12-02' };
const FINISHED = { kind: 'errand-finished', on: '2026-12-04', result: 'fed-back' };
const CALLED = { kind: 'errand-called', on: '2026-12-01', answer: 'no-answer', again: null };

describe('what a desk follows', () => {
  // The days are written out, so that the test does not depend on our own calendar.
  it.each([
    ['2026-11-25', 1, '2026-11-26'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 2, '2026-10-09'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
  ])('that is complete on %s with %i working days is promised for %s', (on, workdays, day) => {
    const state = stateOf(opened('change'), { kind: 'errand-completed', on, workdays });
    expect(promisedDayOf(state, calendar)?.date).toBe(day);
    expect(stateOf(opened('change', workdays, on)).completeOn).toBe(on);
  });

  it('goes to a unit, is asked for again, answered and finished, and then nothing more fits', () => {
    const waiting = stateOf(opened(), ASSIGNED, { kind: 'errand-urged', on: '2026-12-03', by: '2026-12-04' });
    expect(waiting).toMatchObject({ status: 'waiting', unit: 'street', urged: 1, answerBy: '2026-12-04' });
    const answered = stateOf(opened(), ASSIGNED, {
      kind: 'errand-answered',
      on: '2026-12-01',
      answer: 'done-answer',
    });
    expect(answered).toMatchObject({ status: 'followed', answer: 'done-answer', answerBy: null });
    expect(folded(opened(), FINISHED, CALLED)).toMatchObject({
      state: { status: 'settled', result: 'fed-back', call: null },
      misfits: [{ seq: 3 }],
    });
    expect(folded(opened(), { kind: 'errand-urged', on: '2026-12-03', by: null }).misfits).toHaveLength(1);
    expect(
      folded(
        opened(),
        { kind: 'errand-numbered', number: 'GD-0001' },
        { kind: 'errand-numbered', number: 'GD-0002' },
      ),
    ).toMatchObject({
      state: { number: 'GD-0001' },
      misfits: [{ seq: 3 }],
    });
  });

  it('is called again on the day that stands until somebody answers, or on the day that is agreed', () => {
    const booked = { kind: 'errand-booked', on: '2026-12-01', slot: 'morning' };
    expect(stateOf(opened(), booked, CALLED)).toMatchObject({ nextOn: '2026-12-01', slot: 'morning' });
    expect(stateOf(opened(), booked, { ...CALLED, answer: 'reached' })).toMatchObject({
      nextOn: null,
      slot: null,
    });
    const reminder = { ...CALLED, answer: 'reached', on: '2026-11-30' };
    expect(stateOf(opened(), booked, reminder)).toMatchObject({ nextOn: '2026-12-01', slot: 'morning' });
    expect(stateOf(opened(), booked, { ...reminder, answer: 'declined' })).toMatchObject({ nextOn: null });
    const again = stateOf(opened(), booked, { ...CALLED, again: '2026-12-08' });
    expect(again).toMatchObject({ nextOn: '2026-12-08', slot: null });
    expect(nextErrandDayOf(stateOf(opened(), ASSIGNED, booked), calendar)).toBe('2026-12-01');
    expect(nextErrandDayOf(stateOf(opened(), ASSIGNED, booked, FINISHED), calendar)).toBeNull();
  });

  it('says where it stands in the words of the catalogue', () => {
    const state = stateOf(
      opened(),
      { kind: 'errand-described', details: ['topic-life', 'level-street'] },
      ASSIGNED,
    );
    const text = errandText(state, termsOf('steward-request'), { today: '2026-12-03', calendar });
    expect(text.zh).toBe('已转办，待答复，生活，街道，承办单位 所属街道，答复期限 12-02（周三）已过');
    const done = errandText(stateOf(opened(), FINISHED), termsOf('steward-request'), {
      today: '2026-12-04',
      calendar,
    });
    expect(done.zh).toBe('已结束：已反馈，已解决');
  });

  it('has the steps whose part its terms have, and none that the catalogue does not know', () => {
    const stepsOf = (itemId: string | null, ...done: readonly Done[]) => {
      const { state, ...rest } = folded(opened(itemId ?? 'gone'), ...done);
      if (state === null) throw new Error('a state');
      const record = { state, folded: { state, ...rest } } as unknown as Parameters<typeof possibleSteps>[0];
      return possibleSteps(record, '2026-12-01T10:00', { errand: itemId === null ? null : termsOf(itemId) });
    };
    expect(stepsOf('steward-request')).toEqual(
      ERRAND_STEPS.filter((step) => step !== 'errand-complete' && step !== 'errand-urge'),
    );
    expect(stepsOf('steward-request', ASSIGNED)).toContain('errand-urge');
    expect(stepsOf('change')).toEqual([
      'errand-describe',
      'errand-complete',
      'errand-call',
      'errand-number',
      'errand-finish',
    ]);
    expect(stepsOf('steward-request', FINISHED)).toEqual(['take-back']);
    expect(stepsOf(null)).toEqual([]);
  });

  it('has a state for any steps in any order', () => {
    const refs = fc.record({ journalId: fc.constant(JOURNAL), seq: fc.integer({ min: 1, max: 8 }) });
    const steps = fc.constantFrom<Done>(
      ...[ASSIGNED, FINISHED, CALLED, { kind: 'errand-urged', on: '2026-12-03', by: null }],
      ...[
        { kind: 'errand-booked', on: '2026-12-01', slot: null },
        { kind: 'errand-described', details: [] },
      ],
      ...[
        { kind: 'errand-completed', on: '2026-12-01', workdays: 2 },
        { kind: 'errand-numbered', number: 'GD-0001' },
      ],
      ...[
        { kind: 'errand-answered', on: '2026-12-01', answer: 'x' },
        { kind: 'pass-paused', from: '2026-12-01' },
      ],
    );
    const bodies: fc.Arbitrary<StepBody> = fc.oneof(
      { weight: 1, arbitrary: fc.constant(opened()) },
      { weight: 6, arbitrary: fc.tuple(steps, refs).map(([body, after]) => stepOf(body, after)) },
      { weight: 1, arbitrary: fc.constant<StepBody>({ kind: 'newer' }) },
      {
        weight: 1,
        arbitrary: fc.tuple(refs, refs).map(
          ([after, step]): StepBody => ({
            ...{ kind: 'step-taken-back', recordId: RECORD_ID, after, step, reason: 'mistyped' },
          }),
        ),
      },
    );
    fc.assert(
      fc.property(fc.array(bodies, { maxLength: 8 }), (some) => {
        const { state, misfits } = foldRecord({
          ...{ recordId: RECORD_ID, kind: 'errand', steps: some.map(asStep), until: null },
        });
        expect(state === null).toBe(!some.some(({ kind }) => kind === 'errand-opened'));
        expect(misfits.length).toBeLessThanOrEqual(some.length);
        if (state !== null) expect(['followed', 'waiting', 'settled', 'taken-back']).toContain(state.status);
      }),
      { numRuns: 300 },
    );
  });

  it('is read with a field of a newer release, and has no field for words', () => {
    const body = { ...opened(), place: 'x' };
    expect(ReadBody.parse(body)).toEqual(body);
    expect(JournalBody.safeParse(body).success).toBe(false);
    const described = stepOf(
      { kind: 'errand-described', details: ['请帮我办'] },
      { journalId: JOURNAL, seq: 1 },
    );
    expect(JournalBody.safeParse(described).success).toBe(false);
  });
});

/** A clause of the guide, the desk and the item that follow it, and the steps that there are. */
const FOLLOWED: readonly (readonly [string, string, string, string])[] = [
  ['2.1.3', 'service-hall', 'extended-service', 'describe book assign answer call number finish'],
  ['2.2.4', 'service-hall', 'assisted-handling', 'describe assign answer call number finish'],
  ['3.1.1', 'business-registration', 'establishment', 'describe complete call number finish'],
  ['3.1.2', 'business-registration', 'change', 'describe complete call number finish'],
  ['3.1.3', 'business-registration', 'deregistration', 'describe complete call number finish'],
  ['8.2.2', 'liwan-central-hospital', 'consultation', 'book assign answer finish'],
  ['8.2.3', 'liwan-central-hospital', 'health-record', 'describe book call finish'],
  ['8.2.4', 'liwan-central-hospital', 'health-talks', 'describe book call finish'],
  ['10.1.1.2', 'liwan-legal-centre', 'legal-representation', 'describe book assign answer call finish'],
  ['10.1.1.2', 'street-legal-station', 'legal-representation', 'describe book assign answer call finish'],
  ['10.1.1.3', 'liwan-legal-centre', 'legal-aid', 'describe book assign answer call finish'],
  ['10.1.1.3', 'street-legal-station', 'legal-aid', 'describe book assign answer call finish'],
  ['10.1.1.4', 'liwan-legal-centre', 'legal-mediation', 'describe book assign answer call finish'],
  ['10.1.1.4', 'street-legal-station', 'legal-mediation', 'describe book assign answer call finish'],
  ['10.1.1.5', 'liwan-legal-centre', 'legal-knowledge', 'describe book call finish'],
  ['10.1.1.5', 'street-legal-station', 'legal-knowledge', 'describe book call finish'],
  ['10.1.2', 'legal-hotline', 'deep-legal-advice', 'describe book assign answer call finish'],
  ['1', 'talent-service', 'residence-registration', 'book assign answer call number finish'],
  ['4', 'talent-service', 'housing', 'book assign answer call number finish'],
  ['9', 'talent-service', 'quota-transfer', 'book assign answer call number finish'],
  ['10.2.1', 'liwan-legal-centre', 'legal-appointment', 'describe book call finish'],
  ['10.2.1', 'street-legal-station', 'legal-appointment', 'describe book call finish'],
  ['7', 'talent-service', 'steward-request', 'describe book assign answer call number finish'],
  ['7', 'talent-service', 'steward-visit', 'describe book call finish'],
  ['7', 'talent-service', 'steward-invitation', 'describe book answer call finish'],
  ['7', 'talent-service', 'steward-training', 'book answer call finish'],
  ['7', 'talent-service', 'district-proxy', 'describe assign answer call finish'],
  ['5.5.3.3', 'fangcun-sports-centre', 'court-order', 'describe finish'],
]; // biome-ignore format: a row an item

describe('the terms of the shipped catalogue', () => {
  const followed = CATALOGUE.items.filter(({ workflow }) => workflow === 'errand');

  it('are there for each item that is followed, and for no other', () => {
    expect(CATALOGUE.items.filter(({ errand }) => errand !== undefined)).toEqual(followed);
    expect(followed.map(({ id, siteIds }) => `${siteIds[0]} ${id}`)).toEqual(
      FOLLOWED.map(([, site, itemId]) => `${site} ${itemId}`),
    );
  });

  it.each(FOLLOWED)('clause %s is followed at %s by %s: %s', (clause, site, itemId, steps) => {
    const item = followed.find(({ id, siteIds }) => id === itemId && siteIds[0] === site);
    expect(item?.clause).toBe(clause);
    const { state, ...rest } = folded(opened(itemId));
    if (state === null) throw new Error('a state');
    const record = { state, folded: { state, ...rest } } as unknown as Parameters<typeof possibleSteps>[0];
    const possible = possibleSteps(record, '2026-12-01T10:00', { errand: item?.errand });
    expect(possible.map((step) => step.replace('errand-', '')).join(' ')).toBe(steps);
    const ids = (item?.errand?.questions ?? []).flatMap(({ options }) => options.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
