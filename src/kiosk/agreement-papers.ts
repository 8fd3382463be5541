import { HOTLINE } from '../domain/catalogue/hotline.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { agreementPapers } from '../domain/print/agreement-paper.ts';
import type { Paper } from '../domain/print/paper.ts';
import { openedAgreement } from '../domain/records/agreement.ts';
import type { PaperContext } from './receipt.ts';

/** The sheets of an agreement, in the words of the catalogue and the language of the desk; none for any other use. */
export function papersOfAgreement(
  { seq, siteId, body }: RecordedUse,
  { catalogue, card, kiosk, settings, isReprint }: PaperContext & { readonly isReprint: boolean },
): readonly Paper[] {
  const item = catalogue?.items.find(({ id, siteIds }) => id === body.itemId && siteIds.includes(siteId));
  const state = openedAgreement({ siteId, body });
  if (state === null || item?.agreement === undefined) return [];
  const { language } = settings();
  const site = catalogue?.sites.find(({ id }) => id === siteId);
  const facts = {
    ...{ state, isReprint, terms: item.agreement, itemName: item.name, clause: item.clause },
    slip: shortNumber(kiosk ?? null, seq),
    siteName: site?.name[language] ?? siteId,
    maskedName: card?.maskedName ?? null,
    cardTail: card?.tail ?? '—',
    hotline: catalogue?.hotline ?? HOTLINE,
  };
  return agreementPapers(facts, language);
}
