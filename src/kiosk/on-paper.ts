import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { NamedCard, NamedCards } from '../app/check/named-cards.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import type { Settings } from '../host-api/settings-api.ts';

export interface PaperContext {
  readonly catalogue: Catalogue | null;
  /** Null if nobody can tell whose it was. */
  readonly card: NamedCard | null;
  /** The kiosk's short name. */
  readonly kiosk: string | undefined;
  readonly settings: () => Settings;
}

/** Collects what a paper about this card is written from. */
export async function onPaper(
  {
    namedCards,
    catalogue,
    kiosk,
    settings,
  }: Pick<PaperContext, 'kiosk' | 'settings'> & {
    readonly namedCards: Pick<NamedCards, 'of'>;
    readonly catalogue: Pick<CachedCatalogue, 'current'>;
  },
  cardRef: string,
): Promise<PaperContext> {
  const cards = await namedCards.of([cardRef]);
  return { kiosk, settings, card: cards.get(cardRef) ?? null, catalogue: catalogue.current() };
}
