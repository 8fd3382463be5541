import type { Text } from '../../domain/base/text.ts';
import type { WallDate } from '../../domain/base/wall-time.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { ConsentRow } from '../storage/store-rows.ts';

/**
 * Why the consent of a guardian cannot be noted; null if it can. Data of minors under 14 are sensitive, and a guardian
 * decides on them (PIPL, articles 28 and 31): so an office notes that it saw the paper, and keeps no copy.
 */
export function whyNoConsent(
  seenOn: WallDate | null,
  { children, today }: { readonly children: number; readonly today: WallDate },
): Text | null {
  if (seenOn === null) return null;
  if (children === 0) return NO_CHILDREN;
  return seenOn > today ? NOT_YET : null;
}

/**
 * What was noted with these cards of one holder, who had them in this order, the newest first. The clock may have been set
 * back between two notes, so that their times do not say which one came first.
 */
export async function consentsOfHolder(
  reads: Pick<DistrictReads, 'consentsOf'>,
  cardNumbers: readonly string[],
): Promise<readonly ConsentRow[]> {
  const rows = await reads.consentsOf(cardNumbers);
  const age = (row: ConsentRow) => cardNumbers.indexOf(row.cardNumber);
  return rows.toSorted((one, other) => age(other) - age(one) || other.place - one.place);
}

/** The cards of these with which a consent was noted and not taken back. */
export async function consentedCards(
  reads: Pick<DistrictReads, 'consentsOf'>,
  cardNumbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const byCard = Map.groupBy(await reads.consentsOf(cardNumbers), ({ cardNumber }) => cardNumber);
  const latest = [...byCard.values()].map((rows) =>
    rows.reduce((one, other) => (one.place > other.place ? one : other)),
  );
  return new Set(latest.filter(({ seenOn }) => seenOn !== null).map(({ cardNumber }) => cardNumber));
}

/** Notes a consent, or that it is taken back. The transaction must hold the lock of the roster's head. */
export async function writeConsent(writes: DistrictWrites, noted: Omit<ConsentRow, 'place'>): Promise<void> {
  const before = await writes.consentsOf([noted.cardNumber]);
  await writes.putConsent({ ...noted, place: before.length + 1 });
}

const NO_CHILDREN: Text = {
  zh: '没有登记子女，不用登记监护人同意',
  en: 'there are no children on the card, so no consent of a guardian is noted',
};
const NOT_YET: Text = {
  zh: '核对监护人同意书的日期不能晚于今天',
  en: 'the day on which the consent was seen must not lie ahead',
};
