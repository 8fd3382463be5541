import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { NamedCards } from '../app/check/named-cards.ts';
import type { UsesPort } from '../app/ports.ts';
import type { MattersFound } from '../desk/desk-work.ts';
import { matterNumberIn } from '../desk/matter-lookup.ts';
import type { MatterToPrint } from '../desk/matter-print.ts';
import { rulebookOf } from '../domain/catalogue/rulebook.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { PaperContext } from './receipt.ts';

/** Finds the matters with the 办件编号 in a text. Null if the text is no such number, or this desk handles no matters. */
export async function mattersOf(
  {
    catalogue,
    uses,
    namedCards,
  }: {
    readonly catalogue: Pick<CachedCatalogue, 'current'>;
    readonly uses: Pick<UsesPort, 'mattersNumbered'>;
    readonly namedCards: Pick<NamedCards, 'of'>;
  },
  siteId: string,
  text: string,
): Promise<MattersFound | null> {
  const current = catalogue.current();
  const number = current === null ? null : matterNumberIn(text, { siteId, catalogue: current });
  if (current === null || number === null) return null;
  const records = await uses.mattersNumbered(siteId, number);
  const holders = await namedCards.of(records.map(({ state }) => state.cardRef));
  return { number, records, holders, calendar: rulebookOf(current).calendar };
}

/** Writes the papers of a step. The code for it is loaded with the first paper, and not with the window. */
export async function matterPapersOf(
  wanted: MatterToPrint,
  context: PaperContext,
): Promise<readonly Paper[]> {
  const { papersOfMatter } = await import('./matter-papers.ts');
  return papersOfMatter(wanted, context);
}

/** Writes the sheets of an agreement, if the use is one. The code for it is loaded with the first of them. */
export async function agreementPapersOf(
  use: RecordedUse,
  context: PaperContext & { readonly isReprint: boolean },
): Promise<readonly Paper[]> {
  if (!('team' in use.body)) return [];
  const { papersOfAgreement } = await import('./agreement-papers.ts');
  return papersOfAgreement(use, context);
}
