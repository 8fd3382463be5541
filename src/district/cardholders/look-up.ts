import { plainTyped } from '../../domain/base/typed-text.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { type CardRef, cardRefOf } from '../../domain/card/card-ref.ts';
import type { DeniedStatus } from '../../domain/card/deny-list.ts';
import { deniedStatusOf } from '../../domain/card/deny-list.ts';
import { holderOf } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { CardChangeRow, Cardholder, CardUse, ConsentRow, RightRow } from '../storage/store-rows.ts';
import { consentsOfHolder } from './guardian-consent.ts';
import { cardNumberIn } from './rows/number-cell.ts';

/** No more changes and uses of one card are shown. */
const HISTORY_MAX = 500;

/** What the district knows of one card. */
export interface CardDetail {
  readonly cardNumber: CardNumber;
  /** Null for a card that was taken off the roster. */
  readonly holder: Cardholder | null;
  /** What the list of denied cards says of the card as a whole; null for nothing. */
  readonly denied: DeniedStatus | null;
  /** Newest first. */
  readonly history: readonly CardChangeRow[];
  /** What was noted of a guardian's consent with any card of the holder, the newest first. */
  readonly consents: readonly ConsentRow[];
  /** What the holder has at one of several sites. Every card of the holder has the same ones. */
  readonly rights: readonly RightRow[];
  /** The numbers of all cards that its holder has had, the oldest first. */
  readonly cardsOfHolder: readonly string[];
  /** The uses of all these cards, newest first. */
  readonly uses: readonly UseOfHolder[];
}

/** A use, and the number of the card that was used if it is another one of the same holder. */
type UseOfHolder = CardUse & { readonly otherCard?: string };

type Parts = Pick<Services, 'store' | 'catalogue'>;

/** Cards on the roster whose number or name contains the text, in the order of their numbers. */
export async function findCards(
  { store }: Pick<Services, 'store'>,
  { text, after, limit }: { readonly text: string; readonly after: string; readonly limit: number },
): Promise<readonly Cardholder[]> {
  const plain = plainTyped(text);
  // Numbers are in upper case, without blanks and hyphens; names are as they are.
  const number = plain.replace(/[\s-]/g, '').toUpperCase();
  const isNumber = /^[0-9A-Z*]+$/.test(number) && /[0-9]/.test(number);
  const rows = await store.read((reads) =>
    reads.findCards({ text: isNumber ? number : plain, after: after.toUpperCase(), limit }),
  );
  return rows.flatMap(({ record, tier }) => (record === null ? [] : [{ record, tier }]));
}

/**
 * Null for a card that the district never had, or for what is no card number. `max`: as many changes and uses, the newest
 * ones.
 */
export function showCard(
  { store, catalogue }: Parts,
  text: string,
  max = HISTORY_MAX,
): Promise<CardDetail | null> {
  return store.read(async (reads) => {
    const reading = cardNumberIn(text, catalogue.catalogue);
    if (!reading.ok) return null;
    const { cardNumber } = reading;
    const [row] = await reads.cardsByNumber([cardNumber]);
    if (row === undefined) return null;
    const cardRef = await cardRefIn(reads, cardNumber);
    const { cards } = await reads.denyList();
    const denied = deniedStatusOf(new Map([[cardRef, cards.filter((card) => card.cardRef === cardRef)]]), {
      cardRef,
      issueSerial: null,
    });
    const held = await usesOfHolder(reads, { cardNumber, cardRef, max });
    return {
      cardNumber,
      holder: row.record === null ? null : { record: row.record, tier: row.tier },
      denied,
      history: await reads.changesOfCard(cardNumber, max),
      rights: await reads.rightsOfCards([cardRef]),
      ...held,
      consents: await consentsOfHolder(reads, held.cardsOfHolder),
    };
  });
}

/** The pseudonym by which this district's journals name a card. */
export async function cardRefIn(reads: DistrictReads, cardNumber: CardNumber): Promise<CardRef> {
  const { cardRefKeyHex } = await reads.identity();
  return cardRefOf(cardRefKeyHex, cardNumber);
}

async function usesOfHolder(
  reads: DistrictReads,
  {
    cardNumber,
    cardRef,
    max,
  }: { readonly cardNumber: string; readonly cardRef: CardRef; readonly max: number },
): Promise<Pick<CardDetail, 'cardsOfHolder' | 'uses'>> {
  const { cards } = await holderOf(reads, cardRef);
  const numbers = await reads.numbersByRef(cards);
  const numberOf = (ref: CardRef) => numbers.get(ref) ?? cardNumber;
  const uses: UseOfHolder[] = [];
  for (const ref of cards) {
    const other = ref === cardRef ? {} : { otherCard: numberOf(ref) };
    for (const use of await reads.usesOfCard(ref, max)) uses.push({ ...use, ...other });
  }
  const newestFirst = (one: CardUse, another: CardUse) =>
    one.start === another.start ? another.seq - one.seq : one.start < another.start ? 1 : -1;
  return { cardsOfHolder: cards.map(numberOf), uses: uses.toSorted(newestFirst).slice(0, max) };
}
