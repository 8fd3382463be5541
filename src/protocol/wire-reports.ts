import { z } from 'zod';
import { isStorableText } from '../domain/base/plain-text.ts';
import { WallDate } from '../domain/base/wall-time.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';

/** What a report may be grouped by. */
export const ReportKey = z.enum(['site', 'item', 'day', 'month']);
export type ReportKey = z.infer<typeof ReportKey>;

const NOTED_MAX = 500;

/** What some uses come to. Money is in fen. */
export const UsageSums = z.object({
  /** Entries; one entry may be for several tickets. A booking or a pass that was given back is none. */
  uses: z.int(),
  quantity: z.int(),
  listFen: z.int(),
  paidFen: z.int(),
  savedFen: z.int(),
  /** Different people: a card's holder, spouse and child are three. */
  persons: z.int(),
  /** How often passes let somebody in; absent for never. */
  admissions: z.int().optional(),
});
export type UsageSums = z.infer<typeof UsageSums>;

const UsageRow = UsageSums.extend({
  site: z.string().optional(),
  item: z.string().optional(),
  day: z.string().optional(),
  month: z.string().optional(),
});

const EntryPlace = z.object({ journalId: z.string(), seq: z.int() });

/** An entry that an open discrepancy names: it is in the sums, and the office has to look at it. */
const DisputedUse = EntryPlace.extend({ discrepancyId: z.string(), kind: z.string() });

/** An entry whose amount does not come from the catalogue that it names. */
const WrongAmount = EntryPlace.extend({
  itemId: z.string(),
  recorded: z.object({ listFen: z.int().nullable(), paidFen: z.int().nullable() }),
  /** Null if that catalogue has no price for it. */
  expected: z.object({ listFen: z.int(), paidFen: z.int() }).nullable(),
});
export type WrongAmount = z.infer<typeof WrongAmount>;

/** `GET /v1/office/reports/usage?from=&to=&by=`: the days from `from` on, `to` not among them. */
export const UsageQuery = z.strictObject({
  from: WallDate,
  to: WallDate,
  /** With commas: `site,item`. */
  by: z
    .string()
    .default('site,item')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(ReportKey).max(ReportKey.options.length)),
});
export const UsageReport = z.object({
  from: z.string(),
  to: z.string(),
  by: z.array(ReportKey),
  rows: z.array(UsageRow),
  total: UsageSums,
  disputed: z.array(DisputedUse).max(NOTED_MAX),
  disputedCount: z.int(),
});
export type UsageReport = z.infer<typeof UsageReport>;
export const DISPUTED_MAX = NOTED_MAX;

/** A venue's month. */
export const Settlement = z.object({
  siteId: z.string(),
  month: z.string(),
  items: z.array(UsageSums.extend({ item: z.string() })),
  total: UsageSums,
  disputed: z.array(DisputedUse).max(NOTED_MAX),
  disputedCount: z.int(),
  wrongAmounts: z.array(WrongAmount).max(NOTED_MAX),
  wrongCount: z.int(),
  /** What the catalogues give for the uses that could be recalculated, and what was recorded for the same uses. */
  recalculated: z.object({
    uses: z.int(),
    expected: z.object({ listFen: z.int(), paidFen: z.int() }),
    recorded: z.object({ listFen: z.int(), paidFen: z.int() }),
  }),
  /** Uses that name a catalogue, or an item in it, that the district cannot reckon with. */
  uncheckedCount: z.int(),
});
export type Settlement = z.infer<typeof Settlement>;

const Month = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/);

const SiteMonth = z.strictObject({ siteId: CatalogueId, month: Month });
/**
 * `POST /v1/office/settlements`: closes the month if it is over and not closed yet. A month without any use
 * is not found, unless `empty` says that it is meant: it may be mistyped, or its kiosks have not sent it yet.
 */
export const SettlementRequest = SiteMonth.extend({ empty: z.literal(true).optional() });
/** An item whose sums have changed since its month was closed. `kept` or `now` is null if the item had no uses then. */
const Correction = z.object({ item: z.string(), kept: UsageSums.nullable(), now: UsageSums.nullable() });
export type Correction = z.infer<typeof Correction>;
/** A settlement of the same month that was reopened. */
const EarlierSettlement = z.object({
  number: z.int(),
  closedAtMs: z.int(),
  reopenedAtMs: z.int(),
  reopenedNote: z.string(),
  total: UsageSums,
});
export type EarlierSettlement = z.infer<typeof EarlierSettlement>;
export const SettlementReply = z.object({
  /** `open`: the month is not over, and nothing was kept. */
  state: z.enum(['open', 'closed-now', 'kept']),
  /** Which settlement of the month it is; 0 for an open month. */
  number: z.int(),
  closedAtMs: z.int().nullable(),
  settlement: Settlement,
  /** The sums of today, if a kept settlement has others (for example because entries came late); null if they are the same. */
  changed: UsageSums.nullable(),
  /** What has changed the sums since. Empty unless the settlement is kept. */
  corrections: z.array(Correction),
  earlier: z.array(EarlierSettlement),
});
export type SettlementReply = z.infer<typeof SettlementReply>;

/** `POST /v1/office/settlements/reopen`: the closed one is kept, and the month may be closed again. */
export const ReopenRequest = SiteMonth.extend({
  note: z.string().trim().min(1).max(500).refine(isStorableText, 'text with NUL or half a character'),
});
export type ReopenRequest = z.infer<typeof ReopenRequest>;
export const ReopenReply = z.object({ number: z.int() });
