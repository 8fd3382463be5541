import type { CachePort } from '../app/cache-port.ts';
import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import { type NamedCards, tailOf } from '../app/check/named-cards.ts';
import type { JournalPort } from '../app/ports.ts';
import type { SyncLoop } from '../app/sync/sync-loop.ts';
import type { DeskWork } from '../desk/desk-work.ts';
import { readCardCode } from '../domain/card/card-code.ts';
import { shortNumber } from '../domain/journal/short-number.ts';

interface ListParts {
  readonly cache: Pick<CachePort, 'cardRefOf' | 'replacements'>;
  readonly catalogue: Pick<CachedCatalogue, 'current'>;
  readonly journal: Pick<JournalPort, 'read'>;
  /** The kiosk's short name. */
  readonly kiosk: string | undefined;
  readonly namedCards: NamedCards;
  readonly syncLoop: Pick<SyncLoop, 'status'>;
}

/** The tasks that the list of a day needs: they read the journal, the cache and the state of the line. */
export function listWork(
  parts: ListParts,
): Pick<DeskWork, 'listDetails' | 'shownCard' | 'numberOf' | 'deliveredUpToSeq'> {
  const { cache, catalogue, kiosk, namedCards, syncLoop } = parts;
  return {
    async listDetails(uses) {
      // It is loaded with the first list, since no sale needs it.
      const { listDetails } = await import('../app/record/list-details.ts');
      return listDetails(parts, uses);
    },
    async shownCard(text) {
      const code = readCardCode(text, catalogue.current() ?? {});
      const number = code.kind === 'card' ? code.cardNumber : code.kind === 'signed' ? code.claimed : null;
      if (number === null) return null;
      const cardRef = cache.cardRefOf(number);
      namedCards.remember(cardRef, number);
      return { text, tail: tailOf(number), cardRefs: await cache.replacements.cardsOf(cardRef) };
    },
    numberOf: (seq) => shortNumber(kiosk ?? null, seq),
    deliveredUpToSeq: () => syncLoop.status().acknowledgedSeq,
  };
}
