import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';
import { ReadBody } from '../domain/journal/entry-body.ts';
import { RECORD_KINDS } from '../domain/records/record.ts';
import { RecordId } from '../domain/records/record-id.ts';
import { RECORD_STANDINGS } from '../domain/records/record-standing.ts';

/** One answer lists at most this many records; `isCut` says that there are more. */
export const LISTED_RECORDS_MAX = 1_000;
/** `going` asks for what is open, due or late. */
export const RECORD_SHOWS = ['going', ...RECORD_STANDINGS, 'all'] as const;
export type RecordShow = (typeof RECORD_SHOWS)[number];

/**
 * `GET /v1/office/records` lists the records of all sites whose last day is `from` or later, and before `to`. Without `to`
 * it also lists records that have no last day.
 */
export const OfficeRecordsQuery = z.strictObject({
  siteId: CatalogueId.optional(),
  kind: z.enum(RECORD_KINDS).optional(),
  itemId: CatalogueId.optional(),
  show: z.enum(RECORD_SHOWS).default('going'),
  from: WallDate.optional(),
  to: WallDate.optional(),
  /** Lists only the records of this card's holder, on any card. An asker who may not see cardholders is refused. */
  cardNumber: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(LISTED_RECORDS_MAX).default(LISTED_RECORDS_MAX),
});
export type OfficeRecordsQuery = z.infer<typeof OfficeRecordsQuery>;

/** What a matter of the service hall has beside. */
const OfficeMatter = z.object({
  /** The hall's own 办件编号; null if it is not known yet. */
  number: z.string().nullable(),
  /** The day by which 办结 was promised, by the calendar in force; null if nothing was promised. */
  promisedOn: z.string().nullable(),
  /** True for 超承诺时限: finished after that day, or that day is over and it is not finished. */
  isLate: z.boolean(),
  finishedOn: z.string().nullable(),
  /** The last day for what the 一次性告知单 names; null if it named none, or the papers are there. */
  correctBy: z.string().nullable(),
  /** The last day for the 容缺材料; null if they are due at 领证, or all there. */
  supplyBy: z.string().nullable(),
});

/** A record as it is now. Money is in fen. */
const OfficeRecord = z.object({
  recordId: z.string(),
  kind: z.string(),
  siteId: z.string(),
  itemId: z.string(),
  status: z.string(),
  standing: z.enum(RECORD_STANDINGS),
  /** The minute at which a booking begins, or the first day of a pass. */
  start: z.string(),
  /** The last day, or the next deadline of a matter that goes on; null for neither. */
  endsOn: z.string().nullable(),
  person: z.string(),
  quantity: z.int(),
  courts: z.array(z.int()),
  totalFen: z.int().nullable(),
  returnedFen: z.int(),
  /** Null if the asker may not see cardholders, or the district does not have the card. */
  cardNumber: z.string().nullable(),
  /** Absent for what is no matter, and from a district of a release that did not send it. */
  matter: OfficeMatter.optional(),
});
export type OfficeRecord = z.infer<typeof OfficeRecord>;

/** The number of records of a site in each standing. `show` does not change it. */
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
  /** True if the step did not fit, so that it changed nothing. */
  isMisfit: z.boolean(),
});

/** `GET /v1/office/records/{recordId}` answers a record with its steps in the order in which the district took them. */
export const OfficeRecordReply = z.object({
  serverTimeMs: z.int(),
  record: OfficeRecord,
  /** True if a newer release wrote a step that the district cannot read, so that the record may be in another state. */
  hasNewer: z.boolean(),
  steps: z.array(OfficeRecordStep),
});
export type OfficeRecordReply = z.infer<typeof OfficeRecordReply>;

export const OfficeRecordParams = z.strictObject({ recordId: RecordId });
