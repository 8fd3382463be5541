import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusDays, type WallDate } from '../../src/domain/base/wall-time.ts';
import type { GivenChoice } from '../../src/domain/decision/decision.ts';
import { passUntil } from '../../src/domain/journal/known-use.ts';
import { admissionOn, openedPass, passAfter } from '../../src/domain/records/pass.ts';
import { passBodyOf } from '../../src/domain/workflow/given-body.ts';
import { answerFor, itemFor } from './desk.ts';

const club = { site: 'youth-sports-club', now: '2026-11-23T15:43' } as const;
const MONTHS = { year: 12, 'half-year': 6 } as const;
type Unit = keyof typeof MONTHS;

describe('the last day of a pass', () => {
  test.each([
    ['year', '2026-11-30', '2027-11-29'],
    ['year', '2026-03-01', '2027-02-28'],
    ['year', '2027-03-01', '2028-02-29'],
    ['year', '2028-02-29', '2029-02-28'],
    ['year', '2027-12-31', '2028-12-30'],
    ['half-year', '2026-08-28', '2027-02-27'],
    ['half-year', '2026-08-29', '2027-02-28'],
    ['half-year', '2026-08-30', '2027-02-28'],
    ['half-year', '2026-08-31', '2027-02-28'],
    ['half-year', '2026-09-01', '2027-02-28'],
    ['half-year', '2027-08-30', '2028-02-29'],
    ['half-year', '2027-08-31', '2028-02-29'],
    ['half-year', '2026-03-31', '2026-09-30'],
    ['half-year', '2028-02-29', '2028-08-28'],
  ] as const)('of a %s that begins on %s is %s', (unit, from, until) => {
    expect(passUntil({ unit }, from)).toBe(until);
  });

  test('is the last one of the calendar for a clock that told the year 9999', () => {
    expect(passUntil({ unit: 'half-year' }, '9999-06-30')).toBe('9999-12-29');
    expect(passUntil({ unit: 'half-year' }, '9999-08-31')).toBe('9999-12-31');
  });
});

const FIRST = '2024-01-01';
const DAYS = 9 * 366;
const someDay = fc.integer({ min: 0, max: DAYS - 1 }).map((days) => plusDays(FIRST, days));
const someUnit = fc.constantFrom<Unit>('year', 'half-year');

/** Counts the months by hand: the same day of the month, or the day after the month's end, is the first one too many. */
function firstDayAfter(from: WallDate, months: number): WallDate {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const ends = new Date(Date.UTC(year, month - 1 + months, 1));
  const days = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  ends.setUTCDate(Math.min(day, days + 1));
  return ends.toISOString().slice(0, 10);
}

test('a pass admits on exactly the days that it says', () => {
  fc.assert(
    fc.property(someDay, someUnit, (from, unit) => {
      const state = openedPass({ siteId: 'youth-sports-club', body: bodyOf(unit, from) }, null);
      const after = firstDayAfter(from, MONTHS[unit]);
      expect(state).toMatchObject({ from, until: plusDays(after, -1) });
      for (let day = plusDays(from, -40); day < plusDays(after, 40); day = plusDays(day, 1)) {
        const expected = day < from ? 'before' : day < after ? 'admits' : 'expired';
        if (admissionOn(state, day) !== expected) throw new Error(`${from} ${unit}: ${day} ${expected}`);
      }
    }),
    { numRuns: 200 },
  );
});

function bodyOf(unit: Unit, from: WallDate) {
  return passBodyOf({
    fields: {
      ...{ cardRef: 'ab'.repeat(16), itemId: 'fitness', person: 'holder', quantity: 1 },
      ...{
        start: `${from}T00:00`,
        listTotalFen: 150_000,
        totalFen: 120_000,
        ruleId: 'fitness',
        clause: '5.4',
      },
      ...{ catalogueVersion: 6, verdict: 'yes', confirmed: [] },
    },
    ...{
      minutes: null,
      courts: [],
      unit,
      number: null,
      workdays: null,
      party: null,
      agreement: null,
      recordId: '0123456789abcdef0123456789abcdef',
    },
  });
}

describe('the first day of a pass', () => {
  const detailsFor = (choice: GivenChoice) => {
    const { choice: chosen, details } = itemFor('fitness-annual', {
      ...club,
      choices: { 'fitness-annual': choice },
    });
    return { start: chosen.start, details };
  };

  test('is today if nobody says another, at the minute of the sale', () => {
    const today = {
      start: '2026-11-23T15:43',
      details: { kind: 'lasting', from: '2026-11-23', until: '2027-11-22', number: null },
    };
    expect(detailsFor({})).toEqual(today);
    expect(detailsFor({ start: '2026-11-23T00:00' })).toEqual(today);
  });

  test('may be a later day, also in the middle of the night', () => {
    expect(detailsFor({ start: '2026-12-01T10:00' })).toEqual({
      start: '2026-12-01T00:00',
      details: { kind: 'lasting', from: '2026-12-01', until: '2027-11-30', number: null },
    });
  });

  test.each([
    ['2026-11-22T23:59', 'no start-out-of-range'],
    ['2026-11-23T00:00', 'yes 120000/150000'],
    ['2027-11-24T00:00', 'yes 120000/150000'],
    ['2027-11-25T00:00', 'no start-out-of-range'],
  ] as const)('from %s on: %s', (start, expected) => {
    expect(answerFor('fitness-annual', club, { start })).toBe(expected);
  });

  test('may be any day if a price alone is asked for', () => {
    expect(answerFor('fitness-annual', { ...club, priceOnly: true }, { start: '2020-01-01T00:00' })).toBe(
      'yes 120000/150000',
    );
  });
});

/** A pause of so many days, that begins so many days after the first day or the resumption before. */
const somePause = fc.record({
  after: fc.integer({ min: 0, max: 90 }),
  days: fc.integer({ min: 0, max: 60 }),
});
const STEP = { recordId: '0123456789abcdef0123456789abcdef', after: { journalId: 'x', seq: 1 } };

test('a pass that was paused admits on as many days as it was sold for, and on none of the pause', () => {
  fc.assert(
    fc.property(someDay, someUnit, fc.array(somePause, { maxLength: 3 }), (from, unit, pauses) => {
      const sold = openedPass({ siteId: 'youth-sports-club', body: bodyOf(unit, from) }, null);
      // The state of the pass from a day on, as a desk has it on that day.
      const states = [{ since: from, state: sold }];
      const paused = new Set<WallDate>();
      let day = from;
      for (const { after, days } of pauses) {
        const begin = plusDays(day, after);
        const stopped = passAfter(states.at(-1)?.state ?? sold, {
          kind: 'pass-paused',
          ...STEP,
          from: begin,
        });
        // Nobody pauses a pass that is over.
        if (stopped === null) break;
        day = plusDays(begin, days);
        for (let one = begin; one < day; one = plusDays(one, 1)) paused.add(one);
        const resumed = passAfter(stopped, { kind: 'pass-resumed', ...STEP, from: day });
        if (resumed === null) throw new Error('a paused pass is not resumed');
        states.push({ since: begin, state: stopped }, { since: day, state: resumed });
      }
      const admitted = new Set<WallDate>();
      const last = plusDays(sold.until ?? from, paused.size);
      for (let one = plusDays(from, -2); one <= plusDays(last, 2); one = plusDays(one, 1)) {
        const { state } = states.findLast(({ since }) => since <= one) ?? { state: sold };
        if (admissionOn(state, one) === 'admits') admitted.add(one);
      }
      for (let one = from; one <= last; one = plusDays(one, 1)) {
        if (admitted.delete(one) === paused.has(one)) throw new Error(`${from} ${unit}: ${one}`);
      }
      expect([...admitted]).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
