import { dateOfMinute, type WallDate } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { UseBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { passUntil } from '../../domain/journal/known-use.ts';
import { isStep, type RecordKind } from '../../domain/records/record.ts';
import { RecordId, recordIdOfEntry } from '../../domain/records/record-id.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import type { EntryRef } from '../storage/store-rows.ts';

/** What an entry is to the records of the district. */
export type RecordRole =
  | {
      readonly kind: 'opens';
      readonly recordId: string;
      readonly recordKind: RecordKind;
      /** The last day of a pass whose opening does not say it. */
      readonly until: WallDate | null;
    }
  | { readonly kind: 'steps'; readonly recordId: string }
  /** It takes an entry back, which may belong to a record. */
  | { readonly kind: 'voids'; readonly target: EntryRef }
  | { readonly kind: 'none' };

const NONE: RecordRole = { kind: 'none' };

export function recordRoleOf(entry: JournalEntry, catalogue: Pick<Catalogue, 'items'>): RecordRole {
  const body = bodyOf(entry);
  if (body === null) return newerRoleOf(entry);
  if (!isStep(body)) return NONE;
  switch (body.kind) {
    case 'use':
      return roleOfUse(entry, body, catalogue);
    case 'booking-opened':
      return { kind: 'opens', recordId: body.recordId, recordKind: 'booking', until: null };
    case 'pass-sold':
      return { kind: 'opens', recordId: body.recordId, recordKind: 'pass', until: null };
    case 'matter-opened':
      return { kind: 'opens', recordId: body.recordId, recordKind: 'matter', until: null };
    case 'agreement-signed':
      return { kind: 'opens', recordId: body.recordId, recordKind: 'agreement', until: null };
    case 'errand-opened':
      return { kind: 'opens', recordId: body.recordId, recordKind: 'errand', until: null };
    case 'void':
      return { kind: 'voids', target: { journalId: entry.journalId, seq: body.voidsSeq } };
    default:
      return { kind: 'steps', recordId: body.recordId };
  }
}

/** A kind of step that this release does not know, of a record that it may know. */
function newerRoleOf({ body }: JournalEntry): RecordRole {
  const named = RecordId.safeParse(body['recordId']);
  return named.success ? { kind: 'steps', recordId: named.data } : NONE;
}

/** Kiosks of a release before records wrote bookings and passes so. */
function roleOfUse(entry: JournalEntry, body: UseBody, catalogue: Pick<Catalogue, 'items'>): RecordRole {
  const recordId = recordIdOfEntry(entry);
  if (body.minutes !== null) return { kind: 'opens', recordId, recordKind: 'booking', until: null };
  const item = catalogue.items.find(
    ({ id, siteIds }) => id === body.itemId && siteIds.includes(entry.siteId),
  );
  if (item === undefined || workflowOf(item).opens !== 'pass') return NONE;
  const until = passUntil(item, dateOfMinute(body.start));
  return { kind: 'opens', recordId, recordKind: 'pass', until };
}
