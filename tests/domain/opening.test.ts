import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteOf } from '../../src/catalogue-review/quotation.ts';
import { dateOfMinute, plusMinutes } from '../../src/domain/base/wall-time.ts';
import { calendarOf } from '../../src/domain/calendar/calendar.ts';
import { coversDay } from '../../src/domain/calendar/day-rule.ts';
import { openAt } from '../../src/domain/calendar/opening.ts';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { OpeningHours } from '../../src/domain/catalogue/opening-hours.ts';
import { readPayload } from '../../src/domain/catalogue/payload.ts';
import { seededRandom, testSeed } from '../support/random.ts';
import { answerFor, decisionFor, itemFor } from './desk.ts';
import { changed } from './newer-catalogue.ts';
import { shipped } from './shipped.ts';

const CALENDAR = calendarOf(shipped().calendar.notices);

/** Workdays with a break at noon, other days until late, the New Year's week closed, one long night. */
const HALL: OpeningHours = {
  days: [
    { days: 'workday', start: '09:00', end: '12:00' },
    { days: 'workday', start: '13:30', end: '18:00' },
    { days: 'dayoff', start: '10:00', end: '22:00' },
  ],
  exceptions: [
    { from: '2026-02-16', until: '2026-02-20', name: { zh: '春节闭馆', en: 'New Year' }, open: [] },
    {
      from: '2026-11-27',
      until: '2026-11-27',
      name: { zh: '夜场', en: 'long night' },
      open: [{ start: '09:00', end: '24:00' }],
    },
    {
      from: '2026-11-28',
      until: '2026-11-28',
      name: { zh: '夜场', en: 'long night' },
      open: [{ start: '00:00', end: '02:00' }],
    },
  ],
};

function openingAt(start: string, minutes = 1, hours: readonly OpeningHours[] = [HALL]) {
  const opening = openAt(hours, CALENDAR, { start, minutes });
  return opening.kind === 'open' ? 'open' : `closed, opens ${opening.opensAt}, closes ${opening.closesAt}`;
}

describe('opening hours', () => {
  test('are not assumed where none are entered', () => {
    expect(openingAt('2026-11-23T03:00', 1, [])).toBe('open');
  });

  test.each([
    // A Monday.
    ['2026-11-23T08:59', 1, 'closed, opens 2026-11-23T09:00, closes null'],
    ['2026-11-23T09:00', 1, 'open'],
    ['2026-11-23T11:59', 1, 'open'],
    ['2026-11-23T12:00', 1, 'closed, opens 2026-11-23T13:30, closes null'],
    ['2026-11-23T11:00', 60, 'open'],
    ['2026-11-23T11:00', 61, 'closed, opens 2026-11-23T13:30, closes 2026-11-23T12:00'],
    ['2026-11-23T18:00', 1, 'closed, opens 2026-11-24T09:00, closes null'],
    // A Saturday that is worked, and a Sunday that is not.
    ['2026-10-10T09:00', 1, 'open'],
    ['2026-11-29T09:30', 1, 'closed, opens 2026-11-29T10:00, closes null'],
    ['2026-11-29T21:59', 1, 'open'],
    // Exceptional days go before all others, and a night may go on after midnight.
    ['2026-11-27T12:30', 1, 'open'],
    ['2026-11-27T23:00', 180, 'open'],
    ['2026-11-27T23:00', 181, 'closed, opens 2026-11-28T00:00, closes 2026-11-28T02:00'],
    ['2026-11-28T10:00', 1, 'closed, opens 2026-11-29T10:00, closes null'],
  ])('at %s for %i minutes: %s', (start, minutes, expected) => {
    expect(openingAt(start, minutes)).toBe(expected);
  });

  test('say why a day is not as others are', () => {
    expect(openAt([HALL], CALENDAR, { start: '2026-02-16T10:00', minutes: 1 })).toEqual({
      kind: 'closed',
      opensAt: '2026-02-21T10:00',
      closesAt: null,
      reason: { zh: '春节闭馆', en: 'New Year' },
    });
  });

  test('of a site and of an item hold together', () => {
    const pool: OpeningHours = { days: [{ days: 'any', start: '11:00', end: '14:00' }], exceptions: [] };
    expect(openingAt('2026-11-23T11:30', 1, [HALL, pool])).toBe('open');
    expect(openingAt('2026-11-23T12:00', 1, [HALL, pool])).toContain('opens 2026-11-23T13:30');
    expect(openingAt('2026-11-23T14:00', 1, [HALL, pool])).toContain('opens 2026-11-24T11:00');
  });

  test('that never come have no next opening', () => {
    const never: OpeningHours = { days: [{ days: 'any', start: '12:00', end: '12:00' }], exceptions: [] };
    expect(openingAt('2026-11-23T12:00', 1, [never])).toBe('closed, opens null, closes null');
    const parsed = OpeningHours.safeParse({ days: [], exceptions: [] });
    expect(parsed.success && openingAt('2026-11-23T12:00', 1, [parsed.data])).toContain('opens null');
  });

  test('are those that a look at each minute finds, whatever they are', () => {
    const time = fc.integer({ min: 0, max: 96 }).map((quarter) => {
      const minute = quarter * 15;
      return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    });
    const stretch = { start: time, end: time };
    const day = fc.integer({ min: 1, max: 28 }).map((of) => `2026-10-${String(of).padStart(2, '0')}`);
    const name = fc.constant({ zh: '另', en: 'other' });
    const hours: fc.Arbitrary<OpeningHours> = fc.record({
      days: fc.array(
        fc.record({
          days: fc.constantFrom('any' as const, 'workday' as const, 'dayoff' as const),
          ...stretch,
        }),
        { maxLength: 4 },
      ),
      exceptions: fc.array(
        fc.record({ from: day, until: day, name, open: fc.array(fc.record(stretch), { maxLength: 2 }) }),
        { maxLength: 3 },
      ),
    });
    const span = fc.record({
      start: fc.integer({ min: 0, max: 27 * 96 }).map((of) => plusMinutes('2026-10-01T00:00', of * 15)),
      minutes: fc.integer({ min: 1, max: 120 }).map((quarters) => quarters * 15),
    });
    fc.assert(
      fc.property(fc.array(hours, { minLength: 1, maxLength: 2 }), span, (all, asked) => {
        const isOpen = (minute: string) => all.every((one) => isWithin(one, minute));
        const quarters = Array.from({ length: asked.minutes / 15 }, (_, index) => index * 15);
        const expected = quarters.every((after) => isOpen(plusMinutes(asked.start, after)));
        const opening = openAt(all, CALENDAR, asked);
        expect(opening.kind).toBe(expected ? 'open' : 'closed');
        if (opening.kind === 'open' || opening.opensAt === null) return;
        expect(opening.opensAt > asked.start && isOpen(opening.opensAt)).toBe(true);
      }),
      { seed: 17, numRuns: 400 },
    );
  });

  function isWithin({ days, exceptions }: OpeningHours, minute: string): boolean {
    const date = dateOfMinute(minute);
    const exception = exceptions.find(({ from, until }) => from <= date && date <= until);
    const usual = days.filter((one) => coversDay(one.days, CALENDAR.dayFacts(date)));
    return (exception?.open ?? usual).some(({ start, end }) => {
      return start <= minute.slice(11) && minute.slice(11) < end;
    });
  }
});

/** The shipped catalogue with hours of a site or an item. */
function withHours(hours: Readonly<Record<string, OpeningHours>>): Catalogue {
  const { sites, items, ...rest } = shipped();
  const added = <Part extends { readonly id: string }>(part: Part) =>
    hours[part.id] === undefined ? part : { ...part, hours: hours[part.id] };
  return Catalogue.parse({ ...rest, sites: sites.map(added), items: items.map(added) });
}

const DAILY: OpeningHours = { days: [{ days: 'any', start: '09:00', end: '21:00' }], exceptions: [] };

describe('a desk with opening hours', () => {
  const pool = withHours({ 'xijiao-pool': DAILY });

  test('gives before and after them nothing, in amber, and says when it opens', () => {
    const decision = decisionFor({ site: 'xijiao-pool', now: '2026-11-23T07:00', catalogue: pool });
    expect(decision).toMatchObject({
      verdict: 'ask',
      closed: {
        opensAt: '2026-11-23T09:00',
        text: { zh: '休息中，09:00 开门', en: 'Closed, opens 09:00' },
      },
      items: [
        {
          kind: 'no',
          reason: {
            kind: 'closed',
            nextStart: '2026-11-23T09:00',
            text: { zh: '此时不开放，09:00 开', en: 'Closed at this time, opens 09:00' },
          },
        },
        { kind: 'no', reason: { kind: 'closed' } },
      ],
    });
    const at = (now: string) => answerFor('outdoor-ticket', { site: 'xijiao-pool', now, catalogue: pool });
    expect(at('2026-11-23T09:00')).toBe('yes 2500/5000');
    expect(at('2026-11-23T20:59')).toBe('yes 2500/5000');
    expect(at('2026-11-23T21:00')).toBe('no closed @2026-11-24T09:00');
  });

  test('says of an exceptional day why', () => {
    const typhoon = {
      from: '2026-11-23',
      until: '2026-11-24',
      name: { zh: '台风', en: 'typhoon' },
      open: [],
    };
    const catalogue = withHours({ 'xijiao-pool': { ...DAILY, exceptions: [typhoon] } });
    expect(
      itemFor('outdoor-ticket', { site: 'xijiao-pool', now: '2026-11-23T10:00', catalogue }),
    ).toMatchObject({
      reason: { text: { zh: '此时不开放（台风），11-25（周三） 09:00 开' } },
    });
  });

  test('refuses one item that is closed, and gives the others', () => {
    const winter: OpeningHours = {
      days: DAILY.days,
      exceptions: [{ from: '2026-11-01', until: '2027-04-30', name: { zh: '冬季', en: 'winter' }, open: [] }],
    };
    const catalogue = withHours({ 'outdoor-ticket': winter });
    const decision = decisionFor({ site: 'xijiao-pool', now: '2026-11-23T10:00', catalogue });
    expect(decision).toMatchObject({ verdict: 'yes', closed: null });
    expect(decision.items).toMatchObject([
      // It opens later than anybody looks ahead.
      { kind: 'no', reason: { kind: 'closed', text: { zh: '此时不开放（冬季）' } } },
      { kind: 'yes' },
    ]);
  });

  test('books a court within them alone, from the first start that is open and has a price', () => {
    const club = { site: 'youth-sports-club', catalogue: withHours({ 'youth-sports-club': DAILY }) };
    const court = (now: string, choice?: object) => answerFor('badminton-court', { ...club, now }, choice);
    expect(itemFor('badminton-court', { ...club, now: '2026-11-23T07:00' }).choice.start).toBe(
      '2026-11-23T09:00',
    );
    expect(court('2026-11-23T07:00')).toBe('yes 2400/3000');
    expect(court('2026-11-23T10:00', { start: '2026-11-23T08:00' })).toBe('no closed @2026-11-23T09:00');
    expect(court('2026-11-23T10:00', { start: '2026-11-23T20:00', minutes: 60 })).toBe('yes 4000/5000');
    expect(court('2026-11-23T10:00', { start: '2026-11-23T20:30', minutes: 60 })).toBe(
      'no closed @2026-11-24T09:00',
    );
    const late = itemFor('badminton-court', {
      ...club,
      now: '2026-11-23T10:00',
      choices: { 'badminton-court': { start: '2026-11-23T20:30', minutes: 60 } },
    });
    expect(late).toMatchObject({ reason: { text: { zh: '21:00 关门，时间不够，11-24（周二） 09:00 开' } } });
  });

  test('has no price and no opening at noon where the guide has none', () => {
    const hall: OpeningHours = { days: [{ days: 'any', start: '10:00', end: '16:00' }], exceptions: [] };
    const legal = { site: 'liwan-legal-centre', catalogue: withHours({ 'liwan-legal-centre': hall }) };
    // The lawyers are there from 9 to 12 and from 14 to 18 on working days; the house is open from 10 to 16.
    expect(answerFor('legal-advice', { ...legal, now: '2026-11-23T09:30' })).toBe(
      'no closed @2026-11-23T10:00',
    );
    expect(answerFor('legal-advice', { ...legal, now: '2026-11-23T12:30' })).toBe(
      'no no-price-now @2026-11-23T14:00',
    );
    expect(answerFor('legal-advice', { ...legal, now: '2026-11-23T16:30' })).toBe(
      'no closed @2026-11-24T10:00',
    );
    expect(decisionFor({ ...legal, now: '2026-11-28T12:00' }).closed?.opensAt).toBe('2026-11-30T10:00');
  });

  test('names the first start that is open and has a price, as a look at each start finds it', () => {
    const random = seededRandom(testSeed());
    const time = (from: number, to: number) => {
      const half = from + Math.floor(random() * (to - from));
      return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
    };
    for (let run = 0; run < 30; run += 1) {
      const days = (['workday', 'dayoff', 'any'] as const).map((of) => {
        return { days: of, start: time(0, 40), end: time(10, 49) };
      });
      const hours = { days: days.slice(Math.floor(random() * 3)), exceptions: [] };
      const catalogue = withHours({ 'youth-sports-club': hours });
      const start = `2026-11-2${Math.floor(random() * 10)}T${time(0, 48)}`;
      const minutes = 30 * (1 + Math.floor(random() * 6));
      const choices = { 'badminton-court': { start, minutes } };
      const given = { site: 'youth-sports-club', now: '2026-11-20T00:00', catalogue };
      const item = itemFor('badminton-court', { ...given, choices });
      if (item.kind !== 'no') continue;
      const starts = Array.from({ length: 48 * 14 }, (_, index) => plusMinutes(start, 30 * (index + 1)));
      const first = starts.find((next) => {
        const choice = { 'badminton-court': { start: next, minutes } };
        return itemFor('badminton-court', { ...given, choices: choice }).kind !== 'no';
      });
      expect(item.reason.nextStart, `${JSON.stringify(hours)} ${start} ${minutes}`).toBe(first);
    }
  });

  test.each([
    ['a third kind of hours', { days: [], exceptions: [], moons: [] }],
    ['hours that are words', '9 to 5'],
    ['a minute that is none', { days: [{ days: 'any', start: '9', end: '17:00' }], exceptions: [] }],
  ])('that are not known here (%s) make what is under them ask', (_name, hours) => {
    const ofSite = changed(({ site }) => Object.assign(site('xijiao-pool'), { hours }));
    const ofItem = changed(({ item }) => Object.assign(item('indoor-ticket'), { hours }));
    const kinds = [ofSite, ofItem].map((payload) => {
      const reading = readPayload(payload);
      if (!reading.ok) throw new Error(reading.message);
      const given = { site: 'xijiao-pool', now: '2026-11-23T10:00', catalogue: reading.catalogue };
      return decisionFor(given).items.map(({ kind }) => kind);
    });
    expect(kinds).toEqual([
      ['ask', 'ask'],
      ['yes', 'ask'],
    ]);
  });

  test('by days that are not known here ask in that year', () => {
    const payload = changed(({ payload: whole, site }) => {
      Object.assign(site('xijiao-pool'), {
        hours: { days: [{ days: 'workday', start: '09:00', end: '17:00' }], exceptions: [] },
      });
      whole.calendar.notices.push({ year: 2027, moons: 13 });
    });
    const reading = readPayload(payload);
    if (!reading.ok) throw new Error(reading.message);
    const at = (now: string) =>
      answerFor('indoor-ticket', { site: 'xijiao-pool', now, catalogue: reading.catalogue });
    expect(at('2026-11-23T10:00')).toBe('yes 4000/8000');
    expect(at('2027-11-22T10:00')).toBe('ask unknown-part -');
  });

  test('sells a pass while it is open', () => {
    const club = { site: 'youth-sports-club', catalogue: withHours({ 'youth-sports-club': DAILY }) };
    expect(answerFor('fitness-annual', { ...club, now: '2026-11-23T21:30' })).toBe(
      'no closed @2026-11-24T09:00',
    );
    expect(answerFor('fitness-annual', { ...club, now: '2026-11-23T20:30' })).toBe('yes 120000/150000');
  });

  test('quotes a price at any hour, and says beside it that the desk is closed', () => {
    const ticket = { siteId: 'xijiao-pool', itemId: 'outdoor-ticket' };
    expect(quoteOf(pool, { ...ticket, start: '2026-11-23T07:00' })).toMatchObject({
      totalFen: 2500,
      closed: {
        message: '此时不开放，09:00 开 (Closed at this time, opens 09:00)',
        nextStart: '2026-11-23T09:00',
      },
    });
    expect(quoteOf(pool, { ...ticket, start: '2026-11-23T10:00' })).not.toHaveProperty('closed');
  });
});
