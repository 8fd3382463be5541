import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { NamedCards } from '../app/check/named-cards.ts';
import type { DeskWork } from '../desk/desk-work.ts';
import type { PaperContext } from './papers.ts';

/** Collects what a paper about this card is written from. */
async function onPaper(
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

/** Writes the papers of uses, agreements and matters. The code for them is loaded with the first paper. */
export function paperWork(
  parts: Parameters<typeof onPaper>[0],
): Pick<DeskWork, 'receiptOf' | 'agreementPapersOf' | 'matterPapersOf'> {
  return {
    async receiptOf(use, isReprint) {
      const { receiptOfUse } = await import('./papers.ts');
      return receiptOfUse(use, { ...(await onPaper(parts, use.body.cardRef)), isReprint });
    },
    async agreementPapersOf(use, isReprint) {
      if (!('team' in use.body)) return [];
      const { papersOfAgreement } = await import('./papers.ts');
      return papersOfAgreement(use, { ...(await onPaper(parts, use.body.cardRef)), isReprint });
    },
    async matterPapersOf(wanted) {
      const { papersOfMatter } = await import('./papers.ts');
      return papersOfMatter(wanted, await onPaper(parts, wanted.state.cardRef));
    },
  };
}
