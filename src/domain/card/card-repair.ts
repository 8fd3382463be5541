import { CardNumber, hasValidCheckCharacter } from './card-number.ts';

/** One way to turn a wrong number into a card number: a character replaced, or two neighbours swapped. */
export interface Repair {
  /** Where the slip is then, counted from 1; for a swap, the first of the two. */
  readonly position: number;
  readonly cardNumber: CardNumber;
  /** A swap, or characters that are taken for one another in print and by hand. */
  readonly isCommonSlip: boolean;
}

const BODY_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Groups that are taken for one another, each both ways. */
const LOOK_ALIKES = ['0ODQ', '1IL', '17', '2Z', '5S', '6G', '8B', 'UV'];

/**
 * All repairs of a number with a wrong check character, by position. MOD 37-2 leaves about one replacement
 * for every position, so "unique" can only mean: the one that is left once something more is known. That is
 * either which slips people make (`uniqueSlip`), or which numbers the roster has (`checkCard`).
 */
export function repairsOf(number: string): readonly Repair[] {
  const repairs = new Map<string, Repair>();
  for (let index = 0; index < number.length; index += 1) {
    for (const { repaired, isCommonSlip } of [swapAt(number, index), ...replacementsAt(number, index)]) {
      if (repairs.has(repaired) || !hasValidCheckCharacter(repaired)) continue;
      const cardNumber = CardNumber.safeParse(repaired);
      if (!cardNumber.success) continue;
      repairs.set(repaired, { position: index + 1, cardNumber: cardNumber.data, isCommonSlip });
    }
  }
  return [...repairs.values()];
}

/** The only repair that undoes a common slip; null if there is none, or more than one. */
export function uniqueSlip(repairs: readonly Repair[]): Repair | null {
  return onlyOf(repairs.filter((repair) => repair.isCommonSlip));
}

/** The only one of a list; null for none and for several. */
export function onlyOf(repairs: readonly Repair[]): Repair | null {
  return repairs.length === 1 ? (repairs[0] ?? null) : null;
}

interface Candidate {
  readonly repaired: string;
  readonly isCommonSlip: boolean;
}

function swapAt(number: string, index: number): Candidate {
  const pair = number.slice(index, index + 2);
  const repaired = number.slice(0, index) + pair.split('').reverse().join('') + number.slice(index + 2);
  return { repaired, isCommonSlip: true };
}

/** `*` stands only at the end, as a check character. */
function replacementsAt(number: string, index: number): readonly Candidate[] {
  const typed = number.charAt(index);
  const characters = index === number.length - 1 ? `${BODY_CHARACTERS}*` : BODY_CHARACTERS;
  return [...characters]
    .filter((character) => character !== typed)
    .map((character) => ({
      repaired: number.slice(0, index) + character + number.slice(index + 1),
      isCommonSlip: LOOK_ALIKES.some((group) => group.includes(typed) && group.includes(character)),
    }));
}
