import { z } from 'zod';
import { type CardRef, CardRefText } from './card-ref.ts';

/** More cards than one holder ever loses. */
const REPLACES_MAX = 100;

/**
 * A card that a holder got in place of others, by their pseudonyms. It names all cards before it, the oldest first, and
 * not the last one alone: so one look says what counts as one.
 */
export const Replacement = z.object({
  cardRef: CardRefText,
  replaces: z.array(CardRefText).min(1).max(REPLACES_MAX),
});
export type Replacement = Readonly<z.infer<typeof Replacement>>;

/** Every card of one holder, the oldest first: what was recorded with one of them counts for all. */
export function cardsOfHolder(cardRef: CardRef, replacements: readonly Replacement[]): readonly CardRef[] {
  const own = replacements.filter((one) => one.cardRef === cardRef || one.replaces.includes(cardRef));
  // The newest card names all others, so that the longest list has the order of all.
  const byLength = own.toSorted((one, other) => other.replaces.length - one.replaces.length);
  const cards = new Set(byLength.flatMap((one) => [...one.replaces, one.cardRef]));
  return cards.size === 0 ? [cardRef] : [...cards];
}

/**
 * Why a card cannot take the place of another. `same-card`: it is the very card; `circle`: the old card took the place of
 * the new one; `new-is-replaced`: another card took the place of the new one already; `old-is-replaced`: another holder's
 * card, or a later one of the same holder, took the place of the old one; `too-many`: no holder has that many cards.
 */
export type ReplacementFault = 'same-card' | 'circle' | 'new-is-replaced' | 'old-is-replaced' | 'too-many';

/**
 * What has to be kept where a card takes the place of another. `known`: every replacement that names one of the two.
 * `isInUse` says whether a card is on the roster: a card that was taken off it again stands in nobody's way, and its uses
 * count for the card that comes now.
 */
export function replacementOf(
  { card, before }: { readonly card: CardRef; readonly before: CardRef },
  known: readonly Replacement[],
  isInUse: (cardRef: CardRef) => boolean,
):
  | { readonly ok: true; readonly replacement: Replacement }
  | { readonly ok: false; readonly fault: ReplacementFault } {
  if (card === before) return { ok: false, fault: 'same-card' };
  const cardsBefore = cardsOfHolder(before, known);
  if (known.some((one) => one.cardRef === before && one.replaces.includes(card))) {
    return { ok: false, fault: 'circle' };
  }
  const claims = (claimed: CardRef) =>
    known.filter((one) => one.replaces.includes(claimed) && one.cardRef !== card && isInUse(one.cardRef));
  if (claims(card).length > 0) return { ok: false, fault: 'new-is-replaced' };
  if (claims(before).length > 0) return { ok: false, fault: 'old-is-replaced' };
  const replaces = [...new Set([...cardsBefore, ...cardsOfHolder(card, known)])].filter(
    (one) => one !== card,
  );
  if (replaces.length > REPLACES_MAX) return { ok: false, fault: 'too-many' };
  return { ok: true, replacement: { cardRef: card, replaces } };
}
