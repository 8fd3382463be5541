import type { NamedCard } from '../app/check/named-cards.ts';
import type { MatterToPrint } from '../desk/matter-print.ts';
import { wallDateOf } from '../domain/base/wall-time.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { deskMannerOf } from '../domain/catalogue/green-channel.ts';
import { HOTLINE } from '../domain/catalogue/hotline.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { agreementPapers } from '../domain/print/agreement-paper.ts';
import { matterPapers } from '../domain/print/matter-paper.ts';
import type { Paper } from '../domain/print/paper.ts';
import { presentUse } from '../domain/print/present-use.ts';
import { receiptOf } from '../domain/print/receipt.ts';
import { roomPaper } from '../domain/print/room-paper.ts';
import type { SheetFacts } from '../domain/print/sheet.ts';
import { openedAgreement } from '../domain/records/agreement.ts';
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

/** The receipt of a use, in the words of the catalogue and the language of the desk. */
export function receiptOfUse(
  use: RecordedUse,
  { isReprint, ...context }: PaperContext & { readonly isReprint: boolean },
): Paper {
  const { siteId, recordedAt } = use;
  const { body, standing } = presentUse(use);
  const { catalogue, settings } = context;
  const item = catalogue?.items.find(({ id, siteIds }) => id === body.itemId && siteIds.includes(siteId));
  const { slip: number, ...facts } = factsOnPaper(context, use);
  const itemName = item?.name ?? { zh: body.itemId, en: body.itemId };
  const isPersonal = item !== undefined && workflowOf(item).isPersonal;
  const site = catalogue?.sites.find(({ id }) => id === siteId);
  const manner = site === undefined ? 'service' : deskMannerOf(site);
  const paper = { ...facts, manner, number, itemName, isPersonal, recordedAt, body, standing, isReprint };
  return receiptOf(paper, settings().language);
}

/** The papers of a step of a matter or a room, in the words of the catalogue and the language of the desk. */
export function papersOfMatter(wanted: MatterToPrint, context: PaperContext): readonly Paper[] {
  const { at, item, isReprint } = wanted;
  const { language } = context.settings();
  const facts = { ...factsOnPaper(context, at), isReprint, on: wallDateOf(at.recordedAt) };
  if (wanted.kind === 'application') return [roomPaper({ ...facts, item, state: wanted.state }, language)];
  if (item.matter === undefined) return [];
  const { kind, state } = wanted;
  const matter = { kind, state, terms: item.matter, itemName: item.name, clause: item.clause };
  return matterPapers({ ...facts, ...matter, workdays: item.finishWithinWorkdays ?? null }, language);
}

/** The sheets of an agreement, in the words of the catalogue and the language of the desk; none for any other use. */
export function papersOfAgreement(
  use: RecordedUse,
  { isReprint, ...context }: PaperContext & { readonly isReprint: boolean },
): readonly Paper[] {
  const { siteId, body } = use;
  const { catalogue, settings } = context;
  const item = catalogue?.items.find(({ id, siteIds }) => id === body.itemId && siteIds.includes(siteId));
  const state = openedAgreement({ siteId, body });
  if (state === null || item?.agreement === undefined) return [];
  const { agreement: terms, name: itemName, clause } = item;
  const facts = { ...factsOnPaper(context, use), state, isReprint, terms, itemName, clause };
  return agreementPapers(facts, settings().language);
}

/** What every paper says of its entry, its holder and the desk, in the language of the desk. */
function factsOnPaper(
  { catalogue, card, kiosk, settings }: PaperContext,
  { seq, siteId }: { readonly seq: number; readonly siteId: string },
): Omit<SheetFacts, 'isReprint'> {
  const site = catalogue?.sites.find(({ id }) => id === siteId);
  return {
    slip: shortNumber(kiosk ?? null, seq),
    siteName: site?.name[settings().language] ?? siteId,
    maskedName: card?.maskedName ?? null,
    cardTail: card?.tail ?? '—',
    hotline: catalogue?.hotline ?? HOTLINE,
  };
}
