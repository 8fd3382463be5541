import type { CardNumber } from '../../domain/card/card-number.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import { type DeniedStatus, signDenyList } from '../../domain/card/deny-list.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import type { Services } from '../services.ts';
import type { DeniedRow } from '../storage/store-rows.ts';

/** A card to refuse at every desk, whatever its QR or an older roster says. */
export interface Denial {
  readonly cardNumber: CardNumber;
  /** The one print of the card that is refused; null for the card as a whole. */
  readonly issueSerial: number | null;
  readonly status: DeniedStatus;
}

/** The signed list with its serial, as kiosks get it. */
export interface ServedList {
  readonly serial: number;
  readonly signed: SignedText;
}

type Parts = Pick<Services, 'store' | 'now'>;

/** Denies a card, in place of what the list says of the same card or print so far. */
export async function denyCard({ store, now }: Parts, denial: Denial): Promise<void> {
  const { cardNumber, issueSerial, status } = denial;
  await changeList({ store, now }, cardNumber, (cards, cardRef) => [
    ...cards.filter((card) => card.cardRef !== cardRef || card.issueSerial !== issueSerial),
    { cardRef, issueSerial, status },
  ]);
}

/** Takes a card and all its prints off the list; false if it was not on it. */
export function allowCard(parts: Parts, cardNumber: CardNumber): Promise<boolean> {
  return changeList(parts, cardNumber, (cards, cardRef) => cards.filter((card) => card.cardRef !== cardRef));
}

/** The denied cards as they are now; the same list has the same signature. */
export async function servedDenyList({ store, keys }: Pick<Services, 'store' | 'keys'>): Promise<ServedList> {
  const { serial, cards } = await store.read((reads) => reads.denyList());
  const told = cards.map(({ cardRef, issueSerial, status }) => ({ cardRef, issueSerial, status }));
  return { serial, signed: signDenyList({ format: 1, serial, cards: told }, keys.signer) };
}

/** The keys that the district signs with. */
export async function servedKeys({ keys }: Pick<Services, 'keys'>): Promise<ServedList> {
  return { serial: keys.serial, signed: keys.list };
}

/**
 * The serial is the time of the change wherever that is later than the last one: after a restore from a backup
 * the next list is then newer than any that a kiosk has had before.
 */
async function changeList(
  { store, now }: Parts,
  cardNumber: CardNumber,
  change: (cards: readonly DeniedRow[], cardRef: string) => readonly DeniedRow[],
): Promise<boolean> {
  return store.transaction(async (writes) => {
    const { cardRefKeyHex } = await writes.identity();
    const { serial, cards } = await writes.lockDenyListRow();
    const changed = change(cards, cardRefOf(cardRefKeyHex, cardNumber));
    await writes.saveDenyList({ serial: Math.max(serial + 1, now()), cards: changed });
    return changed.length !== cards.length;
  });
}
