import { HOTLINE } from '../domain/catalogue/hotline.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import type { Paper } from '../domain/print/paper.ts';
import { presentUse } from '../domain/print/present-use.ts';
import { receiptOf } from '../domain/print/receipt.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
import type { PaperContext } from './on-paper.ts';

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
