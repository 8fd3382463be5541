import type { MatterToPrint } from '../desk/matter-print.ts';
import { wallDateOf } from '../domain/base/wall-time.ts';
import { HOTLINE } from '../domain/catalogue/hotline.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { matterPapers } from '../domain/print/matter-paper.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { PaperContext } from './receipt.ts';

/** The papers of a step of a matter, in the words of the catalogue and the language of the desk. */
export function papersOfMatter(
  { kind, at, state, item, isReprint }: MatterToPrint,
  { catalogue, card, kiosk, settings }: PaperContext,
): readonly Paper[] {
  if (item.matter === undefined) return [];
  const { language } = settings();
  const site = catalogue?.sites.find(({ id }) => id === at.siteId);
  const facts = {
    ...{ kind, state, isReprint, terms: item.matter, itemName: item.name, clause: item.clause },
    slip: shortNumber(kiosk ?? null, at.seq),
    siteName: site?.name[language] ?? at.siteId,
    maskedName: card?.maskedName ?? null,
    cardTail: card?.tail ?? '—',
    on: wallDateOf(at.recordedAt),
    workdays: item.finishWithinWorkdays ?? null,
    hotline: catalogue?.hotline ?? HOTLINE,
  };
  return matterPapers(facts, language);
}
