import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { NamedCards } from '../app/check/named-cards.ts';
import type { UsesPort } from '../app/ports.ts';
import type { MattersFound } from '../desk/desk-work.ts';
import { handlesMatters, recordNumberIn } from '../desk/matter-lookup.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import { rulebookOf } from '../domain/catalogue/rulebook.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';

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
