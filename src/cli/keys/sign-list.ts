import { join } from 'node:path';
import { type KeyList, signKeyList } from '../../domain/trust/key-list.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';
import type { SigningKey } from '../../domain/trust/signing-key.ts';
import { CommandFault } from '../input/terminal.ts';
import { opened, readJson } from './key-file.ts';
import { type KeyFolder, keyFilesIn, LIST_FILE, publicFileOf, ROLES } from './key-folder.ts';
import type { Passphrases } from './passphrase.ts';
import { writeOver } from './safe-write.ts';
import { SealedKey } from './sealed-key.ts';

/**
 * Opens a root that the folder's roots know; throws `CommandFault`.
 *
 * @param newKeyIds - the keys whose passphrases are asked for after that of the root
 */
export async function rootSigner(
  { folder, roots, signed }: KeyFolder,
  file: string | null,
  { passphrases, newKeyIds }: { readonly passphrases: Passphrases; readonly newKeyIds: readonly string[] },
): Promise<Signer> {
  const part = join(folder, ROLES.root.part);
  const here =
    file === null
      ? keyFilesIn(part).filter(({ key }) =>
          roots.keys.some(({ publicKeyHex }) => publicKeyHex === key.publicKeyHex),
        )
      : [{ file, key: readJson(file, SealedKey) }];
  // The root that signed last is known to every kiosk.
  const chosen = here.find(({ key }) => key.keyId === signed.keyId) ?? here[0];
  if (chosen === undefined) throw new CommandFault(`no root lies in ${part}; name it: --root FILE`);
  const { key } = chosen;
  if (!roots.keys.some(({ id, publicKeyHex }) => id === key.keyId && publicKeyHex === key.publicKeyHex)) {
    throw new CommandFault(
      `${chosen.file} is none of the roots: ${roots.keys.map(({ id }) => id).join(', ')}`,
    );
  }
  passphrases.expect([key.keyId, ...newKeyIds]);
  return opened(chosen.file, key, passphrases);
}

/** A list holds for as long as the longest of its keys. */
export function signNextList({ folder, list }: KeyFolder, keys: readonly SigningKey[], root: Signer): void {
  const validUntil = keys
    .map((key) => key.validUntil)
    .reduce((one, other) => (one > other ? one : other), list.validUntil);
  const next: KeyList = { ...list, serial: list.serial + 1, validUntil, keys: [...keys] };
  writeOver(publicFileOf(folder, LIST_FILE), signKeyList(next, root));
}
