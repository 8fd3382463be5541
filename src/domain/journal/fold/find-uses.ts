import { unreachable } from '../../base/unreachable.ts';
import type { ListDetail, ListFilter, ListState } from './day-list.ts';
import type { RecordedUse } from './recorded-uses.ts';

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
