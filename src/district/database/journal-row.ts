import type { Insertable } from 'kysely';
import { unreachable } from '../../domain/base/unreachable.ts';
import {
  type CourtRequestBody,
  type GivenBody,
  isLaterBody,
  minutesIn,
} from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { JournalEntryTable } from './tables.ts';

type Row = Insertable<JournalEntryTable>;
type BodyColumns = Omit<
  Row,
  | 'journal_id'
  | 'seq'
  | 'hash'
  | 'kiosk_id'
  | 'received_from'
  | 'received_at'
  | 'device_ms'
  | 'recorded_ms'
  | 'site_id'
  | 'entry'
  | 'is_projected'
  | 'is_in_records'
>;

const NO_BODY = {
  card_ref: null,
  item_id: null,
  person: null,
  quantity: null,
  start_minute: null,
  minutes: null,
  list_total_fen: null,
  total_fen: null,
  rule_id: null,
  clause: null,
  catalogue_version: null,
  verdict: null,
  voids_seq: null,
  void_reason: null,
} as const;

/** The row of an entry: columns that a report may count and sum, and the entry itself. */
export function rowOf(
  entry: JournalEntry,
  received: { readonly kioskId: string; readonly receivedAt: Date },
): Row {
  return {
    journal_id: entry.journalId,
    seq: entry.seq,
    hash: entry.hash,
    kiosk_id: entry.kioskId,
    received_from: received.kioskId,
    received_at: received.receivedAt,
    device_ms: entry.at.deviceMs,
    recorded_ms: recordedAtOf(entry),
    site_id: entry.siteId,
    ...bodyColumnsOf(entry),
    entry: JSON.stringify(entry),
    is_projected: bodyOf(entry) !== null,
    is_in_records: true,
  };
}

export function bodyColumnsOf(entry: JournalEntry): BodyColumns {
  const body = bodyOf(entry);
  // A later format may use a kind's name that this release knows, with another meaning. So its own name is not used.
  if (body === null) return { ...NO_BODY, kind: 'newer' };
  const columns = { ...NO_BODY, kind: body.kind };
  if (isLaterBody(body)) return columns;
  switch (body.kind) {
    case 'use':
    case 'booking-opened':
    case 'pass-sold':
    case 'matter-opened':
    case 'agreement-signed':
    case 'errand-opened':
      return {
        ...columns,
        ...wantedColumnsOf(body),
        minutes: minutesIn(body),
        list_total_fen: body.listTotalFen,
        total_fen: body.totalFen,
        rule_id: body.ruleId,
        clause: body.clause,
        verdict: body.verdict,
      };
    case 'request':
      return {
        ...columns,
        card_ref: body.cardRef,
        item_id: body.itemId,
        catalogue_version: body.catalogueVersion,
      };
    case 'court-requested':
      return { ...columns, ...wantedColumnsOf(body), minutes: body.minutes };
    case 'pass-admitted':
      return {
        ...columns,
        card_ref: body.cardRef,
        item_id: body.itemId,
        person: body.person,
        start_minute: body.start,
        catalogue_version: body.catalogueVersion,
      };
    case 'courts-taken':
    case 'courts-freed':
    case 'day-closed':
    case 'day-reopened':
      return columns;
    case 'name-shown':
      return { ...columns, card_ref: body.cardRef };
    case 'void':
      return { ...columns, voids_seq: body.voidsSeq, void_reason: body.reason };
    default:
      return unreachable(body);
  }
}

function wantedColumnsOf(body: GivenBody | CourtRequestBody) {
  return {
    card_ref: body.cardRef,
    item_id: body.itemId,
    person: body.person,
    quantity: body.quantity,
    start_minute: body.start,
    catalogue_version: body.catalogueVersion,
  };
}
