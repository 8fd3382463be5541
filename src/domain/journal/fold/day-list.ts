import type { Text } from '../../base/text.ts';
import { unreachable } from '../../base/unreachable.ts';
import type { Instant, WallDate } from '../../base/wall-time.ts';
import { FIRST_DAY } from '../../decision/use-bounds.ts';
import type { VoidBody } from '../entry-body.ts';
import type { RecordedUse } from './recorded-uses.ts';

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

/** The names and numbers that the search compares. */
export interface ListNames {
  /** The number of an entry as a clerk says it. */
  readonly numberOf: (seq: number) => string;
  /** Each name that the item has, in all languages. */
  readonly namesOfItem: (use: RecordedUse) => readonly string[];
  readonly memberName: (memberId: string) => string | null;
  readonly detailOf: (seq: number) => ListDetail | undefined;
  readonly deliveredUpToSeq: number;
}

/** The uses that fit the filter, in the order of the list. */
export function foundUses(
  uses: readonly RecordedUse[],
  filter: ListFilter,
  names: ListNames,
): readonly RecordedUse[] {
  return uses.filter(
    (use) =>
      (filter.card === null || filter.card.cardRefs.includes(use.body.cardRef)) &&
      (filter.itemId === null || use.body.itemId === filter.itemId) &&
      (filter.memberId === null || membersOf(use, names).includes(filter.memberId)) &&
      isOfState(use, filter.state, names.deliveredUpToSeq) &&
      hasText(use, filter.text, names),
  );
}

/** True if the district does not have the use yet, or not its void. */
function isWaiting({ seq, voidedBySeq }: RecordedUse, deliveredUpToSeq: number): boolean {
  return (voidedBySeq ?? seq) > deliveredUpToSeq;
}

function isOfState(use: RecordedUse, state: ListState, deliveredUpToSeq: number): boolean {
  switch (state) {
    case 'all':
      return true;
    case 'standing':
      return use.voidedBySeq === null;
    case 'voided':
      return use.voidedBySeq !== null;
    case 'waiting':
      return isWaiting(use, deliveredUpToSeq);
    default:
      return unreachable(state);
  }
}

function membersOf({ seq }: RecordedUse, { detailOf }: ListNames): readonly string[] {
  const detail = detailOf(seq);
  return [detail?.by, detail?.voided?.by].filter((id) => id != null);
}

/** Numbers are compared whole: 12 is not 128. */
function hasText(use: RecordedUse, typed: string, names: ListNames): boolean {
  const text = plainText(typed);
  if (text === '') return true;
  const numbers = [use.seq, use.voidedBySeq].filter((seq) => seq !== null);
  if (numbers.some((seq) => String(seq) === text || plainText(names.numberOf(seq)) === text)) return true;
  const tail = names.detailOf(use.seq)?.tail ?? '';
  if (tail !== '' && (tail.endsWith(text) || text.endsWith(tail))) return true;
  const members = membersOf(use, names).map((memberId) => names.memberName(memberId) ?? '');
  return [...names.namesOfItem(use), ...members].some((name) => plainText(name).includes(text));
}

/** Removes blanks, full-width forms and small letters, which differ by who types and with which input method. */
function plainText(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/** Why a kiosk can hold no list of that day; null if it can. */
export function unlistedDay(date: WallDate, today: WallDate): Text | null {
  if (date > today) {
    return {
      zh: `今天是 ${today}，以后的日期还没有记录`,
      en: `Today is ${today}: a later day has no records yet`,
    };
  }
  if (date >= FIRST_DAY) return null;
  return {
    zh: `记录最早从 ${FIRST_DAY} 起，请改日期`,
    en: `The records begin on ${FIRST_DAY}. Choose a later day`,
  };
}
