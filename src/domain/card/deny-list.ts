import { z } from 'zod';
import { jsonOf } from '../base/json-text.ts';
import {
  type SignedText,
  type SignedTextFault,
  type Signer,
  signedTextOpening,
  signText,
} from '../trust/signed-text.ts';
import { type KeysInUse, readNow, type SignedReading } from '../trust/signing-key.ts';
import type { CardRef } from './card-ref.ts';
import { CardRefText } from './card-ref.ts';

/** More than these and the district must put them into the roster instead; 50,000 are about 4 MB. */
export const DENIED_MAX = 50_000;

/** A card that is refused whatever a QR or an older roster says; it is named by its pseudonym alone. */
export const DeniedCard = z.strictObject({
  cardRef: CardRefText,
  /** The one print of the card that is refused; null refuses the card as a whole. */
  issueSerial: z.int().min(0).max(0xffff_ffff).nullable(),
  status: z.enum(['suspended', 'lost', 'revoked', 'replaced']),
});
export type DeniedCard = z.infer<typeof DeniedCard>;
export type DeniedStatus = DeniedCard['status'];

/** The denied cards of the district, whole: a card that is off a newer list is denied no longer. */
export const DenyList = z.strictObject({
  format: z.literal(1),
  /** Grows with every change. */
  serial: z.int().min(1),
  cards: z.array(DeniedCard).max(DENIED_MAX),
});
export type DenyList = z.infer<typeof DenyList>;

const NewerStatus = z
  .string()
  .regex(/^[a-z][a-z-]{0,29}$/)
  // No release denies a card as `active`.
  .refine((status) => status !== 'active')
  .transform(() => 'suspended' as const);

/** A list as any release signed it. Whatever else a newer one calls the status of a card: the card is refused. */
const ReadDenyList = z.object({
  ...DenyList.shape,
  cards: z
    .array(z.object({ ...DeniedCard.shape, status: DeniedCard.shape.status.or(NewerStatus) }))
    .max(DENIED_MAX),
});

export interface DenyListFault {
  readonly kind: SignedTextFault['kind'] | 'bad-shape' | 'older' | 'too-far-ahead';
  readonly message: string;
}

export type DenyListReading =
  | { readonly ok: true; readonly list: DenyList }
  | { readonly ok: false; readonly fault: DenyListFault };

/** Reads a list of denied cards; one with a lower serial than `knownSerial` (0: none is held) is a replay. */
export function readDenyList(signed: SignedText, keys: KeysInUse, knownSerial: number): DenyListReading {
  return readNow(denyListReading(signed, keys, knownSerial));
}

/** The same, for a check of the signature that answers later. */
export function* denyListReading(
  signed: SignedText,
  keys: KeysInUse,
  knownSerial: number,
): SignedReading<DenyListReading> {
  const opening = yield* signedTextOpening('denied', signed, keys);
  if (!opening.ok) return opening;
  const parsed = ReadDenyList.safeParse(jsonOf(opening.text));
  if (!parsed.success) return faulty('bad-shape', z.prettifyError(parsed.error));
  const { serial } = parsed.data;
  return serial < knownSerial
    ? faulty('older', `the list has serial ${serial}, and ${knownSerial} is held`)
    : { ok: true, list: parsed.data };
}

/** Signs a list of denied cards. */
export function signDenyList(list: DenyList, signer: Signer): SignedText {
  return signText('denied', JSON.stringify(DenyList.parse(list)), signer);
}

/** Denied cards by pseudonym. */
export type DeniedCards = ReadonlyMap<CardRef, readonly DeniedCard[]>;

/** The list in a form that answers at once. */
export function deniedCardsOf({ cards }: DenyList): DeniedCards {
  return Map.groupBy(cards, ({ cardRef }) => cardRef);
}

/** Why a card is denied, or null. `issueSerial` is that of the QR; null for a bar code or a typed number. */
export function deniedStatusOf(
  denied: DeniedCards,
  { cardRef, issueSerial }: { readonly cardRef: CardRef; readonly issueSerial: number | null },
): DeniedStatus | null {
  const meant = denied
    .get(cardRef)
    ?.find((card) => card.issueSerial === null || card.issueSerial === issueSerial);
  return meant?.status ?? null;
}

function faulty(kind: DenyListFault['kind'], message: string): DenyListReading {
  return { ok: false, fault: { kind, message } };
}
