import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Signer } from '../../domain/signed-text.ts';
import { CommandFault } from '../command-fault.ts';
import type { Passphrases } from './passphrase.ts';
import { type KeyRole, openKey, SealedKey } from './sealed-key.ts';

/** A person may mistype. */
const TRIES_MAX = 3;

/** Reads a file of JSON; what is wrong in it is told without its content, which may be secret. Throws `CommandFault`. */
export function readJson<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'not JSON';
    throw new CommandFault(`${file} cannot be read: ${code}`);
  }
  const value = schema.safeParse(json);
  if (value.success) return value.data;
  throw new CommandFault(`${file} has not the right shape: ${z.prettifyError(value.error)}`);
}

/** Opens a key file of one of these roles; throws `CommandFault`. */
export async function signerIn(
  file: string,
  roles: readonly KeyRole[],
  passphrases: Passphrases,
): Promise<Signer> {
  const sealed = readJson(file, SealedKey);
  if (!roles.includes(sealed.role)) {
    throw new CommandFault(`${file} is a ${sealed.role} key; needed is one for: ${roles.join(', ')}`);
  }
  return opened(file, sealed, passphrases);
}

/** Opens a key file that was read before; throws `CommandFault`. */
export async function opened(file: string, sealed: SealedKey, passphrases: Passphrases): Promise<Signer> {
  for (let tried = 1; tried <= TRIES_MAX; tried += 1) {
    const signer = openKey(sealed, await passphrases.ask(sealed.keyId, false));
    if (signer !== null) return signer;
    if (!passphrases.isTerminal) break;
    console.error('口令不对。Wrong passphrase.');
  }
  throw new CommandFault(
    `${file} does not open: the passphrase of ${sealed.keyId} is wrong, or the file was changed`,
  );
}
