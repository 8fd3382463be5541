import { z } from 'zod';
import { PaymentWay } from '../base/payment-way.ts';
import { Text } from '../base/text.ts';
import { WallDate } from '../base/wall-time.ts';
import { CardNumberForm } from '../card/card-form.ts';
import { Person } from '../card/family.ts';
import { OldCardNumberPattern } from '../card/old-card-number.ts';
import { AddedSymbology } from '../card/scanner-additions.ts';
import { NoteKeeping } from '../notes/note.ts';
import { WORKFLOW_KINDS } from '../workflow/workflow-kind.ts';
import { AgreementTerms } from './agreement-item.ts';
import { CatalogueId, Clause, DayRule, Limit, Rule } from './catalogue-rule.ts';
import { ErrandTerms } from './errand-item.ts';
import { MatterTerms } from './matter-item.ts';
import { OpeningHours } from './opening-hours.ts';
import { OwnNumbers } from './own-numbers.ts';
import { Resource } from './resource.ts';
import { RoomTerms } from './room-terms.ts';
import { Unit } from './unit.ts';

/** The kinds of site that this version has words and a layout for. */
const SiteKind = z.enum([
  'pool',
  'gymnasium',
  'sports-club',
  'sports-centre',
  'library',
  'culture-centre',
  'service-hall',
  'business-registration',
  'tax-office',
  'hospital',
  'health-centre',
  'legal-desk',
  'district-office',
  'other',
]);

const FLOAT_FEN_MAX = 100_000_000;

/** A desk that talent cards are shown at. A kind that a newer catalogue adds is read as `other`. */
export const Site = z.strictObject({
  id: CatalogueId,
  name: Text,
  kind: z.preprocess((kind) => (SiteKind.safeParse(kind).success ? kind : 'other'), SiteKind),
  clause: Clause,
  /** True if holders are served first; `hasGreenChannel` says it for a site that does not. */
  greenChannel: z.boolean().optional().catch(undefined),
  hours: OpeningHours.optional(),
  /** The float (备用金) with which each desk of the site opens its day, in fen; absent for none. */
  floatFen: z.int().min(1).max(FLOAT_FEN_MAX).optional().catch(undefined),
  /**
   * The ways of payment that its desks record, the one that is meant if the clerk says nothing first; absent for a site
   * that records none.
   */
  payments: z
    .array(PaymentWay)
    .min(1)
    .refine((ways) => new Set(ways).size === ways.length)
    .optional()
    .catch(undefined),
});
export type Site = z.infer<typeof Site> & Unread;

/**
 * On a site or an item that this release does not understand: where the file says what it does not know. It is never
 * in a file, and there is nothing to be had by it but a question.
 */
interface Unread {
  readonly unread?: string;
}

/** How an ambiguous place of the guide is read. */
export const Reading = z.strictObject({ clause: Clause, text: Text });

/** The longest step that a catalogue may name. */
const GRID_MINUTES_MAX = 240;

/** One benefit at one or more sites. */
export const Item = z.strictObject({
  id: CatalogueId,
  siteIds: z.array(CatalogueId).min(1),
  name: Text,
  workflow: z.enum(WORKFLOW_KINDS),
  unit: Unit,
  clause: Clause,
  /** The guide's words that give the benefit. */
  basis: Text,
  eligible: z.array(Person).min(1),
  /** True if the benefit may still be given on data older than 30 days. */
  lowValue: z.boolean(),
  /** What the clerk and the holder do, in the guide's order. */
  steps: z.array(Text),
  /** Where in the guide the steps come from. */
  stepClauses: z.array(Clause),
  /** 办结: working days within which the matter is to be finished. */
  finishWithinWorkdays: z.int().min(1).max(60).optional(),
  /** The terms of a 事项 of the service hall; absent for any other item. */
  matter: MatterTerms.optional(),
  /** The terms of a room that is applied for; absent for any other item. */
  room: RoomTerms.optional(),
  /** The terms of a package of the family doctor agreement; absent for any other item. */
  agreement: AgreementTerms.optional(),
  /** The terms of what a desk follows for a holder; absent for any other item. */
  errand: ErrandTerms.optional(),
  /** A booking begins and lasts in steps of this many minutes. They are half hours if this is absent or not understood. */
  grid: z.int().min(1).max(GRID_MINUTES_MAX).optional().catch(undefined),
  /** True if the venue sells any minute: then the grid is only the step of the keys. */
  byTheMinute: z.boolean().optional().catch(undefined),
  /** Hours of its own, within those of its sites. */
  hours: OpeningHours.optional(),
  /** The venue's own card numbers, if each pass of this item has one. */
  ownNumbers: OwnNumbers.optional(),
  readings: z.array(Reading),
  rules: z.array(Rule),
  limits: z.array(Limit),
});
export type Item = z.infer<typeof Item> & Unread;

/** One State Council notice (国务院办公厅关于节假日安排的通知). */
export const HolidayNotice = z.strictObject({
  year: z.int().min(2000).max(2099),
  /** Number of the notice, for example 国办发明电〔2025〕7号. */
  source: z.string().min(1),
  holidays: z.array(z.strictObject({ name: Text, from: WallDate, until: WallDate })).min(1),
  /** 调休上班: Saturdays and Sundays that are worked, with the holiday that they are for. */
  workdays: z.array(z.strictObject({ name: Text, date: WallDate })),
});
export type HolidayNotice = z.infer<typeof HolidayNotice>;

/** A day rule in the guide's words, and how it is read. */
export const DayRuleWords = z.strictObject({
  id: DayRule,
  name: Text,
  clauses: z.array(Clause),
  reading: Text,
});

const RESOURCES_MAX = 1000;

/**
 * The benefits of the district as data. `version` grows with every change; `validFrom` and `validUntil`
 * bound the whole file (null: open), `from` and `until` of a rule that rule alone. Strict, for who writes one; what reads
 * the file of a newer release is `readPayload`.
 */
export const Catalogue = z.strictObject({
  format: z.literal(1),
  version: z.int().min(1),
  validFrom: WallDate.nullable(),
  validUntil: WallDate.nullable(),
  title: Text,
  /** Where the guide sends a holder with questions about the card itself. */
  hotline: z.string().regex(/^[0-9-]{5,20}$/),
  /** How the numbers of cards look; absent: `USUAL_FORM`. */
  cardNumbers: z.array(CardNumberForm).min(1).max(16).optional(),
  /** Patterns of the numbers on cards that were printed without a check character. */
  oldCardNumbers: z.array(OldCardNumberPattern).max(16).default([]),
  /** What cameras read beside Code 128 and QR, which costs every frame some time; absent: these two alone. */
  addedSymbologies: z.array(AddedSymbology).max(AddedSymbology.options.length).optional(),
  dayRules: z.array(DayRuleWords),
  /** Readings that hold for every item. */
  readings: z.array(Reading),
  calendar: z.strictObject({ notices: z.array(HolidayNotice) }),
  /** For how many days what a clerk wrote down is kept, by its kind; 30 for a kind that is not here. */
  notes: z.array(NoteKeeping).max(16).optional(),
  sites: z.array(Site).min(1),
  items: z.array(Item),
  /** Courts, tables and rooms that items are booked on; an item without one is booked as before there were any. */
  resources: z.array(Resource).max(RESOURCES_MAX).optional(),
});
export type Catalogue = Omit<z.infer<typeof Catalogue>, 'sites' | 'items'> & {
  readonly sites: readonly Site[];
  readonly items: readonly Item[];
  /** Absent if this release understood the whole file. */
  readonly unread?: UnreadParts;
};

/** What this release did not understand of a newer catalogue. It is never in a file. */
export interface UnreadParts {
  /** Places in the file, such as `items/outdoor-ticket/season`, without the rules that are kept as `unknown`. */
  readonly places: readonly string[];
  /** Day rules that may not mean what is known here: their ids, or all. */
  readonly dayRules: readonly string[] | 'all';
  /** Years whose holidays may not be what is known here, or all. */
  readonly years: readonly number[] | 'all';
  /** The items whose courts are not understood by this release; or all items. */
  readonly resources?: readonly UnreadResource[];
}

/** A resource that this release does not understand. Its items are asked about, since it may be taken or closed. */
export interface UnreadResource {
  readonly place: string;
  /** Null if its site is not understood either. */
  readonly siteId: string | null;
  /** Null if its items are not understood either. */
  readonly itemIds: readonly string[] | null;
}
