import { dateOfMinute } from '../../domain/base/wall-time.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import type { CourtRequestBody, RightRequestBody } from '../../domain/journal/entry-body.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { freshRight, isRightAt, putRight } from '../leases/rights.ts';
import { holderOf } from '../roster/holder.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { EntryRef } from '../storage/store-rows.ts';
import type { Matter } from './finding.ts';

/**
 * Grants a right request that was recorded without a connection if the right is still free; if not, the
 * office sees it.
 */
export async function requestMatters(
  writes: DistrictWrites,
  item: Item | undefined,
  { entry, body }: { readonly entry: JournalEntry; readonly body: RightRequestBody },
): Promise<readonly Matter[]> {
  if (item === undefined) return [];
  const { journalId, seq, siteId } = entry;
  const { cardRef, itemId, year } = body;
  const key = { cardRef, itemId, year };
  const [stored] = await writes.rights([key]);
  const asked = isRightAt(item, siteId) ? await freshRight(writes, item, { ...key, siteId }) : undefined;
  const right = stored ?? asked;
  if (stored === undefined && asked !== undefined) await putRight(writes, asked);
  if (right?.siteId === siteId && right.usedBy === null) return [];
  const usedBy = right?.usedBy ?? null;
  const { oldest } = await holderOf(writes, cardRef);
  const entries: EntryRef[] = [...(usedBy === null ? [] : [usedBy]), { journalId, seq }];
  const subject = { siteId, itemId, cardRef, date: null, court: null };
  return [
    { key: `request:${oldest}/${itemId}/${year}/${siteId}`, kind: 'request-refused', subject, entries },
  ];
}

/** On a day that no kiosk leases yet the district cannot give a court by itself. A discrepancy asks the office to answer. */
export async function courtRequestMatters(
  writes: DistrictWrites,
  { entry, body }: { readonly entry: JournalEntry; readonly body: CourtRequestBody },
): Promise<readonly Matter[]> {
  const { journalId, seq, siteId } = entry;
  const { cardRef, itemId, start } = body;
  const { oldest } = await holderOf(writes, cardRef);
  const subject = { siteId, itemId, cardRef, date: dateOfMinute(start), court: null };
  return [
    {
      key: `court-request:${oldest}/${siteId}/${itemId}/${start}`,
      kind: 'court-requested',
      subject,
      entries: [{ journalId, seq }],
    },
  ];
}
