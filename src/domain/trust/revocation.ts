import { z } from 'zod';
import { jsonOf } from '../base/json-text.ts';
import type { WallDate } from '../base/wall-time.ts';
import type { TrustedKeys } from '../catalogue/catalogue-file.ts';
import { keysOf, readKeyList } from './key-list.ts';
import { openSignedText, SignedText, type Signer, signText } from './signed-text.ts';

/**
 * The district has shut this kiosk out, for good: each enrolment makes a new one. It may be played again, since it
 * stays true.
 */
const Revocation = z.object({ format: z.literal(1), kioskId: z.string().min(1).max(64) });

/** Stands by itself, since a kiosk that was revoked is given no keys: the list as a root signed it, and the word. */
export const RevocationProof = z.object({ keys: SignedText, revocation: SignedText });
export type RevocationProof = z.infer<typeof RevocationProof>;

/** Signs that the kiosk is revoked, as the district. */
export function proveRevoked(
  kioskId: string,
  { keys, signer }: { readonly keys: SignedText; readonly signer: Signer },
): RevocationProof {
  const text = JSON.stringify(Revocation.parse({ format: 1, kioskId }));
  return { keys, revocation: signText('revocation', text, signer) };
}

/** True if a key of the district, on a list that a pinned root signed, says that this kiosk is revoked. */
export function isProvedRevoked(
  kioskId: string,
  { keys, revocation }: RevocationProof,
  { roots, date }: { readonly roots: TrustedKeys; readonly date: WallDate },
): boolean {
  const reading = readKeyList(keys, { roots, date, knownSerial: 0 });
  if (!reading.ok) return false;
  const opening = openSignedText('revocation', revocation, { keys: keysOf(reading.list), date });
  if (!opening.ok) return false;
  const read = Revocation.safeParse(jsonOf(opening.text));
  return read.success && read.data.kioskId === kioskId;
}
