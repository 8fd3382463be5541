import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import type { NumbersPort, RosterPort } from '../ports.ts';

/** Digits of a number that tell cards apart at a desk and give away no number. */
const TAIL_LENGTH = 4;
/** Cards of a busy week; the oldest are forgotten first. */
const REMEMBERED_MAX = 5_000;

/** How a clerk tells one card from another: its end, and the name as far as it may be shown. */
export interface NamedCard {
  readonly tail: string;
  /** Null if names are locked or gone, or the card is not on the roster. */
  readonly maskedName: string | null;
}

/** Finds the cards behind the pseudonyms of the journal, which itself names none. */
export interface NamedCards {
  /** A card was shown here: its number is kept in this window's memory alone. */
  remember(cardRef: CardRef, cardNumber: CardNumber): void;
  /** The names as they may be shown now; a card that neither was shown nor is on the roster is left out. */
  of(cardRefs: Iterable<string>): Promise<ReadonlyMap<string, NamedCard>>;
  /** The number of the card; null if it neither was shown nor is found on the roster. */
  numberOf(cardRef: string): Promise<CardNumber | null>;
}

export function createNamedCards(
  ports: NumbersPort & { readonly roster: Pick<RosterPort, 'find'> },
): NamedCards {
  const numbers = new Map<string, CardNumber>();

  function remember(cardRef: string, cardNumber: CardNumber): void {
    numbers.delete(cardRef);
    numbers.set(cardRef, cardNumber);
    const [oldest] = numbers.keys();
    if (numbers.size > REMEMBERED_MAX && oldest !== undefined) numbers.delete(oldest);
  }

  async function named(cardNumber: CardNumber): Promise<NamedCard> {
    const answer = await ports.roster.find(cardNumber);
    return {
      tail: tailOf(cardNumber),
      maskedName: answer.kind === 'found' ? answer.record.maskedName : null,
    };
  }

  async function find(wanted: readonly string[]): Promise<void> {
    const unknown = wanted.filter((ref) => !numbers.has(ref));
    if (unknown.length === 0) return;
    const found = await ports.numbersBehind(new Set(unknown as CardRef[]));
    for (const [ref, cardNumber] of found) remember(ref, cardNumber);
  }

  return {
    remember,
    async numberOf(cardRef) {
      await find([cardRef]);
      return numbers.get(cardRef) ?? null;
    },
    async of(cardRefs) {
      const wanted = [...new Set(cardRefs)];
      await find(wanted);
      const cards = new Map<string, NamedCard>();
      for (const ref of wanted) {
        const cardNumber = numbers.get(ref);
        if (cardNumber !== undefined) cards.set(ref, await named(cardNumber));
      }
      return cards;
    },
  };
}

export function tailOf(cardNumber: CardNumber): string {
  return cardNumber.slice(-TAIL_LENGTH);
}
