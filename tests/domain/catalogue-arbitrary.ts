import fc from 'fast-check';
import type { Catalogue, Item } from '../../src/domain/catalogue/catalogue.ts';
import type { Limit } from '../../src/domain/catalogue/catalogue-rule.ts';

const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/);
const clause = fc.constantFrom('1', '5.4', '5.4.2', '8.2.1', '10.2.1.3');
const text = fc.record({ zh: fc.string({ minLength: 1 }), en: fc.string({ minLength: 1 }) });
const fen = fc.integer({ min: 0, max: 100_000_000 });
const date = fc
  .date({ min: new Date('2015-01-01T00:00Z'), max: new Date('2040-12-31T00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const time = fc
  .integer({ min: 0, max: 1440 })
  .map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  );
const dayRule = fc.constantFrom(
  'any' as const, 'workday' as const, 'dayoff' as const,
  'weekend' as const, 'weekend-or-holiday' as const, 'weekday-not-holiday' as const,
); // biome-ignore format: the six of them

const priceRule = fc.record({
  kind: fc.constant('price' as const),
  id,
  clause,
  from: fc.option(date, { nil: null }),
  until: fc.option(date, { nil: null }),
  days: dayRule,
  start: time,
  end: time,
  listFen: fc.option(fen, { nil: null }),
  card: fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), fen }),
    fc.record({ kind: fc.constant('ratio' as const), percent: fc.integer({ min: 1, max: 100 }) }),
    fc.constant({ kind: 'free' as const }),
  ),
});

const unknownRule = fc.record({
  kind: fc.constant('unknown' as const),
  id,
  given: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
    fc.oneof(fc.integer(), fc.string(), fc.boolean()),
  ),
});

const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({
    kind: fc.constant('uses-per-card-and-year' as const),
    id,
    clause,
    uses: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('uses-per-person' as const),
    id,
    clause,
    uses: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('courts-per-slot' as const),
    id,
    clause,
    courts: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('one-of-set' as const),
    id,
    clause,
    itemIds: fc.array(id, { minLength: 2, maxLength: 3 }),
    months: fc.integer({ min: 1, max: 120 }),
  }),
  fc.record({
    kind: fc.constant('minutes' as const),
    id,
    clause,
    minutesMax: fc.integer({ min: 1, max: 1440 }),
    beyond: fc.constantFrom('ask' as const, 'refuse' as const),
  }),
  unknownRule,
);

const item: fc.Arbitrary<Item> = fc.record(
  {
    id,
    siteIds: fc.array(fc.oneof(fc.constant('desk'), id), { minLength: 1, maxLength: 3 }),
    name: text,
    workflow: fc.constantFrom(
      'ticket' as const, 'hourly' as const, 'slot' as const, 'pass' as const,
      'booking' as const, 'service' as const, 'guidance' as const,
    ), // biome-ignore format: the seven of them
    unit: fc.constantFrom(
      'person' as const,
      'hour' as const,
      'slot' as const,
      'year' as const,
      'service' as const,
    ),
    clause,
    basis: text,
    eligible: fc.uniqueArray(fc.constantFrom('holder' as const, 'spouse' as const, 'child' as const), {
      minLength: 1,
    }),
    lowValue: fc.boolean(),
    steps: fc.array(text, { maxLength: 2 }),
    stepClauses: fc.array(clause, { maxLength: 2 }),
    finishWithinWorkdays: fc.integer({ min: 1, max: 60 }),
    grid: fc.integer({ min: 1, max: 240 }),
    byTheMinute: fc.boolean(),
    readings: fc.array(fc.record({ clause, text }), { maxLength: 1 }),
    rules: fc.array(fc.oneof({ weight: 9, arbitrary: priceRule }, { weight: 1, arbitrary: unknownRule }), {
      maxLength: 5,
    }),
    limits: fc.array(limit, { maxLength: 2 }),
  },
  { requiredKeys: [
    'id', 'siteIds', 'name', 'workflow', 'unit', 'clause', 'basis', 'eligible', 'lowValue',
    'steps', 'stepClauses', 'readings', 'rules', 'limits',
  ] }, // biome-ignore format: all but the deadline and the grid
);

/** Any catalogue that the schema allows, sensible or not; its desk is the site `desk`. */
export const anyCatalogue: fc.Arbitrary<Catalogue> = fc.record({
  format: fc.constant(1 as const),
  version: fc.integer({ min: 1, max: 1_000_000 }),
  validFrom: fc.option(date, { nil: null }),
  validUntil: fc.option(date, { nil: null }),
  title: text,
  hotline: fc.stringMatching(/^[0-9-]{5,20}$/),
  oldCardNumbers: fc.array(fc.stringMatching(/^[0-9A-Z#@]{8,16}$/), { maxLength: 2 }),
  dayRules: fc.array(fc.record({ id: dayRule, name: text, clauses: fc.array(clause), reading: text }), {
    maxLength: 6,
  }),
  readings: fc.array(fc.record({ clause, text }), { maxLength: 2 }),
  calendar: fc.record({
    notices: fc.array(
      fc.record({
        year: fc.integer({ min: 2000, max: 2099 }),
        source: fc.string({ minLength: 1 }),
        holidays: fc.array(fc.record({ name: text, from: date, until: date }), {
          minLength: 1,
          maxLength: 3,
        }),
        workdays: fc.array(fc.record({ name: text, date }), { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  }),
  sites: fc.array(
    fc.record({
      id: fc.oneof(fc.constant('desk'), id),
      name: text,
      kind: fc.constantFrom('pool' as const, 'other' as const),
      clause,
    }),
    { minLength: 1, maxLength: 3 },
  ),
  items: fc.array(item, { maxLength: 5 }),
});
