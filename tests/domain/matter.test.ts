import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusDays } from '../../src/domain/base/wall-time.ts';
import { calendarOf } from '../../src/domain/calendar/calendar.ts';
import { type EntryRef, JournalBody, ReadBody } from '../../src/domain/journal/entry-body.ts';
import { dueDayOf, isLate, type MatterState, type MatterStatus } from '../../src/domain/records/matter.ts';
import { foldRecord, type RecordStep, type StepBody } from '../../src/domain/records/record.ts';

const A = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const RECORD = '0123456789abcdef0123456789abcdef';
const OPENING: StepBody = {
  ...{ kind: 'matter-opened', recordId: RECORD, cardRef: 'ab'.repeat(16), person: 'holder', quantity: 1 },
  ...{ itemId: 'matter-residence', start: '2026-11-23T10:00', listTotalFen: 0, totalFen: 0 },
  ...{ ruleId: 'matter-residence', clause: '2.2.2', catalogueVersion: 7, verdict: 'yes', confirmed: [] },
  number: null,
};

type Done = { readonly kind: string; readonly [field: string]: unknown };
const RECEIVED: Done = { kind: 'matter-received', handed: ['form'], missing: [], missingMain: [] };
const ACCEPTED: Done = {
  ...{ kind: 'matter-accepted', on: '2026-11-23', workdays: 10, supplyBy: null, isDone: false },
};
const FINISHED: Done = { kind: 'matter-finished', on: '2026-11-30', result: 'granted' };
const COLLECTED: Done = { kind: 'matter-collected', way: 'window' };
const NOTICED: Done = { kind: 'matter-noticed', until: '2026-11-30', again: null };

const seqs = (done: readonly Done[]): RecordStep[] =>
  done.map((body, index) => ({
    journalId: A,
    seq: index + 2,
    siteId: 'service-hall',
    recordedAt: (index + 2) * 1_000,
    body: { recordId: RECORD, after: { journalId: A, seq: index + 1 }, ...body } as unknown as StepBody,
  }));

function folded(...done: readonly Done[]) {
  const opening: RecordStep = {
    journalId: A,
    seq: 1,
    siteId: 'service-hall',
    recordedAt: 1_000,
    body: OPENING,
  };
  return foldRecord({ recordId: RECORD, kind: 'matter', until: null, steps: [opening, ...seqs(done)] });
}

function stateOf(...done: readonly Done[]): MatterState {
  const { state } = folded(...done);
  if (state?.kind !== 'matter') throw new Error('no matter');
  return state;
}

function misfitsOf(...done: readonly Done[]): readonly EntryRef[] {
  return folded(...done).misfits;
}

describe('a matter of the service hall', () => {
  test('goes from 咨询 to 领证, and nothing follows', () => {
    const way: readonly [Done, MatterStatus][] = [
      [{ kind: 'matter-numbered', number: '4401-2026-0001' }, 'asked'],
      [RECEIVED, 'received'],
      [ACCEPTED, 'accepted'],
      [{ kind: 'matter-handled' }, 'handling'],
      [FINISHED, 'finished'],
      [{ kind: 'matter-told', answer: 'no-answer' }, 'finished'],
      [{ kind: 'matter-told', answer: 'reached' }, 'told'],
      [COLLECTED, 'collected'],
    ];
    const told = way.map((_, index) => stateOf(...way.slice(0, index + 1).map(([done]) => done)).status);
    expect(told).toEqual(way.map(([, status]) => status));
    expect(misfitsOf(...way.map(([done]) => done), { kind: 'matter-withdrawn' })).toHaveLength(1);
  });

  test('is not accepted while a main paper is missing, and is received again with the last of them', () => {
    const lacks = { ...RECEIVED, missing: ['contract'], missingMain: ['degree', 'identity'] };
    expect(misfitsOf(lacks, ACCEPTED)).toHaveLength(1);
    const one = stateOf(lacks, NOTICED, { kind: 'matter-supplied', handed: ['degree'] });
    expect([one.status, one.missingMain]).toEqual(['correcting', ['identity']]);
    const both = stateOf(
      lacks,
      NOTICED,
      { kind: 'matter-supplied', handed: ['degree', 'identity'] },
      ACCEPTED,
    );
    expect([both.status, both.missing]).toEqual(['accepted', ['contract']]);
  });

  test('is handed out only when the last minor paper is there, or when it is denied', () => {
    const lacks = { ...RECEIVED, missing: ['contract'] };
    const supplied = { kind: 'matter-supplied', handed: ['contract'] };
    expect(stateOf(lacks, ACCEPTED, FINISHED, COLLECTED).status).toBe('finished');
    expect(stateOf(lacks, ACCEPTED, FINISHED, supplied, COLLECTED).status).toBe('collected');
    expect(stateOf(lacks, ACCEPTED, { ...FINISHED, result: 'denied' }, COLLECTED).status).toBe('collected');
  });

  test('has one notice, and another one only for a reason', () => {
    const lacks = { ...RECEIVED, missingMain: ['degree'] };
    expect(misfitsOf(lacks, NOTICED, NOTICED)).toHaveLength(1);
    expect(stateOf(lacks, NOTICED, { ...NOTICED, again: 'overlooked' }).notices).toBe(2);
    expect(misfitsOf(lacks, { ...NOTICED, again: 'overlooked' })).toHaveLength(1);
    expect(misfitsOf(RECEIVED, NOTICED)).toHaveLength(1);
  });

  test('is done at once by its acceptance', () => {
    expect(stateOf(RECEIVED, { ...ACCEPTED, workdays: null, isDone: true }).status).toBe('finished');
  });

  test('keeps its first number', () => {
    const state = stateOf(
      { kind: 'matter-numbered', number: '4401-1000' },
      { kind: 'matter-numbered', number: '4401-2000' },
    );
    expect(state.number).toBe('4401-1000');
  });
});

describe('the day by which a matter is due', () => {
  const name = { zh: '国庆节', en: 'National Day' };
  const calendar = calendarOf([
    {
      ...{ year: 2026, source: 'a notice' },
      holidays: [{ name, from: '2026-10-01', until: '2026-10-07' }],
      workdays: [{ name, date: '2026-09-27' }],
    },
  ]);

  test.each([
    ['2026-09-25', 1, '2026-09-27'],
    ['2026-09-25', 5, '2026-10-08'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-11-20', 1, '2026-11-23'],
  ])('accepted on %s, %i working days: %s', (on, workdays, due) => {
    const state = stateOf(RECEIVED, { ...ACCEPTED, on, workdays });
    expect(dueDayOf(state, calendar)?.date).toBe(due);
    expect([isLate(state, calendar, due), isLate(state, calendar, plusDays(due, 1))]).toEqual([false, true]);
    const finished = stateOf(RECEIVED, { ...ACCEPTED, on, workdays }, { ...FINISHED, on: plusDays(due, 1) });
    expect(isLate(finished, calendar, plusDays(due, 9))).toBe(true);
    const withdrawn = stateOf(RECEIVED, { ...ACCEPTED, on, workdays }, { kind: 'matter-withdrawn' });
    expect(isLate(withdrawn, calendar, plusDays(due, 9))).toBe(false);
  });
});

describe('the number of a matter', () => {
  test('is read from an entry of a release that knew fewer numbers of persons', () => {
    for (const number of ['LW-2026-0001', '138-1234-5678', 'A'.repeat(40)]) {
      const after = { journalId: A, seq: 1 };
      const numbered = { kind: 'matter-numbered', recordId: RECORD, after, number };
      expect(ReadBody.safeParse({ ...OPENING, number }).success).toBe(true);
      expect(ReadBody.safeParse(numbered).success).toBe(true);
    }
    expect(JournalBody.safeParse({ ...OPENING, number: 'LW-2026-0001' }).success).toBe(false);
    expect(JournalBody.safeParse({ ...OPENING, number: '4401-2026-0001' }).success).toBe(true);
    expect(ReadBody.safeParse({ ...OPENING, number: '张三 0001' }).success).toBe(false);
  });
});

const materials = fc.subarray(['form', 'degree', 'contract']);
const anyStep: fc.Arbitrary<Done> = fc.oneof(
  fc.constantFrom<Done>(ACCEPTED, { ...ACCEPTED, isDone: true }, FINISHED, COLLECTED, NOTICED),
  fc.constantFrom<Done>({ kind: 'matter-handled' }, { kind: 'matter-withdrawn' }),
  fc.constantFrom<Done>(
    { kind: 'matter-told', answer: 'reached' },
    { kind: 'matter-told', answer: 'no-answer' },
  ),
  fc.constantFrom<Done>(
    { kind: 'matter-rejected', reason: 'late' },
    { kind: 'matter-ended', reason: 'other' },
  ),
  fc.constantFrom<Done>({ kind: 'matter-assigned', member: null }, { kind: 'matter-delivery', way: 'post' }),
  fc.constantFrom<Done>({ ...NOTICED, again: 'other' }, { kind: 'matter-numbered', number: '4401-0001' }),
  fc.constantFrom<Done>({ kind: 'booking-missed' }, { kind: 'pass-paused', from: '2026-12-01' }),
  fc.tuple(materials, materials, materials).map(([handed, missing, missingMain]) => ({
    kind: 'matter-received',
    ...{ handed, missing, missingMain },
  })),
  materials.map((handed) => ({ kind: 'matter-supplied', handed })),
);

test('any steps in any order give a state, and each step either fits or is named', () => {
  fc.assert(
    fc.property(
      fc.array(anyStep, { maxLength: 14 }),
      fc.infiniteStream(fc.nat({ max: 14 })),
      (done, names) => {
        const steps = seqs(done).map((step, index) =>
          index % 3 === 2
            ? {
                ...step,
                body: {
                  ...step.body,
                  after: { journalId: A, seq: (names.next().value ?? 0) + 1 },
                } as StepBody,
              }
            : step,
        );
        const opening: RecordStep = {
          journalId: A,
          seq: 1,
          siteId: 'service-hall',
          recordedAt: 1,
          body: OPENING,
        };
        const record = { recordId: RECORD, kind: 'matter', until: null } as const;
        const { state, misfits } = foldRecord({
          ...record,
          steps: [...steps.slice(0, 3), opening, ...steps.slice(3)],
        });
        if (state?.kind !== 'matter') throw new Error('no matter');
        expect(misfits.length).toBeLessThanOrEqual(steps.length);
        // No certificate before all is there, whatever came in which order.
        const isWhole = state.missing.length + state.missingMain.length === 0;
        expect(state.status !== 'collected' || !state.isGranted || isWhole).toBe(true);
        expect(state.acceptedOn === null || state.missingMain.length === 0).toBe(true);
      },
    ),
  );
});

test('each step of a matter is a body that a journal takes, and a personal word in it is none', () => {
  for (const { body } of seqs([RECEIVED, ACCEPTED, FINISHED, COLLECTED, NOTICED])) {
    expect(JournalBody.safeParse(body).success).toBe(true);
    expect(JournalBody.safeParse({ ...body, telephone: '13812345678' }).success).toBe(false);
  }
});
