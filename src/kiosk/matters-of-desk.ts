import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { NamedCards } from '../app/check/named-cards.ts';
import type { UsesPort } from '../app/ports.ts';
import type { MattersFound } from '../desk/desk-work.ts';
import { handlesMatters, recordNumberIn } from '../desk/matter-lookup.ts';
import type { MatterToPrint } from '../desk/matter-print.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import { rulebookOf } from '../domain/catalogue/rulebook.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import type { PaperContext } from './receipt.ts';

/** Finds the matters or passes with the number in a text. Null if the text is no such number, or this desk keeps none. */
export async function mattersOf(
  {
    catalogue,
    uses,
    namedCards,
  }: {
    readonly catalogue: Pick<CachedCatalogue, 'current'>;
    readonly uses: Pick<UsesPort, 'mattersNumbered'>;
    readonly namedCards: Pick<NamedCards, 'of' | 'numberOf'>;
  },
  siteId: string,
  text: string,
): Promise<MattersFound | null> {
  const current = catalogue.current();
  const number = current === null ? null : recordNumberIn(text, { siteId, catalogue: current });
  if (current === null || number === null) return null;
  const records = await uses.mattersNumbered(siteId, number);
  // Any other text at a venue is no card, and says so: a code of a payment, for example.
  if (records.length === 0 && !handlesMatters({ siteId, catalogue: current })) return null;
  const holders = await namedCards.of(records.map(({ state }) => state.cardRef));
  const cardNumber = await cardOfPasses(records, namedCards);
  return { number, records, holders, cardNumber, calendar: rulebookOf(current).calendar };
}

/** The card of the one holder whose passes these are; null for matters, several holders, or a card that is not known here. */
async function cardOfPasses(
  records: readonly PresentRecord[],
  namedCards: Pick<NamedCards, 'numberOf'>,
): Promise<CardNumber | null> {
  const standing = records.filter(({ state }) => state.status !== 'taken-back');
  const [only, ...others] = [...new Set(standing.map(({ state }) => state.cardRef))];
  const arePasses = standing.every(({ kind }) => kind === 'pass');
  return only === undefined || others.length > 0 || !arePasses ? null : namedCards.numberOf(only);
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
