import { z } from 'zod';
import { WallDate } from '../base/wall-time.ts';

/** Names of sites, items and rules: lower case, digits and hyphens. */
export const CatalogueId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/** Clause of the service guide in dotted numbers: 五（三）1（2） is `5.3.1.2`. */
export const Clause = z.string().regex(/^(10|[1-9])(\.[1-9][0-9]?){0,4}$/);

/** Minute of a day; `24:00` only as an end. */
export const TimeOfDay = z.string().regex(/^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/);

const FEN_MAX = 100_000_000;
const PriceFen = z.int().min(0).max(FEN_MAX);

/** Which days a rule is for; how the guide is read is told in the catalogue's `dayRules`. */
export const DayRule = z.enum([
  'any',
  'workday',
  'dayoff',
  'weekend',
  'weekend-or-holiday',
  'weekday-not-holiday',
]);
export type DayRule = z.infer<typeof DayRule>;

/** What the cardholder pays: a price of its own, a share of the list price, or nothing. */
const CardPrice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), fen: PriceFen }),
  z.strictObject({ kind: z.literal('ratio'), percent: z.int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('free') }),
]);
export type CardPrice = z.infer<typeof CardPrice>;

/** The price in one band: `start` is in, `end` is out. Per unit of the item; hours by the minute. */
const PriceRuleShape = z.strictObject({
  kind: z.literal('price'),
  id: CatalogueId,
  clause: Clause,
  /** First and last day in force; null if the guide names none. */
  from: WallDate.nullable(),
  until: WallDate.nullable(),
  days: DayRule,
  start: TimeOfDay,
  end: TimeOfDay,
  /** Null if the guide leaves the list price to the venue. */
  listFen: PriceFen.nullable(),
  card: CardPrice,
});
export type PriceRule = z.infer<typeof PriceRuleShape>;

/** Handed on as it is: a copy by key, which is what zod's records make, loses one that is called `__proto__`. */
const JsonObject = z
  .unknown()
  .refine(isJsonObject, 'expected an object')
  .meta({
    type: 'object',
    propertyNames: { type: 'string' },
    additionalProperties: {},
  }) as unknown as z.ZodType<Readonly<Record<string, unknown>>>;

/** A rule of a newer catalogue that this version cannot apply: the answer is to ask, never a guess. */
const UnknownShape = z.strictObject({
  kind: z.literal('unknown'),
  id: z.string(),
  given: JsonObject,
});

const limitHead = { id: CatalogueId, clause: Clause };

const limitShapes = [
  /** At most `uses` per card and calendar year, over all sites of the item. */
  z.strictObject({ kind: z.literal('uses-per-card-and-year'), ...limitHead, uses: z.int().min(1) }),
  /** At most `uses` for each person on the card's record, ever. */
  z.strictObject({ kind: z.literal('uses-per-person'), ...limitHead, uses: z.int().min(1) }),
  /** At most `courts` per slot and date at one desk. */
  z.strictObject({ kind: z.literal('courts-per-slot'), ...limitHead, courts: z.int().min(1) }),
  /** One of the set at a time, each lasting `months`. */
  z.strictObject({
    kind: z.literal('one-of-set'),
    ...limitHead,
    itemIds: z.array(CatalogueId).min(2),
    months: z.int().min(1).max(120),
  }),
  /** At most this long; beyond it the answer is to ask (原则上) or no. */
  z.strictObject({
    kind: z.literal('minutes'),
    ...limitHead,
    minutesMax: z.int().min(1).max(1440),
    beyond: z.enum(['ask', 'refuse']),
  }),
] as const;

const ruleShapes = [PriceRuleShape] as const;

/** Price rules, read leniently: what this version does not know becomes `unknown`. */
export const Rule = z.preprocess(
  (value) => unknownUnlessKnown(value, ruleShapes),
  z.discriminatedUnion('kind', [...ruleShapes, UnknownShape]),
);
export type Rule = z.infer<typeof Rule>;

/** Limits on use, read leniently like the price rules. */
export const Limit = z.preprocess(
  (value) => unknownUnlessKnown(value, limitShapes),
  z.discriminatedUnion('kind', [...limitShapes, UnknownShape]),
);
export type Limit = z.infer<typeof Limit>;

type Shape = (typeof ruleShapes)[number] | (typeof limitShapes)[number];

/** Wraps a rule of an unknown kind, or with a field, day rule or card price that is not known here. */
function unknownUnlessKnown(value: unknown, shapes: readonly Shape[]): unknown {
  if (!isJsonObject(value) || typeof value['kind'] !== 'string' || value['kind'] === 'unknown') return value;
  const shape = shapes.find((candidate) => candidate.shape.kind.value === value['kind']);
  if (shape !== undefined && isWithin(shape, value)) return value;
  const { id } = value;
  return {
    kind: 'unknown',
    id: typeof id === 'string' || typeof id === 'number' ? `${id}` : '',
    given: value,
  };
}

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWithin(shape: Shape, given: Readonly<Record<string, unknown>>): boolean {
  // Its own alone: a rule may have a field that every object inherits, such as `constructor`.
  const fieldsKnown = Object.keys(given).every((field) => Object.hasOwn(shape.shape, field));
  return fieldsKnown && hasKnownDays(given['days']) && hasKnownCardPrice(given['card']);
}

function hasKnownDays(days: unknown): boolean {
  return typeof days !== 'string' || DayRule.safeParse(days).success;
}

function hasKnownCardPrice(card: unknown): boolean {
  if (typeof card !== 'object' || card === null || !('kind' in card)) return true;
  return CardPrice.options.some((option) => option.shape.kind.value === card.kind);
}
