import { z } from 'zod';
import { isStorableText } from '../domain/base/plain-text.ts';
import { Text } from '../domain/base/text.ts';
import { WallDate } from '../domain/base/wall-time.ts';
import { CardNumber } from '../domain/card/card-number.ts';
import { CardStatus } from '../domain/card/card-record.ts';
import { type ChangeReason, ReasonKind, ReasonWords } from '../domain/card/change-reason.ts';
import { DeniedCard } from '../domain/card/deny-list.ts';

/** What the office and its district say to each other of cardholders. */

/** How many cards one page has. */
export const CARDS_PAGE_MAX = 1_000;
/** How many rows of a judged file one page has. */
export const JUDGED_PAGE_MAX = 1_000;
/** The largest file of cardholders: 200,000 of them take 17 MB as CSV in UTF-8, and half as much again in UTF-16. */
export const CARDS_FILE_BYTES_MAX = 96 * 1024 * 1024;
const IMPORTS_MAX = 100;

const storable = (lengthMax: number) =>
  z.string().max(lengthMax).refine(isStorableText, 'text with NUL or half a character');

const OfficeCard = z.object({
  cardNumber: CardNumber,
  name: z.string(),
  tier: z.string().nullable(),
  validFrom: WallDate,
  validUntil: WallDate,
  status: CardStatus,
  spouse: z.string().nullable(),
  children: z.int().min(0),
});
export type OfficeCard = z.infer<typeof OfficeCard>;

const Fact = z.union([z.string(), z.number()]).nullable();
const FactChange = z.object({
  field: z.enum(['name', 'tier', 'validFrom', 'validUntil', 'status', 'spouse', 'children']),
  from: Fact,
  to: Fact,
});
export type FactChange = z.infer<typeof FactChange>;

/**
 * `GET /v1/office/cards`, as an officer or with an access token: cards in the order of their numbers, after one of
 * them.
 */
export const CardsQuery = z.strictObject({
  search: storable(60).default(''),
  after: storable(16).default(''),
  limit: z.coerce.number().int().min(1).max(CARDS_PAGE_MAX).default(100),
});
export const CardsReply = z.object({ serverTimeMs: z.int(), cards: z.array(OfficeCard).max(CARDS_PAGE_MAX) });

/** `seenOn` is null where it was taken back. It stands for as many children as there were then. */
const Consent = z.object({ seenOn: WallDate.nullable(), children: z.int() });

/** `GET /v1/office/cards/{cardNumber}` */
export const CardReply = z.object({
  serverTimeMs: z.int(),
  cardNumber: z.string(),
  /** Null for a card that was taken off the roster. */
  card: OfficeCard.nullable(),
  /** The latest that was noted of the consent of the children's guardian; null for nothing, and from older districts. */
  consent: Consent.extend({ officer: z.string(), atMs: z.int() }).nullable().default(null),
  /** What the list of denied cards says of the card as a whole. */
  denied: DeniedCard.shape.status.nullable(),
  /** All cards of the holder, the oldest first; older districts name none. */
  cardsOfHolder: z.array(z.string()).default([]),
  /** Newest first. */
  history: z.array(
    z.object({
      atMs: z.int(),
      officer: z.string(),
      /** `erased` means that name, family and history of the card were deleted for good. */
      what: z.enum(['added', 'changed', 'removed', 'erased', 'consent']),
      /** Only where `what` is `consent`. */
      consent: Consent.optional(),
      importId: z.string().nullable(),
      fileRow: z.int().nullable(),
      /** The card that took its place, or whose place it took. */
      otherCard: z.string().nullable(),
      changes: z.array(FactChange),
      /** Null if none was given; older districts keep none. */
      reason: z.object({ kind: ReasonKind, words: z.string() }).nullable().default(null),
    }),
  ),
  /** Where the holder has what they may have at one of several sites, the newest year first; older districts say nothing. */
  rights: z
    .array(z.object({ itemId: z.string(), year: z.string(), siteId: z.string(), isUsed: z.boolean() }))
    .default([]),
  /** Newest first. */
  uses: z.array(
    z.object({
      /** The card that was used, if it is an earlier or later one of the same holder. */
      otherCard: z.string().optional(),
      start: z.string(),
      siteId: z.string(),
      itemId: z.string(),
      person: z.string(),
      quantity: z.int(),
      totalFen: z.int().nullable(),
      state: z.enum(['counts', 'taken-back', 'quarantined', 'cancelled', 'missed', 'returned', 'collided']),
      journalId: z.string(),
      seq: z.int(),
    }),
  ),
});
export type CardReply = z.infer<typeof CardReply>;

/** `GET /v1/office/cards/{cardNumber}/data`: all that the district has of a person, for the person. */
export const HolderData = z.object({
  serverTimeMs: z.int(),
  /** The card that was asked for first, then the holder's others. */
  cards: z.array(CardReply),
  rights: z.array(
    z.object({ itemId: z.string(), year: z.string(), siteId: z.string(), isUsed: z.boolean() }),
  ),
  /** Bookings, passes and matters. */
  records: z.array(
    z.object({
      recordId: z.string(),
      kind: z.string(),
      siteId: z.string(),
      itemId: z.string(),
      /** The last day on which somebody may ask for it. */
      endsOn: z.string().nullable(),
    }),
  ),
});
export type HolderData = z.infer<typeof HolderData>;

const FactText = storable(400).optional();

/**
 * What an office writes of a card, as in a row of a file: a day in any usual form, a status in Chinese, children with
 * 、. `POST /v1/office/cards/{cardNumber}` takes it as a change, with a reason: what is not there stays as it is.
 */
export const CardTexts = z.strictObject({
  name: FactText,
  tier: FactText,
  validFrom: FactText,
  validUntil: FactText,
  status: FactText,
  spouse: FactText,
  children: FactText,
});
export type CardTexts = z.infer<typeof CardTexts>;

/** Why a card is changed. `other` wants words; words may stand beside the others. */
const Reasoned = { reason: ReasonKind.optional(), reasonWords: ReasonWords.optional() };
/** The day on which the consent of the children's guardian was seen; null takes back what was noted. */
const Consented = { consentSeenOn: WallDate.nullable().optional() };
export const CardChangeRequest = CardTexts.extend({ ...Reasoned, ...Consented });

/** The reason in a request; null for none. */
export function reasonIn({
  reason,
  reasonWords = '',
}: {
  readonly reason?: ReasonKind | undefined;
  readonly reasonWords?: string | undefined;
}): ChangeReason | null {
  if (reason === undefined) return reasonWords === '' ? null : { kind: 'other', words: reasonWords };
  return { kind: reason, words: reasonWords };
}

/** `POST /v1/office/cards` puts a new card on the roster; without a number it gets the next one. */
export const NewCardRequest = CardTexts.extend({ cardNumber: storable(64).optional(), ...Consented });
/** `POST /v1/office/cards/{cardNumber}/replace` gives the holder the card `by`; without it, the next number. */
export const ReplaceRequest = z.strictObject({ by: storable(64).optional(), ...Reasoned });
/** What these answer: the card as it is now. */
export const CardChangeReply = z.object({
  serverTimeMs: z.int(),
  card: OfficeCard,
  changes: z.array(FactChange),
});
export type CardChangeReply = z.infer<typeof CardChangeReply>;

/** `POST /v1/office/cards/imports`, with the file as the body. */
export const CardImportQuery = z.strictObject({
  fileName: storable(200).default(''),
  dryRun: z.enum(['true', 'false']).default('false'),
});
/** `POST /v1/office/cards/imports/{importId}/undo` */
export const UndoRequest = z.strictObject({});
/** Long work: `GET /v1/office/cards/jobs/{jobId}` says how far it is. */
export const CardJobStarted = z.object({ serverTimeMs: z.int(), jobId: z.uuid() });

const RefusedRow = z.object({
  sheet: z.string().nullable(),
  row: z.int(),
  column: z.string(),
  why: Text,
});
const ImportResult = z.object({
  kind: z.literal('judged'),
  /** Null if nothing was taken. */
  importId: z.uuid().nullable(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  refused: z.array(RefusedRow),
  passedOver: z.array(z.string()),
  sheetsPassedOver: z.array(z.string()),
});
const UndoResult = z.object({ kind: z.literal('undone'), undone: z.int(), refused: z.array(RefusedRow) });
/** The file cannot be read at all. */
const Unreadable = z.object({ kind: z.literal('unreadable'), why: Text });
const NotUndone = z.object({ kind: z.enum(['no-such-import', 'undone-already']) });
const Failed = z.object({ kind: z.literal('failed') });

export const CardJobReply = z.object({
  serverTimeMs: z.int(),
  progress: z.object({ phase: z.enum(['reading', 'taking']), rows: z.int(), of: z.int().nullable() }),
  /** Null while it runs. */
  result: z.discriminatedUnion('kind', [ImportResult, UndoResult, Unreadable, NotUndone, Failed]).nullable(),
});
export type CardJobReply = z.infer<typeof CardJobReply>;

const JudgedRow = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.enum(['added', 'changed', 'same']),
    sheet: z.string().nullable(),
    row: z.int(),
    cardNumber: CardNumber,
    changes: z.array(FactChange),
  }),
  RefusedRow.extend({ outcome: z.literal('refused') }),
]);
export type JudgedRow = z.infer<typeof JudgedRow>;
/** `GET /v1/office/cards/jobs/{jobId}/rows`: what becomes of each row, in the order of the file. */
export const JudgedQuery = z.strictObject({
  page: z.coerce.number().int().min(0).max(10_000).default(0),
});
export const JudgedReply = z.object({
  serverTimeMs: z.int(),
  rows: z.array(JudgedRow).max(JUDGED_PAGE_MAX),
  more: z.boolean(),
});

/** `GET /v1/office/cards/imports`: files that were taken, the newest first. */
export const CardImportsReply = z.object({
  serverTimeMs: z.int(),
  imports: z
    .array(
      z.object({
        importId: z.string(),
        atMs: z.int(),
        officer: z.string(),
        fileName: z.string(),
        added: z.int(),
        changed: z.int(),
        same: z.int(),
        undoneAtMs: z.int().nullable(),
        undoneBy: z.string().nullable(),
      }),
    )
    .max(IMPORTS_MAX),
});
export type CardImportsReply = z.infer<typeof CardImportsReply>;
