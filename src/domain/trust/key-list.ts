import { z } from 'zod';
import { jsonOf } from '../base/json-text.ts';
import { WallDate } from '../base/wall-time.ts';
import type { TrustedKeys } from '../catalogue/catalogue-file.ts';
import { claimOf, type SignedText, type Signer, signText } from './signed-text.ts';
import { ReadSigningKey, readNow, type SignedReading, SigningKey } from './signing-key.ts';

const KEYS_MAX = 64;

/**
 * The keys that the district signs with. Rolled by a list of a higher `serial`, which one of the pinned
 * roots signed; the roots themselves sign key lists and catalogues and nothing else.
 */
export const KeyList = z.strictObject({
  format: z.literal(1),
  /** Grows with every list. */
  serial: z.int().min(1),
  /** First and last day on which the list is believed at all. */
  validFrom: WallDate,
  validUntil: WallDate,
  keys: z.array(SigningKey).max(KEYS_MAX),
});
export type KeyList = z.infer<typeof KeyList>;

/**
 * A list as any release signed it: fields that this release does not know are passed over, and so is a key that it cannot
 * read, which then verifies nothing here. A key that may do less than before is one of a new purpose.
 */
const ReadKeyList = z.object({
  ...KeyList.shape,
  keys: z
    .array(z.unknown())
    .max(KEYS_MAX)
    .transform((keys) => keys.flatMap((key) => ReadSigningKey.safeParse(key).data ?? [])),
});

export interface KeyListFault {
  readonly kind:
    | 'unknown-root'
    | 'bad-signature'
    | 'bad-shape'
    | 'not-yet-valid'
    | 'expired'
    | 'older'
    | 'too-far-ahead';
  readonly message: string;
}

export type KeyListReading =
  | { readonly ok: true; readonly list: KeyList }
  | { readonly ok: false; readonly fault: KeyListFault };

export interface KeyListContext {
  readonly roots: TrustedKeys;
  /** Null for a list that was taken before and may have ended since. */
  readonly date: WallDate | null;
  /** Serial of the list that is held; 0 for none. A lower one is a replay and refused. */
  readonly knownSerial: number;
}

/** Reads a list of keys. Nothing of it is believed before a pinned root's signature fits. */
export function readKeyList(signed: SignedText, context: KeyListContext): KeyListReading {
  return readNow(keyListReading(signed, context));
}

/** The same, for a check of the signature that answers later. */
export function* keyListReading(signed: SignedText, context: KeyListContext): SignedReading<KeyListReading> {
  const root = context.roots.keys.find((candidate) => candidate.id === signed.keyId);
  if (root === undefined) return faulty('unknown-root', `no pinned root is called ${signed.keyId}`);
  const claim = claimOf(root.publicKeyHex, 'keys', signed);
  if (claim === null || !(yield claim)) {
    return faulty('bad-signature', `the signature does not fit the list and the root ${signed.keyId}`);
  }
  const parsed = ReadKeyList.safeParse(jsonOf(signed.text));
  if (!parsed.success) return faulty('bad-shape', z.prettifyError(parsed.error));
  const list = parsed.data;
  if (list.serial < context.knownSerial) {
    return faulty('older', `the list has serial ${list.serial}, and ${context.knownSerial} is held`);
  }
  return faultOfDays(list, context.date) ?? { ok: true, list };
}

function faultOfDays({ validFrom, validUntil }: KeyList, date: WallDate | null): KeyListReading | null {
  if (date !== null && date < validFrom)
    return faulty('not-yet-valid', `the list is valid from ${validFrom}`);
  if (date !== null && date > validUntil) return faulty('expired', `the list was valid until ${validUntil}`);
  return null;
}

/** The keys of a list, none of them in force beyond the list's own days. */
export function keysOf({ keys, validFrom, validUntil }: KeyList): readonly SigningKey[] {
  return keys.map((key) => ({
    ...key,
    validFrom: key.validFrom > validFrom ? key.validFrom : validFrom,
    validUntil: key.validUntil < validUntil ? key.validUntil : validUntil,
  }));
}

/** Signs a list of keys as a root. */
export function signKeyList(list: KeyList, root: Signer): SignedText {
  return signText('keys', JSON.stringify(KeyList.parse(list)), root);
}

function faulty(kind: KeyListFault['kind'], message: string): KeyListReading {
  return { ok: false, fault: { kind, message } };
}
