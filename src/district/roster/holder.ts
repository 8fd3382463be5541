import type { CardRef } from '../../domain/card/card-ref.ts';
import { cardsOfHolder } from '../../domain/card/replacement.ts';
import type { DistrictReads } from '../storage/store.ts';

/** More cards than a district ever replaces. */
const REPLACED_MAX = 1_000_000;

/** One holder, by the pseudonyms of all cards that they have had. */
export interface Holder {
  /** The oldest first; the card alone if it took the place of none. */
  readonly cards: readonly CardRef[];
  /** Stays the same as the holder gets newer cards: a matter of the holder is named by it. */
  readonly oldest: CardRef;
  readonly newest: CardRef;
}

export async function holderOf(reads: DistrictReads, cardRef: CardRef): Promise<Holder> {
  const cards = cardsOfHolder(cardRef, await reads.replacementsOf([cardRef]));
  return { cards, oldest: cards[0] ?? cardRef, newest: cards.at(-1) ?? cardRef };
}

/** Answers all cards of the holder of each of these cards. One question to the store serves all. */
export async function holdersOf(
  reads: DistrictReads,
  cardRefs: readonly CardRef[],
): Promise<(cardRef: CardRef) => readonly CardRef[]> {
  const holders = new Map<CardRef, readonly CardRef[]>();
  const replacements = await reads.replacementsOf(cardRefs);
  // The newest card names all others, so that the longest list is the holder's.
  const byLength = replacements.toSorted((one, other) => one.replaces.length - other.replaces.length);
  for (const { cardRef, replaces } of byLength) {
    const cards = [...replaces, cardRef];
    for (const card of cards) holders.set(card, cards);
  }
  return (cardRef) => holders.get(cardRef) ?? [cardRef];
}

/** The oldest card of the holder of any card: one question for all, where many uses are gone through. */
export async function oldestCards(reads: DistrictReads): Promise<(cardRef: CardRef) => CardRef> {
  const oldest = new Map<CardRef, CardRef>();
  for (const { cardRef, replaces } of await reads.replacementsAfter(0, REPLACED_MAX)) {
    const [first = cardRef] = replaces;
    for (const card of [...replaces, cardRef]) oldest.set(card, first);
  }
  return (cardRef) => oldest.get(cardRef) ?? cardRef;
}
