import { z } from 'zod';
import { CardRefText } from '../domain/card/card-ref.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';
import { isKnownKind, type JournalBody, ReadBody } from '../domain/journal/entry-body.ts';
import {
  isStep,
  RECORD_KINDS,
  type RecordKind,
  type RecordStep,
  type StepBody,
} from '../domain/records/record.ts';
import { RecordId } from '../domain/records/record-id.ts';
import { feedQuery, isOfItsEpoch, OTHER_EPOCH, PAGE_HEAD, PAGE_TAIL } from './feed-page.ts';

export const RECORDS_PAGE_MAX = 500;
/** A record that has more is looked into by the office: what comes after these changes nothing. */
export const STEPS_PER_RECORD_MAX = 100;

/** What a district calls the kind of a step that its own release does not know. */
const NEWER_KIND = 'newer';

/** A step as its journal has it: fields and kinds of a newer release are passed on. */
const WireStep = z.object({
  journalId: z.uuid(),
  seq: z.int().min(1),
  siteId: CatalogueId,
  recordedAtMs: z.int(),
  body: ReadBody,
});
type WireStep = z.infer<typeof WireStep>;

/** A record with all of its steps in the order in which the district took them: a kiosk drops its own that are here. */
export const WireRecord = z.object({
  recordId: RecordId,
  /** One of `RECORD_KINDS`; a newer district knows more, and this release passes those over. */
  kind: z.string().min(1).max(40),
  siteId: CatalogueId,
  itemId: CatalogueId,
  cardRef: CardRefText,
  steps: z.array(WireStep).min(1).max(STEPS_PER_RECORD_MAX),
});
export type WireRecord = z.infer<typeof WireRecord>;

/**
 * `GET /v1/records?cursor=&limit=`: the records that concern the sites of the asker, in the order of their last change.
 */
export const RecordsQuery = feedQuery(RECORDS_PAGE_MAX);
export const RecordsPage = z
  .object({
    ...PAGE_HEAD,
    records: z.array(WireRecord).max(RECORDS_PAGE_MAX),
    ...PAGE_TAIL,
  })
  .refine(isOfItsEpoch, OTHER_EPOCH);
export type RecordsPage = z.infer<typeof RecordsPage>;

const RawRecord = z.looseObject({ steps: z.array(z.looseObject({ body: z.unknown() })) });

/**
 * A row of the feed as this release reads it; undefined for one that only a newer release understands. A step of a known
 * kind that cannot be read is a newer one: it stays in its place, and the record says so.
 */
export function readRecord(row: unknown): WireRecord | undefined {
  const raw = RawRecord.safeParse(row);
  if (!raw.success) return undefined;
  const steps = raw.data.steps.map((step) =>
    ReadBody.safeParse(step.body).success ? step : { ...step, body: { kind: NEWER_KIND } },
  );
  return WireRecord.safeParse({ ...raw.data, steps }).data;
}

export function isKnownRecord(record: WireRecord): record is WireRecord & { readonly kind: RecordKind } {
  return RECORD_KINDS.some((kind) => kind === record.kind);
}

/** The step as `foldRecord` reads it. */
export function stepOfWire({ journalId, seq, siteId, recordedAtMs, body }: WireStep): RecordStep {
  return { journalId, seq, siteId, recordedAt: recordedAtMs, body: stepBodyOf(body) };
}

/** What a body does to a record; `newer` for what this release does not know. */
function stepBodyOf(body: { readonly kind: string }): StepBody {
  if (!isKnownKind(body.kind)) return { kind: 'newer' };
  // Reading has checked the fields of each known kind.
  const known = body as JournalBody;
  return isStep(known) ? known : { kind: 'newer' };
}
