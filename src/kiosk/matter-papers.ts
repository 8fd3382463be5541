import type { MatterToPrint } from '../desk/matter-print.ts';
import { wallDateOf } from '../domain/base/wall-time.ts';
import { HOTLINE } from '../domain/catalogue/hotline.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { matterPapers } from '../domain/print/matter-paper.ts';
import type { Paper } from '../domain/print/paper.ts';
import { roomPaper } from '../domain/print/room-paper.ts';
import type { PaperContext } from './receipt.ts';

/** The papers of a step of a matter or a room, in the words of the catalogue and the language of the desk. */
export function papersOfMatter(
  wanted: MatterToPrint,
  { catalogue, card, kiosk, settings }: PaperContext,
): readonly Paper[] {
  const { at, item, isReprint } = wanted;
  const { language } = settings();
  const site = catalogue?.sites.find(({ id }) => id === at.siteId);
  const facts = {
    isReprint,
    slip: shortNumber(kiosk ?? null, at.seq),
    siteName: site?.name[language] ?? at.siteId,
    maskedName: card?.maskedName ?? null,
    cardTail: card?.tail ?? '—',
    on: wallDateOf(at.recordedAt),
    hotline: catalogue?.hotline ?? HOTLINE,
  };
  if (wanted.kind === 'application') return [roomPaper({ ...facts, item, state: wanted.state }, language)];
  if (item.matter === undefined) return [];
  const { kind, state } = wanted;
  const matter = { kind, state, terms: item.matter, itemName: item.name, clause: item.clause };
  return matterPapers({ ...facts, ...matter, workdays: item.finishWithinWorkdays ?? null }, language);
}
