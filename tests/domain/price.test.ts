import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusDays, plusMinutes } from '../../src/domain/base/wall-time.ts';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { isForDay, rateText, rulebookOf } from '../../src/domain/catalogue/rulebook.ts';
import type { GivenChoice, ItemDecision, Price } from '../../src/domain/decision/decision.ts';
import { minutesOf } from '../../src/domain/decision/item-details.ts';
import { unitCardFen } from '../../src/domain/decision/price.ts';
import { decisionFor, itemFor } from './desk.ts';
import { shipped } from './shipped.ts';

const courts = [
  ['youth-sports-club', 'badminton-court'],
  ['fangcun-sports-centre', 'badminton-court'],
  ['fangcun-sports-centre', 'tennis-court'],
] as const;

function booking(court: readonly [string, string], start: string, minutes: number): ItemDecision {
  const [site, itemId] = court;
  return itemFor(itemId, { site, now: start, priceOnly: true, choices: { [itemId]: { start, minutes } } });
}

function priceOf(item: ItemDecision): Price | null {
  return item.kind === 'yes' ? item.price : null;
}

const anyCourt = fc.constantFrom(...courts);
/** A minute of 2024 to 2030. */
const anyStart = fc
  .integer({ min: 0, max: 7 * 365 * 1440 })
  .map((minute) => plusMinutes('2024-01-01T00:00', minute));
const anyLength = fc.integer({ min: 1, max: 900 });

describe('an hourly booking', () => {
  test('split at any minute costs the same but for the rounding of the parts', () => {
    fc.assert(
      fc.property(
        anyCourt,
        anyStart,
        anyLength,
        fc.integer({ min: 1, max: 899 }),
        (court, start, minutes, cut) => {
          fc.pre(cut < minutes);
          const whole = priceOf(booking(court, start, minutes));
          const first = priceOf(booking(court, start, cut));
          const second = priceOf(booking(court, plusMinutes(start, cut), minutes - cut));
          if (whole === null) {
            expect(first === null || second === null).toBe(true);
            return;
          }
          if (first === null || second === null) throw new Error('a part of a priced booking has no price');
          expect(Math.abs(first.totalFen + second.totalFen - whole.totalFen)).toBeLessThanOrEqual(1);
          expect(Math.abs(first.listTotalFen + second.listTotalFen - whole.listTotalFen)).toBeLessThanOrEqual(
            1,
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  test('never costs more than the list price, and its lines add up', () => {
    fc.assert(
      fc.property(anyCourt, anyStart, anyLength, (court, start, minutes) => {
        const price = priceOf(booking(court, start, minutes));
        if (price === null) return;
        expect(price.totalFen).toBeLessThanOrEqual(price.listTotalFen);
        expect(price.savedFen).toBe(price.listTotalFen - price.totalFen);
        expect(price.lines.reduce((sum, line) => sum + line.cardFen, 0)).toBe(price.totalFen);
        expect(price.lines.reduce((sum, line) => sum + (line.minutes ?? 0), 0)).toBe(minutes);
      }),
      { numRuns: 400 },
    );
  });

  test('never costs less for a minute more', () => {
    fc.assert(
      fc.property(anyCourt, anyStart, anyLength, (court, start, minutes) => {
        const shorter = priceOf(booking(court, start, minutes));
        const longer = priceOf(booking(court, start, minutes + 1));
        if (longer !== null) expect(shorter).not.toBeNull();
        if (shorter !== null && longer !== null) {
          expect(longer.totalFen).toBeGreaterThanOrEqual(shorter.totalFen);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('names a next start at which the same booking has a price', () => {
    fc.assert(
      fc.property(anyCourt, anyStart, anyLength, (court, start, minutes) => {
        const item = booking(court, start, minutes);
        if (item.kind !== 'no' || item.reason.nextStart === undefined) return;
        expect(item.reason.nextStart > start).toBe(true);
        expect(booking(court, item.reason.nextStart, minutes).kind).toBe('yes');
      }),
      { numRuns: 200 },
    );
  });

  test('tells each stretch with minutes, rate and rounding', () => {
    const price = priceOf(booking(courts[1], '2026-11-23T15:50', 20));
    expect(price?.lines.map((line) => line.explanation)).toEqual([
      {
        zh: '10 分钟 × 24.00 元/小时 = 4.00 元（原价 30.00 元/小时，八折）',
        en: '10 minutes × 24.00 yuan/hour = 4.00 yuan (list 30.00 yuan/hour, 20 % off)',
      },
      {
        zh: '10 分钟 × 56.00 元/小时 = 9.33 元（原价 70.00 元/小时，八折，四舍五入到分）',
        en: '10 minutes × 56.00 yuan/hour = 9.33 yuan (list 70.00 yuan/hour, 20 % off, rounded half up to a fen)',
      },
    ]);
    expect(price?.lines.map((line) => line.band)).toEqual([
      { zh: '周一至周五 08:30–16:00', en: 'Monday to Friday 08:30–16:00' },
      { zh: '周一至周五 16:00–22:00', en: 'Monday to Friday 16:00–22:00' },
    ]);
    expect(price?.lines[1]).toMatchObject({
      unitListFen: 7000,
      unitCardFen: 5600,
      minutes: 10,
      listFen: 1167,
      cardFen: 933,
    });
  });

  test('of two courts is twice the price of one, and says so', () => {
    const item = itemFor('badminton-court', {
      priceOnly: true,
      site: 'youth-sports-club',
      now: '2026-11-23T16:00',
      choices: { 'badminton-court': { minutes: 1, quantity: 2 } },
    });
    expect(item.kind === 'ask' ? item.price : null).toMatchObject({ totalFen: 134, listTotalFen: 166 });
    expect(item.kind === 'ask' ? item.price?.lines[0]?.explanation : null).toEqual({
      zh: '1 分钟 × 40.00 元/小时 × 2 = 1.34 元（原价 50.00 元/小时，固定优惠价，四舍五入到分）',
      en: '1 minutes × 40.00 yuan/hour × 2 = 1.34 yuan (list 50.00 yuan/hour, fixed card price, rounded half up to a fen)',
    });
  });

  test('across midnight is charged by each minute of its own day', () => {
    const price = priceOf(booking(courts[1], '2026-11-28T23:30', 60));
    expect(price?.lines.map((line) => line.minutes)).toEqual([30, 30]);
    const intoHoliday = booking(courts[1], '2027-10-03T23:00', 120);
    expect(intoHoliday.kind).toBe('no');
  });

  test('is provisional where one of its days rests on a missing notice', () => {
    expect(priceOf(booking(courts[1], '2027-10-01T23:00', 120))?.provisional).toBe(true);
    expect(priceOf(booking(courts[1], '2027-10-02T23:00', 120))?.provisional).toBe(false);
    expect(priceOf(booking(courts[1], '2026-10-01T23:00', 120))?.provisional).toBe(false);
  });
});

test('no item of any site ever costs more than its list price', () => {
  const { sites, items } = shipped();
  const choices = Object.fromEntries(items.map((item) => [item.id, { listFen: 4001 }]));
  const anySite = fc.constantFrom(...sites.map((site) => site.id));
  fc.assert(
    fc.property(anySite, anyStart, (site, now) => {
      for (const item of decisionFor({ site, now, choices }).items) {
        const price = priceOf(item);
        if (price !== null) expect(price.totalFen).toBeLessThanOrEqual(price.listTotalFen);
      }
    }),
    { numRuns: 300 },
  );
});

describe('made-up rules', () => {
  const ticket = shipped().items.find((item) => item.id === 'outdoor-ticket');
  const rule = ticket?.rules[0];
  if (ticket === undefined || rule?.kind !== 'price') throw new Error('the pool has no price');

  function decided(change: object, now = '2026-11-23T12:00', choice: GivenChoice = {}): ItemDecision {
    const catalogue = Catalogue.parse({ ...shipped(), items: [{ ...ticket, ...change }] });
    return itemFor('outdoor-ticket', {
      site: 'xijiao-pool',
      now,
      catalogue,
      choices: { 'outdoor-ticket': choice },
    });
  }

  test.each([
    ['hour', 'ticket', '1 小时 × 25.00 元', 'per hour'],
    ['booking', 'booking', '1 场 × 25.00 元', 'per booking'],
    ['card', 'pass', '1 张 × 25.00 元', 'per card'],
    ['service', 'service', '1 次 × 25.00 元', 'per use'],
  ])('priced by the %s say so', (unit, workflow, zh, en) => {
    const price = priceOf(decided({ unit, workflow }));
    expect(price?.lines[0]?.explanation.zh).toContain(zh);
    expect(price?.lines[0]?.explanation.en).toContain(en);
  });

  test('may make an hour free', () => {
    const rules = [{ ...rule, card: { kind: 'free' } }];
    const price = priceOf(decided({ workflow: 'hourly', unit: 'hour', rules }, undefined, { minutes: 30 }));
    expect(price).toMatchObject({
      totalFen: 0,
      listTotalFen: 2500,
      lines: [{ minutes: 30, unitCardFen: 0 }],
    });
  });

  test('make a booking provisional where a later day of it rests on a missing notice', () => {
    const rules = [{ ...rule, days: 'workday' }];
    const night = { start: '2026-12-31T23:30', minutes: 60 };
    const booked = { workflow: 'booking', unit: 'booking', rules };
    expect(decided(booked, '2026-12-31T12:00', night).kind).toBe('no');
    const dayoff = { ...booked, rules: [...rules, { ...rule, id: 'off', days: 'dayoff' }] };
    expect(priceOf(decided(dayoff, '2026-12-31T12:00', night))?.provisional).toBe(true);
    expect(priceOf(decided(dayoff, '2026-12-31T12:00', { ...night, minutes: 30 }))?.provisional).toBe(false);
  });

  test('may fix a price where nobody knows the list price', () => {
    const rules = [{ ...rule, listFen: null, card: { kind: 'fixed', fen: 900 } }];
    expect(priceOf(decided({ rules }))).toMatchObject({ totalFen: 900, listTotalFen: 900, savedFen: 0 });
  });

  test('may leave the list price of an hour to the venue', () => {
    const rules = [{ ...rule, listFen: null }];
    const hourly = { workflow: 'hourly', unit: 'hour', rules };
    expect(decided(hourly)).toMatchObject({ kind: 'ask', asks: [{ kind: 'list-price' }], price: null });
    const price = priceOf(decided(hourly, undefined, { listFen: 3001, minutes: 30 }));
    expect(price).toMatchObject({ totalFen: 750, listTotalFen: 1501 });
  });

  test('are looked up to 31 days ahead for the next start', () => {
    const from = (date: string) => [
      { ...rule, id: 'old', until: '2026-11-23', end: '06:00' },
      { ...rule, from: date },
    ];
    expect(decided({ rules: from('2026-12-24') })).toMatchObject({
      reason: { nextStart: '2026-12-24T00:00' },
    });
    const tooFar = decided({ rules: from('2026-12-25') });
    expect(tooFar.kind === 'no' && 'nextStart' in tooFar.reason).toBe(false);
  });

  test('name the earliest next start, in whatever order they stand', () => {
    const rules = [
      { ...rule, id: 'evening', start: '18:00', end: '20:00' },
      { ...rule, id: 'afternoon', start: '14:00', end: '16:00' },
      { ...rule, id: 'morning', start: '08:00', end: '10:00' },
    ];
    expect(decided({ rules })).toMatchObject({ reason: { nextStart: '2026-11-23T14:00' } });
    const slot = { workflow: 'slot', unit: 'slot', rules };
    expect(decided(slot)).toMatchObject({
      kind: 'yes',
      choice: { start: '2026-11-23T14:00' },
      details: { minutes: 120 },
    });
  });

  test('ask for the list price where any band of a booking needs it', () => {
    const rules = [
      { ...rule, end: '12:00' },
      { ...rule, id: 'later', start: '12:00', listFen: null },
    ];
    const hourly = { workflow: 'hourly', unit: 'hour', rules };
    const across = { start: '2026-11-24T11:30', minutes: 60 };
    expect(decided(hourly, undefined, across)).toMatchObject({ kind: 'ask', asks: [{ kind: 'list-price' }] });
    expect(priceOf(decided(hourly, undefined, { ...across, listFen: 1000 }))?.totalFen).toBe(1250 + 250);
    expect(priceOf(decided(hourly, undefined, { ...across, minutes: 30 }))?.totalFen).toBe(1250);
  });

  test('are out of force only where none is in force on the day', () => {
    const ended = { ...rule, id: 'ended', until: '2026-11-22' };
    const lastDay = { ...rule, until: '2026-11-23', end: '12:00' };
    expect(decided({ rules: [ended] })).toMatchObject({ kind: 'no', reason: { kind: 'not-in-force' } });
    expect(decided({ rules: [ended, lastDay] })).toMatchObject({
      kind: 'no',
      reason: { kind: 'no-price-now' },
    });
    const outOfForce = decided({ rules: [ended] });
    expect(outOfForce.kind === 'no' ? outOfForce.reason.text : null).toEqual({
      zh: '此项优惠当日未生效或已停止，请按无卡办理',
      en: 'This benefit is not in force on that day. Serve as without a card',
    });
  });

  test('must cover a booked room to its end', () => {
    const booked = { workflow: 'booking', unit: 'booking', rules: [{ ...rule, end: '18:00' }] };
    expect(decided(booked, undefined, { start: '2026-11-23T17:00', minutes: 60 }).kind).toBe('yes');
    expect(decided(booked, undefined, { start: '2026-11-23T17:00', minutes: 61 }).kind).toBe('no');
  });

  test('find their courts and persons among other limits', () => {
    const hours = { kind: 'minutes', id: 'hours', clause: '5.6', minutesMax: 180, beyond: 'ask' };
    const courts = { kind: 'courts-per-slot', id: 'courts', clause: '5.6', courts: 3 };
    const slot = { workflow: 'slot', unit: 'slot', rules: [{ ...rule, start: '12:00', end: '13:00' }] };
    expect(decided({ ...slot, limits: [hours, courts] }).quantityMax).toBe(3);
    expect(decided({ ...slot, limits: [hours] }).quantityMax).toBe(1);
    expect(decided({ limits: [hours] }).quantityMax).toBe(4);
    const once = { kind: 'uses-per-person', id: 'once', clause: '5.6', uses: 1 };
    expect(decided({ limits: [hours, once] }).quantityMax).toBe(1);
  });

  test('tell the minutes of a slot from the chosen start to its end', () => {
    const slot = { workflow: 'slot', unit: 'slot', rules: [{ ...rule, start: '18:00', end: '20:00' }] };
    const late = decided(slot, undefined, { start: '2026-11-23T19:15' });
    expect(minutesOf(late)).toBe(45);
    expect(priceOf(late)?.lines[0]?.minutes).toBe(45);
    expect(priceOf(decided(slot))?.lines[0]?.minutes).toBe(120);
  });

  test('are called by their days and times, or all day', () => {
    const bandOf = (change: object) => priceOf(decided({ rules: [{ ...rule, ...change }] }))?.lines[0]?.band;
    expect(bandOf({})).toEqual({ zh: '周一至周日 全天', en: 'every day, all day' });
    expect(bandOf({ start: '00:01' })).toEqual({ zh: '周一至周日 00:01–24:00', en: 'every day 00:01–24:00' });
    expect(bandOf({ end: '23:59' })).toEqual({ zh: '周一至周日 00:00–23:59', en: 'every day 00:00–23:59' });
    const wordless = Catalogue.parse({ ...shipped(), dayRules: [] });
    const item = itemFor('outdoor-ticket', {
      site: 'xijiao-pool',
      now: '2026-11-23T12:00',
      catalogue: wordless,
    });
    expect(priceOf(item)?.lines[0]?.band).toEqual({ zh: 'any 全天', en: 'any, all day' });
  });

  test('sell a pass on the days of its rule alone', () => {
    const pass = {
      workflow: 'pass',
      unit: 'card',
      rules: [{ ...rule, days: 'weekend', start: '08:00', end: '09:00' }],
    };
    expect(priceOf(decided(pass, '2026-11-28T23:00'))?.totalFen).toBe(2500);
    const weekday = decided(pass, '2026-11-27T08:30');
    expect(weekday.kind === 'no' ? weekday.reason : null).toEqual({
      kind: 'no-price-now',
      text: { zh: '此时段无优惠价', en: 'No card price at this time' },
    });
  });
});

test('says nothing of rounding where nothing is rounded', () => {
  const price = priceOf(booking(courts[0], '2026-11-23T10:00', 7));
  expect(price?.lines[0]?.explanation.zh).toBe(
    '7 分钟 × 24.00 元/小时 = 2.80 元（原价 30.00 元/小时，固定优惠价）',
  );
});

test('every minute of every day of 2024 to 2030 has at most one band in every item', () => {
  const { itemsBySite, calendar } = rulebookOf(shipped());
  const items = new Set([...itemsBySite.values()].flat());
  expect(items.size).toBe(shipped().items.length);
  let covered = 0;
  for (let date = '2024-01-01'; date <= '2030-12-31'; date = plusDays(date, 1)) {
    const day = calendar.dayFacts(date);
    for (const { bands } of items) {
      const ordered = bands
        .filter((band) => isForDay(band, day))
        .toSorted((one, other) => one.startMinute - other.startMinute);
      for (const [index, band] of ordered.entries()) {
        covered++;
        const end = ordered[index - 1]?.endMinute ?? 0;
        if (band.startMinute < end) throw new Error(`${band.ruleId} overlaps on ${date}`);
      }
    }
  }
  expect(covered).toBeGreaterThan(2557 * 40);
});

describe('the price of one unit', () => {
  test.each([
    [{ kind: 'free' }, 5000, 0],
    [{ kind: 'fixed', fen: 800 }, 1000, 800],
    [{ kind: 'ratio', percent: 70 }, 4001, 2801],
    [{ kind: 'ratio', percent: 50 }, 1, 1],
    [{ kind: 'ratio', percent: 49 }, 1, 0],
    [{ kind: 'ratio', percent: 100 }, 3333, 3333],
  ] as const)('%o of %i fen is %i', (card, listFen, fen) => {
    expect(unitCardFen(card, listFen)).toBe(fen);
  });

  test.each([
    [{ kind: 'free' }, '免费', 'free'],
    [{ kind: 'fixed', fen: 800 }, '固定优惠价', 'fixed card price'],
    [{ kind: 'ratio', percent: 100 }, '原价', 'list price'],
    [{ kind: 'ratio', percent: 80 }, '八折', '20 % off'],
    [{ kind: 'ratio', percent: 75 }, '七五折', '25 % off'],
    [{ kind: 'ratio', percent: 99 }, '九九折', '1 % off'],
    [{ kind: 'ratio', percent: 50 }, '五折', 'half price'],
    [{ kind: 'ratio', percent: 10 }, '一折', '90 % off'],
    [{ kind: 'ratio', percent: 5 }, '0.5折', '95 % off'],
    [{ kind: 'ratio', percent: 64 }, '六四折', '36 % off'],
    [{ kind: 'ratio', percent: 32 }, '三二折', '68 % off'],
  ] as const)('%o is called %s', (card, zh, en) => {
    expect(rateText(card)).toEqual({ zh, en });
  });

  test.each([
    [
      'youth-sports-club',
      'fitness-annual',
      '1 张年卡 × 1200.00 元 = 1200.00 元（原价 1500.00 元，固定优惠价）',
      'per annual pass',
    ],
    [
      'youth-sports-club',
      'fitness-half-year',
      '1 张半年卡 × 800.00 元 = 800.00 元（原价 1000.00 元，固定优惠价）',
      'per half-year pass',
    ],
    [
      'youth-sports-club',
      'fitness-single',
      '1 张 × 20.00 元 = 20.00 元（原价 25.00 元，固定优惠价）',
      'per ticket',
    ],
    [
      'liwan-gymnasium',
      'badminton-discount',
      '1 场 × 28.00 元 = 28.00 元（原价 40.00 元，七折）',
      'per slot',
    ],
  ])('at %s for %s is told in the measure of its unit', (site, itemId, zh, en) => {
    const choices = { [itemId]: { listFen: 4000 } };
    const price = priceOf(itemFor(itemId, { site, now: '2026-11-28T12:00', choices }));
    expect(price?.lines[0]?.explanation.zh).toBe(zh);
    expect(price?.lines[0]?.explanation.en).toContain(en);
  });
});
