import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { Catalogue as CatalogueSchema } from '../../src/domain/catalogue/catalogue.ts';
import { nextOnGrid, steppedOnGrid } from '../../src/domain/decision/booking-grid.ts';
import { answerFor, itemFor } from './desk.ts';
import { shipped } from './shipped.ts';

const club = { site: 'youth-sports-club' } as const;
const fangcun = { site: 'fangcun-sports-centre' } as const;

describe('a court', () => {
  test.each([
    ['2026-11-23T15:43', '2026-11-23T16:00', 4000],
    ['2026-11-23T15:30', '2026-11-23T15:30', 3200],
    ['2026-11-23T15:31', '2026-11-23T16:00', 4000],
    ['2026-11-23T06:12', '2026-11-23T08:00', 2400],
    ['2026-11-23T21:59', '2026-11-23T22:00', 4000],
  ])('at %s begins at %s', (now, start, totalFen) => {
    const item = itemFor('badminton-court', { ...club, now });
    expect(item).toMatchObject({
      kind: 'yes',
      choice: { start },
      details: { minutes: 60 },
      price: { totalFen },
    });
  });

  test('that has no whole hour left today names the next one, and is had for half an hour', () => {
    const late = { ...club, now: '2026-11-23T22:10' };
    expect(answerFor('badminton-court', late)).toBe('no no-price-now @2026-11-24T08:00');
    expect(
      itemFor('badminton-court', { ...late, choices: { 'badminton-court': { minutes: 30 } } }),
    ).toMatchObject({
      kind: 'yes',
      choice: { start: '2026-11-23T22:30' },
    });
    expect(answerFor('badminton-court', { ...club, now: '2026-11-23T23:50' })).toBe(
      'no no-price-now @2026-11-24T08:00',
    );
  });

  test.each([
    ['2026-11-21T16:00', 'no start-out-of-range'],
    ['2026-12-24T16:00', 'yes 4000/5000'],
    ['2026-12-25T16:00', 'no start-out-of-range'],
    ['2099-01-01T16:00', 'no start-out-of-range'],
    ['0001-01-01T16:00', 'no start-out-of-range'],
  ])('is booked from today to 31 days ahead: %s gives %s', (start, expected) => {
    expect(answerFor('badminton-court', { ...club, now: '2026-11-23T15:43' }, { start })).toBe(expected);
  });

  test('says which days are booked, in both languages', () => {
    const choices = { 'badminton-court': { start: '2099-01-01T16:00' } };
    expect(itemFor('badminton-court', { ...club, now: '2026-11-23T15:43', choices })).toMatchObject({
      reason: {
        text: {
          zh: '可订 2026-11-23 至 2026-12-24，请改日期',
          en: 'Booked from 2026-11-23 to 2026-12-24. Choose another day',
        },
      },
    });
  });

  test.each([
    [{ start: '2026-11-23T15:43' }, 'no off-grid @2026-11-23T16:00'],
    [{ start: '2026-11-23T16:00', minutes: 7 }, 'no off-grid'],
    [{ start: '2026-11-23T16:00', minutes: 45 }, 'no off-grid'],
    [{ start: '2026-11-23T16:00', minutes: 90 }, 'yes 6000/7500'],
  ])('for %j: %s', (choice, expected) => {
    expect(answerFor('badminton-court', { ...club, now: '2026-11-23T15:43' }, choice)).toBe(expected);
  });

  test('is priced to the minute where a price alone is asked for', () => {
    const choice = { start: '2026-11-23T15:43', minutes: 60 };
    const asked = { ...club, now: choice.start, priceOnly: true } as const;
    expect(answerFor('badminton-court', asked, choice)).toBe('yes 3547/4433');
  });
});

test('a room begins on the half hour too', () => {
  const item = itemFor('activity-room', { site: 'liwan-library', now: '2026-11-23T15:43' });
  expect(item).toMatchObject({ choice: { start: '2026-11-23T16:00' }, details: { minutes: 60 } });
});

test('Fangcun before its doors open: the first half hour that has a price', () => {
  const item = itemFor('tennis-court', { ...fangcun, now: '2026-11-23T06:12' });
  expect(item.choice.start).toBe('2026-11-23T08:30');
});

describe('a catalogue', () => {
  test.each([
    [{ grid: 60 }, '2026-11-23T15:43', { start: '2026-11-23T16:00', minutes: 60 }],
    [{ grid: 45 }, '2026-11-23T15:43', { start: '2026-11-23T15:45', minutes: 45 }],
    [{ grid: 15 }, '2026-11-23T15:43', { start: '2026-11-23T15:45', minutes: 60 }],
    [{ byTheMinute: true }, '2026-11-23T15:43', { start: '2026-11-23T15:43', minutes: 60 }],
  ] as const)('that says %j is followed', (fields, now, { start, minutes }) => {
    const item = itemFor('badminton-court', { ...club, now, catalogue: withFields(fields) });
    expect(item).toMatchObject({ kind: 'yes', choice: { start }, details: { minutes } });
  });

  test('that sells any minute has its prices to the minute', () => {
    const given = { ...club, now: '2026-11-23T15:43', catalogue: withFields({ byTheMinute: true }) } as const;
    expect(answerFor('badminton-court', given)).toBe('yes 3547/4433');
    expect(answerFor('badminton-court', given, { minutes: 7 })).toBe('yes 280/350');
  });

  test.each(['half', 0, -30, 1.5, 1441, null])('whose grid is %j has half hours', (grid) => {
    const { items, ...rest } = shipped();
    const changed = { ...rest, items: items.map((item) => ({ ...item, grid })) };
    const read = CatalogueSchema.parse(changed);
    expect(itemFor('badminton-court', { ...club, now: '2026-11-23T15:43', catalogue: read })).toMatchObject({
      choice: { start: '2026-11-23T16:00' },
      details: { grid: 30 },
    });
  });
});

test('a point of the grid stays, and every other minute goes to the next one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 240 }), (minute, grid) => {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const start = `2026-11-23T${time}`;
      const next = nextOnGrid(start, grid);
      expect(next >= start).toBe(true);
      expect(nextOnGrid(next, grid)).toBe(next);
    }),
    { seed: 27, numRuns: 300 },
  );
});

test.each([
  [10, 30, 1, 30],
  [10, 30, -1, 0],
  [60, 30, 1, 90],
  [60, 45, 1, 90],
  [60, 45, -1, 45],
] as const)('%d minutes on a grid of %d stepped by %d are %d', (minutes, grid, by, expected) => {
  expect(steppedOnGrid(minutes, { grid, by })).toBe(expected);
});

function withFields(fields: { readonly grid?: number; readonly byTheMinute?: boolean }): Catalogue {
  const { items, ...rest } = shipped();
  return {
    ...rest,
    items: items.map((item) => (item.id === 'badminton-court' ? { ...item, ...fields } : item)),
  };
}
