import { unreachable } from '../../domain/base/unreachable.ts';
import { type Instant, wallDateOf } from '../../domain/base/wall-time.ts';
import { type CardQrFaultKind, type CardQrReading, cardQrReading } from '../../domain/card/card-qr.ts';
import type { CardClaim } from '../../domain/card/card-qr-bytes.ts';
import type { CardLookup, RosterLookup } from '../../domain/card/card-record.ts';
import { readChecked, type SignatureCheck, type SigningKey } from '../../domain/trust/signing-key.ts';

/** What a signed QR is worth here, before the roster is asked. */
export type SignedCard =
  /** The district signed it; it may be before or after its days, which is then told as the card's standing. */
  | { readonly kind: 'proved'; readonly claim: CardClaim }
  /** No key here can check it: its number counts as much as that of a bar code, and it proves nothing. */
  | { readonly kind: 'unproved'; readonly claim: CardClaim; readonly why: CardQrFaultKind }
  | { readonly kind: 'refused'; readonly why: CardQrFaultKind };

/** Reads a signed QR by the keys held here. */
export async function signedCardOf(
  text: string,
  { keys, at }: { readonly keys: readonly SigningKey[]; readonly at: Instant },
  isSigned: SignatureCheck,
): Promise<SignedCard> {
  const reading = await readChecked(cardQrReading(text, { keys, date: wallDateOf(at) }), isSigned);
  return reading.ok ? { kind: 'proved', claim: reading.claim } : faultyCard(reading);
}

function faultyCard({ fault, claim }: Extract<CardQrReading, { ok: false }>): SignedCard {
  if (claim === null) return { kind: 'refused', why: fault };
  switch (fault) {
    case 'not-yet-valid':
    case 'expired':
      return { kind: 'proved', claim };
    case 'unknown-key':
    case 'wrong-purpose':
    case 'key-not-in-force':
    case 'unsupported-algorithm':
      return { kind: 'unproved', claim, why: fault };
    case 'not-base45':
    case 'bad-shape':
    case 'bad-signature':
      return { kind: 'refused', why: fault };
    default:
      return unreachable(fault);
  }
}

/**
 * What the roster and a proved claim say together. A card on the roster is what the roster says. One that is not
 * is provisional where it began on or after the day of the last pull: that roster cannot have had it in full. One
 * that began before was taken off the roster, however old the roster is. An expired card is told as expired.
 */
export function lookupOfProved(
  found: RosterLookup,
  claim: CardClaim,
  { at, pulledAt }: { readonly at: Instant; readonly pulledAt: Instant | null },
): CardLookup {
  if (found.kind === 'found') return found;
  const { cardNumber } = claim;
  const isNewer = pulledAt === null || claim.validFrom >= wallDateOf(pulledAt);
  const isExpired = wallDateOf(at) > claim.validUntil;
  return isNewer || isExpired ? { kind: 'provisional', cardNumber, claim } : { kind: 'unlisted', cardNumber };
}
