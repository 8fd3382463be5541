import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hexToBytes } from '@noble/hashes/utils.js';
import { DEVELOPMENT_EXPORT_SIGNER } from '../../domain/trust/development-keys.ts';
import { type Signer, signText } from '../../domain/trust/signed-text.ts';
import { folderDisk } from '../../host/disk/disk.ts';
import type { ExportSigner } from '../../host/journal/journal-export.ts';
import { readEnrolment } from '../../host/profile/enrolment-file.ts';
import { fileSecretStore } from '../../host/profile/secret-store.ts';
import { signerIn } from '../keys/key-file.ts';
import { passphrasesOf } from '../keys/passphrase.ts';

/**
 * Signs with the key of a file. If none is given, signs with the kiosk's own key, if its profile can be unsealed here.
 * A kiosk that was never enrolled signs with the development key, which only a demo's district lists. Null if the
 * kiosk's key lies in the operating system's safe storage, which only the kiosk itself opens. Throws if the file holds
 * no key.
 */
export async function exportSignerOf(
  { keyFile, passphraseFile }: { readonly keyFile: string | null; readonly passphraseFile: string | null },
  profileFolder: string,
): Promise<ExportSigner | null> {
  const signer =
    keyFile === null
      ? await kioskSigner(profileFolder)
      : await signerIn(keyFile, ['export'], passphrasesOf(passphraseFile));
  if (signer === null && existsSync(join(profileFolder, 'enrolment.sealed'))) return null;
  return (text) => signText('journal-export', text, signer ?? DEVELOPMENT_EXPORT_SIGNER);
}

/** Null if the operating system keeps the profile's secrets, or it was never enrolled. */
async function kioskSigner(profileFolder: string): Promise<Signer | null> {
  const secretsFile = join(dirname(profileFolder), 'kiosk.key');
  if (!existsSync(secretsFile)) return null;
  const read = await readEnrolment(folderDisk(profileFolder), fileSecretStore(secretsFile));
  if (read.kind !== 'read') return null;
  const { kioskId, deviceKeyHex } = read.value;
  return { keyId: kioskId, secretKey: hexToBytes(deviceKeyHex) };
}
