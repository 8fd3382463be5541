import type { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';
import { shapeWords } from '../input/file-words.ts';
import { CommandFault, complain } from '../input/terminal.ts';
import { readTextInput } from '../input/text-input.ts';
import type { Passphrases } from './passphrase.ts';
import { type KeyRole, openKey, SealedKey } from './sealed-key.ts';

/** How often a person may mistype the passphrase. */
const TRIES_MAX = 3;

/** Reads a file of JSON; what is wrong in it is told without its content, which may be secret. Throws `CommandFault`. */
export function readJson<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  const json = jsonOf(readText(file));
  if (json === undefined) throw new CommandFault(`${file}：读不了：不是 JSON cannot be read: not JSON`);
  const value = schema.safeParse(json);
  if (value.success) return value.data;
  const [zh, en] = shapeWords(value.error);
  throw new CommandFault(`${file}：内容不对：${zh}。${file} has not the right shape: ${en}`);
}

/** The text of a file, as Windows writes it too; throws `CommandFault`. */
export function readText(file: string): string {
  const read = readTextInput(file);
  if (!read.ok) throw new CommandFault(read.reason);
  return read.text;
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
  passphrases.expect([sealed.keyId]);
  return opened(file, sealed, passphrases);
}

/** Opens a key file that was read before, once its passphrase is expected; throws `CommandFault`. */
export async function opened(file: string, sealed: SealedKey, passphrases: Passphrases): Promise<Signer> {
  for (let tried = 1; tried <= TRIES_MAX; tried += 1) {
    const signer = openKey(sealed, await passphrases.ask(sealed.keyId, false));
    if (signer !== null) return signer;
    if (!passphrases.isTerminal) break;
    complain('口令不对。Wrong passphrase.');
  }
  throw new CommandFault(
    `${file} does not open: the passphrase of ${sealed.keyId} is wrong, or the file was changed`,
  );
}
