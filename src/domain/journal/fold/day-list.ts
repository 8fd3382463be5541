import type { Instant } from '../../base/wall-time.ts';
import type { VoidBody } from '../entry-body.ts';

/** The members who made and allowed an entry, by their random ids. */
export interface EntryMaker {
  /** The member who made it; null if nobody was signed in. */
  readonly by: string | null;
  /** The supervisor who allowed it; null if it needed nobody. */
  readonly approvedBy: string | null;
}

/** The details that a list shows of a use and that the use itself does not have. */
export interface ListDetail extends EntryMaker {
  /** The last characters of the card's number; null if the number is not known. */
  readonly tail: string | null;
  /** The void of the use; null if the use stands, or if this kiosk does not have the entry of the void. */
  readonly voided: (EntryMaker & { readonly at: Instant; readonly reason: VoidBody['reason'] | null }) | null;
}

/** `waiting`: the district does not have the use or its void yet. */
export const LIST_STATES = ['all', 'standing', 'voided', 'waiting'] as const;
export type ListState = (typeof LIST_STATES)[number];

/** A card that was shown to find what it did. */
export interface ShownCard {
  /** The text that was read from the card. */
  readonly text: string;
  readonly tail: string;
  /** The pseudonyms of the holder's cards in the journal. */
  readonly cardRefs: readonly string[];
}

/** The filter of a list. It shows a use that fits every part. */
export interface ListFilter {
  /** The end of a card's number, a number of an entry, or a part of the name of an item or a member. */
  readonly text: string;
  /** The cards of the holder whose card was shown; null for any card. */
  readonly card: ShownCard | null;
  readonly itemId: string | null;
  /** The member who recorded the use or took it back. */
  readonly memberId: string | null;
  readonly state: ListState;
}

export const WHOLE_LIST: ListFilter = { text: '', card: null, itemId: null, memberId: null, state: 'all' };

export function isWholeList({ text, card, itemId, memberId, state }: ListFilter): boolean {
  return text.trim() === '' && card === null && itemId === null && memberId === null && state === 'all';
}
