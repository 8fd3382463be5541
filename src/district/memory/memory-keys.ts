import type { LeaseSlot } from '../../domain/shared/lease.ts';
import type { RightKey } from '../../domain/shared/right.ts';
import type { EntryRef } from '../storage/store-rows.ts';

export function entryKeyOf({ journalId, seq }: EntryRef): string {
  return `${journalId}/${seq}`;
}

export function quarantineKeyOf(entry: EntryRef & { readonly hash: string }): string {
  return `${entryKeyOf(entry)}/${entry.hash}`;
}

export function slotKeyOf({ siteId, itemId, date }: LeaseSlot): string {
  return `${siteId}/${itemId}/${date}`;
}

export function rightKeyOf({ cardRef, itemId, year }: RightKey): string {
  return `${cardRef}/${itemId}/${year}`;
}
