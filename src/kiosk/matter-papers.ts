import type { MatterToPrint } from '../desk/matter-print.ts';
import { wallDateOf } from '../domain/base/wall-time.ts';
import { HOTLINE } from '../domain/catalogue/hotline.ts';
import { recordedAtOf } from '../domain/journal/journal-entry.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { matterPapers } from '../domain/print/matter-paper.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { PaperContext } from './receipt.ts';

/** The papers of a step of a matter, in the words of the catalogue and the language of the desk. */
export function papersOfMatter(
  { kind, entry, state, item, isReprint }: MatterToPrint,
  { catalogue, card, kiosk, settings }: PaperContext,
): readonly Paper[] {
  if (item.matter === undefined) return [];
  const { language } = settings();
  const site = catalogue?.sites.find(({ id }) => id === entry.siteId);
  const facts = {
    ...{ kind, state, isReprint, terms: item.matter, itemName: item.name, clause: item.clause },
    slip: shortNumber(kiosk ?? null, entry.seq),
    siteName: site?.name[language] ?? entry.siteId,
    maskedName: card?.maskedName ?? null,
    cardTail: card?.tail ?? '—',
    on: wallDateOf(recordedAtOf(entry)),
    workdays: item.finishWithinWorkdays ?? null,
    hotline: catalogue?.hotline ?? HOTLINE,
  };
  return matterPapers(facts, language);
}
