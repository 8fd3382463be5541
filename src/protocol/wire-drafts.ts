import { z } from 'zod';
import { isStorableText } from '../domain/base/plain-text.ts';
import { WallMinute } from '../domain/base/wall-time.ts';
import { Person } from '../domain/card/family.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';
import { USE_BOUNDS } from '../domain/decision/use-bounds.ts';
import { CataloguePublished } from './wire-catalogue.ts';

const WORDS_MAX = 500;
const Words = z
  .string()
  .trim()
  .min(1)
  .max(WORDS_MAX)
  .refine(isStorableText, 'text with NUL or half a character');
const Revision = z.int().min(1);
const LIST_PRICE_FEN_MAX = 99_999_999;

const DraftState = z.enum(['editing', 'submitted', 'approved', 'published', 'dropped']);

/** What the office works on before it is a catalogue. `payload` is what is signed. */
export const CatalogueDraft = z.object({
  draftId: z.string(),
  state: DraftState,
  baseVersion: z.int(),
  /** The version that it will be. */
  version: z.int(),
  revision: z.int(),
  payload: z.looseObject({}),
  authors: z.array(z.string()),
  createdAtMs: z.int(),
  changedAtMs: z.int(),
  changedBy: z.string(),
  submittedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvedAtMs: z.int().nullable(),
  comment: z.string().nullable(),
});
export type CatalogueDraft = z.infer<typeof CatalogueDraft>;

/** `GET /v1/office/catalogue/draft`. */
export const DraftReply = z.object({
  serverTimeMs: z.int(),
  draft: CatalogueDraft.nullable(),
  /** A demo signs by itself; elsewhere the file goes to whoever holds the keys. */
  canSign: z.boolean(),
  /**
   * How many officers could approve the draft, or one that the asker begins: they had no hand in it. Null from a district
   * of a release before.
   */
  approvers: z.int().nullable().default(null),
});
export type DraftReply = z.infer<typeof DraftReply>;

/** `POST /v1/office/catalogue/draft/begin`: from the catalogue in force, or from a version that the district has had. */
export const DraftBegin = z.strictObject({ fromVersion: Revision.optional() });
/** `POST /v1/office/catalogue/draft/save`: the whole payload, over the revision that it was made from. */
export const DraftSave = z.strictObject({ revision: Revision, payload: z.looseObject({}) });
/** `POST /v1/office/catalogue/draft/submit`, `/approve`, `/drop` and `/sign`. */
export const DraftStep = z.strictObject({ revision: Revision });
/** `POST /v1/office/catalogue/draft/return`: back to its authors, with the reason. */
export const DraftReturn = z.strictObject({ revision: Revision, comment: Words });

/** What became of a step; only `done` changes anything. */
export const DraftOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), draft: CatalogueDraft }),
  z.object({ kind: z.literal('no-draft') }),
  /** There is one already: it is ended first. */
  z.object({ kind: z.literal('exists') }),
  /** Somebody else has saved since. */
  z.object({ kind: z.literal('changed-meanwhile'), by: z.string(), revision: z.int() }),
  z.object({ kind: z.literal('wrong-state'), state: DraftState }),
  /** No catalogue by the schema, or with what this release does not know. */
  z.object({ kind: z.literal('bad-shape'), place: z.string(), message: z.string() }),
  z.object({ kind: z.literal('has-errors'), errors: z.int() }),
  z.object({ kind: z.literal('no-difference') }),
  /** Whoever had a hand in it does not approve it. */
  z.object({ kind: z.literal('own-draft'), authors: z.array(z.string()) }),
  /** Approval is for an officer of the district in person. */
  z.object({ kind: z.literal('no-officer') }),
  z.object({ kind: z.literal('unknown-version') }),
  z.object({ kind: z.literal('cannot-sign') }),
]);
export type DraftOutcome = z.infer<typeof DraftOutcome>;

/** `POST /v1/office/catalogue/draft/sign`, in a demo alone. */
export const DraftSigned = z.union([CataloguePublished, DraftOutcome]);

/** `GET /v1/office/catalogue/draft/check`: what is wrong with the draft, and what it changes, in both languages. */
export const DraftCheckReply = z.object({
  serverTimeMs: z.int(),
  remarks: z.array(
    z.object({
      level: z.enum(['error', 'warning']),
      kind: z.string(),
      place: z.string(),
      message: z.string(),
      messageZh: z.string(),
    }),
  ),
  differences: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
});
export type DraftCheckReply = z.infer<typeof DraftCheckReply>;

const { minutesMax, quantityMax } = USE_BOUNDS.journal;

/** `POST /v1/office/catalogue/draft/quote`: what a desk would charge by the draft. */
export const DraftQuote = z.strictObject({
  siteId: CatalogueId,
  itemId: CatalogueId,
  start: WallMinute,
  minutes: z.int().min(1).max(minutesMax).optional(),
  quantity: z.int().min(1).max(quantityMax).optional(),
  person: Person.optional(),
  listFen: z.int().min(1).max(LIST_PRICE_FEN_MAX).optional(),
});
/** The quote as `npm run -s quote -- --json` has it, or why there is none. */
export const DraftQuoteReply = z.object({
  serverTimeMs: z.int(),
  quote: z.looseObject({ totalFen: z.int(), listTotalFen: z.int() }).nullable(),
  error: z.object({ kind: z.string(), message: z.string(), nextStart: z.string().optional() }).nullable(),
});

/** `GET /v1/office/catalogue/publications`: the catalogues that the district has had, the newest first. */
export const Publication = z.object({
  version: z.int(),
  storedAtMs: z.int(),
  /** Null for at once, and for a catalogue that is not to be read. */
  validFrom: z.string().nullable(),
  state: z.enum(['in-force', 'waiting', 'earlier', 'withdrawn']),
  publishedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  withdrawnAtMs: z.int().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
});
export type Publication = z.infer<typeof Publication>;
export const PublicationsReply = z.object({ serverTimeMs: z.int(), publications: z.array(Publication) });

/** `POST /v1/office/catalogue/publications/{version}/withdraw`: before its day alone. */
export const Withdrawal = z.strictObject({ reason: Words });
export const WithdrawalReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('withdrawn'), version: z.int() }),
  /** Desks have it: what is in force is replaced by a higher version. */
  z.object({ kind: z.literal('in-force') }),
  z.object({ kind: z.literal('already') }),
  z.object({ kind: z.literal('unknown-version') }),
]);
export type WithdrawalReply = z.infer<typeof WithdrawalReply>;
