import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { NamedCard, NamedCards } from '../app/check/named-cards.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { HOTLINE } from '../domain/catalogue/hotline.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import type { Paper } from '../domain/print/paper.ts';
import { presentUse } from '../domain/print/present-use.ts';
import { receiptOf } from '../domain/print/receipt.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
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

/** The receipt of a use, in the words of the catalogue and the language of the desk. */
export function receiptOfUse(
  use: RecordedUse,
  { catalogue, card, kiosk, isReprint, settings }: PaperContext & { readonly isReprint: boolean },
): Paper {
  const { language } = settings();
  const { seq, siteId, recordedAt } = use;
  const { body, standing } = presentUse(use);
  const site = catalogue?.sites.find(({ id }) => id === siteId);
  const item = catalogue?.items.find(({ id, siteIds }) => id === body.itemId && siteIds.includes(siteId));
  const facts = {
    number: shortNumber(kiosk ?? null, seq),
    siteName: site?.name[language] ?? siteId,
    maskedName: card?.maskedName ?? null,
    cardTail: card?.tail ?? '—',
    itemName: item?.name ?? { zh: body.itemId, en: body.itemId },
    isPersonal: item !== undefined && workflowOf(item).isPersonal,
    hotline: catalogue?.hotline ?? HOTLINE,
    ...{ recordedAt, body, standing, isReprint },
  };
  return receiptOf(facts, language);
}
