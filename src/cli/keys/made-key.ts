import { plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import type { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';
import type { SigningKey } from '../../domain/trust/signing-key.ts';
import { CommandFault } from '../input/terminal.ts';
import { ROLES } from './key-folder.ts';
import type { Passphrases } from './passphrase.ts';
import { type KeyRole, makeKey, type SealedKey } from './sealed-key.ts';

/** What a command on keys needs from outside. */
export interface Ceremony {
  readonly passphrases: Passphrases;
  readonly today: WallDate;
  readonly say: (line: string) => void;
  /** What each guess of a passphrase costs; absent for the usual one. */
  readonly scryptCost?: number;
}

/** Cards are valid for years after their key has signed the last one. */
const DAYS_IN_FORCE = 3_653;

/** A new key: its file, and its secret for what is signed at once. */
export interface Made {
  readonly sealed: SealedKey;
  readonly signer: Signer;
}

export async function made(
  role: KeyRole,
  keyId: string,
  { passphrases, scryptCost }: Pick<Ceremony, 'passphrases' | 'scryptCost'>,
): Promise<Made> {
  return makeKey({ keyId, role }, await passphrases.ask(keyId, true), scryptCost);
}

export function listed(
  { sealed }: Made,
  days: { readonly validFrom: WallDate; readonly validUntil: WallDate },
): SigningKey {
  const { keyId: id, publicKeyHex, role } = sealed;
  return { id, algorithm: 'ed25519', publicKeyHex, purposes: [...ROLES[role].purposes], ...days };
}

export function rootEntry(
  { keyId: id, publicKeyHex }: SealedKey,
  today: WallDate,
): TrustedKeys['keys'][number] {
  return { id, publicKeyHex, note: `made ${today}` };
}

/** The days of a new key, from today; throws `CommandFault` if it would never be valid. */
export function daysInForce(
  until: WallDate | null,
  today: WallDate,
): { readonly validFrom: WallDate; readonly validUntil: WallDate } {
  const validUntil = until ?? plusDays(today, DAYS_IN_FORCE);
  if (validUntil >= today) return { validFrom: today, validUntil };
  throw new CommandFault(
    `--until：${validUntil} 已经过去，这样的密钥一天也不会有效，没有新建。--until ${validUntil} is past, and the key would never be valid; nothing was made.`,
  );
}
