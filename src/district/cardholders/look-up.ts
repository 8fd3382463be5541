import { plainTyped } from '../../domain/base/typed-text.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import type { DeniedStatus } from '../../domain/card/deny-list.ts';
import { deniedStatusOf } from '../../domain/card/deny-list.ts';
import type { Services } from '../services.ts';
import type { CardChangeRow, Cardholder, CardUse } from '../storage/store-rows.ts';
import { cardNumberIn } from './rows/number-cell.ts';

/** As many changes and uses of one card as are shown. */
const HISTORY_MAX = 500;

/** What the district knows of one card. */
export interface CardDetail {
  readonly cardNumber: string;
  /** Null for a card that was taken off the roster. */
  readonly holder: Cardholder | null;
  /** What the list of denied cards says of the card as a whole; null for nothing. */
  readonly denied: DeniedStatus | null;
  /** Newest first. */
  readonly history: readonly CardChangeRow[];
  /** Newest first. */
  readonly uses: readonly CardUse[];
}

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

/** Null for a card that the district never had, or for what is no card number. */
export function showCard({ store, catalogue }: Parts, text: string): Promise<CardDetail | null> {
  return store.read(async (reads) => {
    const reading = cardNumberIn(text, catalogue.catalogue);
    if (!reading.ok) return null;
    const { cardNumber } = reading;
    const [row] = await reads.cardsByNumber([cardNumber]);
    if (row === undefined) return null;
    const { cardRefKeyHex } = await reads.identity();
    const cardRef = cardRefOf(cardRefKeyHex, cardNumber);
    const { cards } = await reads.denyList();
    const denied = deniedStatusOf(new Map([[cardRef, cards.filter((card) => card.cardRef === cardRef)]]), {
      cardRef,
      issueSerial: null,
    });
    return {
      cardNumber,
      holder: row.record === null ? null : { record: row.record, tier: row.tier },
      denied,
      history: await reads.changesOfCard(cardNumber, HISTORY_MAX),
      uses: await reads.usesOfCard(cardRef, HISTORY_MAX),
    };
  });
}
