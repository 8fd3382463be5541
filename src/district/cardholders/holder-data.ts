import type { HolderData } from '../../protocol/wire-cards.ts';
import { holderOf } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import { type CardDetail, cardRefIn, showCard } from './look-up.ts';
import { cardReplyOf, rightsShownOf } from './wire-views.ts';

/** A use an hour for twenty years: nobody has more. */
const ALL = 200_000;

/**
 * All that the district has of a person, for the person who asks for it (GB/T 35273, 8.1): each card with its history and
 * uses, the rights, and the bookings, passes and matters. Notes are sealed; a desk reads them. Null for a card that was never here.
 */
export async function holderData(
  services: Pick<Services, 'store' | 'catalogue' | 'now'>,
  text: string,
): Promise<HolderData | null> {
  const asked = await showCard(services, text, ALL);
  if (asked === null) return null;
  const others = asked.cardsOfHolder.filter((number) => number !== asked.cardNumber);
  const details: CardDetail[] = [asked];
  for (const number of others) {
    const detail = await showCard(services, number, ALL);
    if (detail !== null) details.push(detail);
  }
  const at = services.now();
  return services.store.read(async (reads) => {
    const cardRef = await cardRefIn(reads, asked.cardNumber);
    const { cards } = await holderOf(reads, cardRef);
    const rights = await reads.rightsOfCards(cards);
    const records = await reads.recordsOpenedBy(asked.uses.map(({ journalId, seq }) => ({ journalId, seq })));
    return {
      serverTimeMs: at,
      cards: details.map((detail) => cardReplyOf(detail, at)),
      rights: rightsShownOf(rights),
      records: records.map(({ recordId, kind, siteId, itemId, endsOn }) => ({
        ...{ recordId, kind, siteId, itemId, endsOn },
      })),
    };
  });
}
