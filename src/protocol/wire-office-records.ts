import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';
import { ReadBody } from '../domain/journal/entry-body.ts';
import { RECORD_KINDS } from '../domain/records/record.ts';
import { RecordId } from '../domain/records/record-id.ts';
import { RECORD_STANDINGS } from '../domain/records/record-standing.ts';

/** One answer lists as many; `isCut` says that there are more. */
export const LISTED_RECORDS_MAX = 1_000;
/** `going`: open, due and late. */
export const RECORD_SHOWS = ['going', ...RECORD_STANDINGS, 'all'] as const;
export type RecordShow = (typeof RECORD_SHOWS)[number];

/**
 * `GET /v1/office/records`: bookings and passes across sites. `from` and `to` are days of their ends, `to` not among
 * them; what has no end is there without `to`.
 */
export const OfficeRecordsQuery = z.strictObject({
  siteId: CatalogueId.optional(),
  kind: z.enum(RECORD_KINDS).optional(),
  itemId: CatalogueId.optional(),
  show: z.enum(RECORD_SHOWS).default('going'),
  from: WallDate.optional(),
  to: WallDate.optional(),
  /** Those of its holder, whatever card was used. Asked by those who may see cardholders. */
  cardNumber: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(LISTED_RECORDS_MAX).default(LISTED_RECORDS_MAX),
});
export type OfficeRecordsQuery = z.infer<typeof OfficeRecordsQuery>;

/** A record as it is now. Money is in fen. */
const OfficeRecord = z.object({
  recordId: z.string(),
  kind: z.string(),
  siteId: z.string(),
  itemId: z.string(),
  status: z.string(),
  standing: z.enum(RECORD_STANDINGS),
  /** When a booking begins; the first day of a pass. */
  start: z.string(),
  /** The last day; null for no end. */
  endsOn: z.string().nullable(),
  person: z.string(),
  quantity: z.int(),
  courts: z.array(z.int()),
  totalFen: z.int().nullable(),
  returnedFen: z.int(),
  /** Null for those who may not see cardholders, and for a card that the district does not have. */
  cardNumber: z.string().nullable(),
});
export type OfficeRecord = z.infer<typeof OfficeRecord>;

/** How many records of a site have each standing, whatever `show` asks for. */
const RecordTally = z.object({
  siteId: z.string(),
  open: z.int(),
  due: z.int(),
  late: z.int(),
  over: z.int(),
});
export type RecordTally = z.infer<typeof RecordTally>;

export const OfficeRecordsReply = z.object({
  serverTimeMs: z.int(),
  /** The days that were looked at; `to` is not among them. */
  from: z.string(),
  to: z.string().nullable(),
  tallies: z.array(RecordTally),
  records: z.array(OfficeRecord),
  isCut: z.boolean(),
});
export type OfficeRecordsReply = z.infer<typeof OfficeRecordsReply>;

/** A step as its journal has it. */
const OfficeRecordStep = z.object({
  journalId: z.string(),
  seq: z.int(),
  siteId: z.string(),
  recordedAtMs: z.int(),
  body: ReadBody,
  /** It did not fit, and changed nothing. */
  isMisfit: z.boolean(),
});

/** `GET /v1/office/records/{recordId}`: a record with its steps in the order in which the district took them. */
export const OfficeRecordReply = z.object({
  serverTimeMs: z.int(),
  record: OfficeRecord,
  /** A desk of a newer release has stepped it: it may be otherwise. */
  hasNewer: z.boolean(),
  steps: z.array(OfficeRecordStep),
});
export type OfficeRecordReply = z.infer<typeof OfficeRecordReply>;

export const OfficeRecordParams = z.strictObject({ recordId: RecordId });
