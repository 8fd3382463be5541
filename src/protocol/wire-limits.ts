import { z } from 'zod';
import { isShownWhole, isStorableText } from '../domain/base/plain-text.ts';
import { WallDate } from '../domain/base/wall-time.ts';
import { CardRefText } from '../domain/card/card-ref.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';
import { Hash } from '../domain/journal/journal-entry.ts';
import { RightYear } from '../domain/shared/right.ts';
import { feedQuery, isOfItsEpoch, OTHER_EPOCH, PAGE_HEAD, PAGE_TAIL } from './feed-page.ts';
import { Epoch } from './wire.ts';

const LEASES_MAX = 1_000;
const WANTS_MAX = 8;
const COURT_MAX = 99;
/** Serials are counted one by one: a district never comes near. */
const SERIAL_MAX = 1_000_000_000_000;
export const RIGHTS_PAGE_MAX = 1_000;
const DISCREPANCIES_MAX = 500;
const CODE_SITES_MAX = 200;

const Serial = z.int().min(0).max(SERIAL_MAX);
const Slot = z.object({ siteId: CatalogueId, itemId: CatalogueId, date: WallDate });
const LeasedCourt = Slot.extend({ court: z.int().min(1).max(COURT_MAX), serial: Serial });

/**
 * `POST /v1/journals/{journalId}/leases`: what this journal holds of the courts at its desk, and what it
 * would like. A lease that the district has granted up to `seen` and that is not in `held` was given back:
 * the kiosk has dropped it before it asks, so an answer that is lost, late or doubled gives no court twice.
 */
export const LeaseRequest = z.strictObject({
  siteId: CatalogueId,
  /** The last entry of this journal: nothing is taken for given back before the district has them all. */
  headSeq: z.int().min(0),
  /** From the last reply; null before the first one. */
  epoch: Epoch.nullable(),
  /** `serial` of the last reply; 0 before the first one. */
  seen: Serial,
  held: z.array(z.strictObject(LeasedCourt.shape)).max(LEASES_MAX),
  /** Slots that a clerk asks for a court of, now. */
  wants: z.array(z.strictObject({ itemId: CatalogueId, date: WallDate })).max(WANTS_MAX),
});
export type LeaseRequest = z.infer<typeof LeaseRequest>;
export const LeaseReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  serial: Serial,
  /** All that this journal holds from today on, as the district has it. */
  leases: z.array(LeasedCourt.extend({ recalled: z.boolean() })).max(LEASES_MAX),
  /** How many courts of a slot at this desk other kiosks hold. */
  elsewhere: z.array(Slot.extend({ courts: z.int().min(1).max(COURT_MAX) })).max(LEASES_MAX),
});
export type LeaseReply = z.infer<typeof LeaseReply>;

const RightKey = z.object({ cardRef: CardRefText, itemId: CatalogueId, year: RightYear });
export const CardRight = RightKey.extend({ siteId: CatalogueId, used: z.boolean() });

/** `POST /v1/rights`: the holder chooses this site for a right of the year. Asking again is no harm. */
export const RightClaim = z.strictObject({ ...RightKey.shape, siteId: CatalogueId });
export type RightClaim = z.infer<typeof RightClaim>;
/**
 * `POST /v1/office/rights`: the office moves a right of the year, this year's if none is named. The card is named by its
 * number or by its pseudonym.
 */
export const RightMove = z
  .strictObject({
    cardRef: CardRefText.optional(),
    cardNumber: z.string().min(1).max(64).refine(isStorableText, 'no text').optional(),
    itemId: CatalogueId,
    year: RightYear.optional(),
    siteId: CatalogueId,
  })
  .refine(({ cardRef, cardNumber }) => (cardRef === undefined) !== (cardNumber === undefined), {
    message: 'either cardNumber or cardRef',
  });
export type RightMove = z.infer<typeof RightMove>;
export const RightReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  /** `granted`: it is this site's, now or before; `elsewhere`: another site was chosen; `used`: it is gone. */
  outcome: z.enum(['granted', 'elsewhere', 'used']),
  right: CardRight,
});
export type RightReply = z.infer<typeof RightReply>;

/** `GET /v1/rights?cursor=&limit=`: every right of the district in the order of its last change. */
export const RightsQuery = feedQuery(RIGHTS_PAGE_MAX);
export const RightsPage = z
  .object({
    ...PAGE_HEAD,
    rights: z.array(CardRight).max(RIGHTS_PAGE_MAX),
    ...PAGE_TAIL,
    /** The first releases of the district sent no sum. */
    check: Hash.optional(),
  })
  .refine(isOfItsEpoch, OTHER_EPOCH);
export type RightsPage = z.infer<typeof RightsPage>;

/** What an officer must look into; the holder is never billed by machine. */
export const DiscrepancyHow = z.enum(['comment', 'close', 'accept', 'dismiss', 'merge']);
export type DiscrepancyHow = z.infer<typeof DiscrepancyHow>;
/** What an officer has said of a discrepancy, or decided; it is never changed. */
const DiscrepancyWord = z.object({
  atMs: z.int(),
  officer: z.string(),
  how: DiscrepancyHow,
  note: z.string(),
  /** Who is asked, as long as it is open. */
  asked: z.string().nullable(),
});
export const Discrepancy = z.object({
  discrepancyId: z.uuid(),
  kind: z.enum([
    'court-collision',
    'right-elsewhere',
    'limit-exceeded',
    'request-refused',
    'court-requested',
    'journal-fork',
    'record-collision',
    'matter-number',
    'pass-number',
    'unknown-enrolment',
    'foreign-enrolment',
    'foreign-site',
    'unknown-site',
    'unknown-item',
    'implausible-use',
    'unknown-catalogue',
    'void-of-nothing',
    'wrong-amount',
    'revoked-kiosk',
    'too-many-journals',
  ]),
  openedAtMs: z.int(),
  changedAtMs: z.int(),
  subject: z.object({
    siteId: z.string(),
    itemId: z.string().nullable(),
    cardRef: z.string().nullable(),
    date: z.string().nullable(),
    court: z.int().nullable(),
  }),
  /** The entries of both sides. */
  entries: z.array(z.object({ journalId: z.uuid(), seq: z.int() })),
  closedAtMs: z.int().nullable(),
  closedNote: z.string().nullable(),
  /** The first one first. */
  words: z.array(DiscrepancyWord),
});
export type Discrepancy = z.infer<typeof Discrepancy>;

/** `GET /v1/office/discrepancies?open=&limit=`, as an officer or with an access token. */
export const DiscrepanciesQuery = z.strictObject({
  open: z.enum(['true', 'false']).default('true'),
  limit: z.coerce.number().int().min(1).max(DISCREPANCIES_MAX).default(DISCREPANCIES_MAX),
});
export const DiscrepanciesReply = z.object({
  serverTimeMs: z.int(),
  discrepancies: z.array(Discrepancy).max(DISCREPANCIES_MAX),
});
export type DiscrepanciesReply = z.infer<typeof DiscrepanciesReply>;

/** The office's name of a kiosk; windows and lists of many desks show it. */
export const KIOSK_NAME_LENGTH_MAX = 80;

/** `POST /v1/office/codes`: a one-time code for a kiosk that may be these desks and no other. */
export const CodeRequest = z.strictObject({
  siteIds: z.array(CatalogueId).min(1).max(CODE_SITES_MAX),
  kioskName: z
    .string()
    .trim()
    .min(1)
    .max(KIOSK_NAME_LENGTH_MAX)
    .refine(isShownWhole, 'text that no window shows')
    .nullable()
    .default(null),
});
export const CodeReply = z.object({
  serverTimeMs: z.int(),
  code: z.string(),
  siteIds: z.array(z.string()),
});

const Note = z.string().trim().min(1).max(500).refine(isStorableText, 'text with NUL or half a character');
/** `POST /v1/office/discrepancies/{discrepancyId}/close`: an officer has looked into it. */
export const DiscrepancyClosing = z.strictObject({ note: Note });
/** `POST /v1/office/discrepancies/{discrepancyId}/comment`: what is known so far, and who is asked; it stays open. */
export const DiscrepancyComment = DiscrepancyClosing.extend({
  asked: Note.max(100).nullable().default(null),
});
