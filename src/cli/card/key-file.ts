import trustedKeys from '../../../resources/trusted-keys.json' with { type: 'json' };
import type { WallDate } from '../../domain/base/wall-time.ts';
import { DEVELOPMENT_CARD_SIGNER, developmentKeyList } from '../../domain/trust/development-keys.ts';
import { keysOf, readKeyList } from '../../domain/trust/key-list.ts';
import { SignedText, type Signer } from '../../domain/trust/signed-text.ts';
import type { SigningKey } from '../../domain/trust/signing-key.ts';
import { CommandFault } from '../input/terminal.ts';
import { readJson, signerIn } from '../keys/key-file.ts';
import { rootsIn } from '../keys/key-folder.ts';
import { passphrasesOf } from '../keys/passphrase.ts';

/** The key that signs cards; without a file the development key. Throws `CommandFault`. */
export async function cardSignerOf(file: string | null, passphraseFile: string | null): Promise<Signer> {
  if (file === null) return DEVELOPMENT_CARD_SIGNER;
  return signerIn(file, ['card'], passphrasesOf(passphraseFile));
}

/** The keys of the list, which one of the roots must have signed; throws `CommandFault`. */
export function keysInFileOf(
  { listFile, rootsFile }: { readonly listFile: string | null; readonly rootsFile: string | null },
  date: WallDate,
): readonly SigningKey[] {
  const roots = rootsFile === null ? trustedKeys : rootsIn(rootsFile);
  const signed = listFile === null ? developmentKeyList() : readJson(listFile, SignedText);
  const reading = readKeyList(signed, { roots, date, knownSerial: 0 });
  if (reading.ok) return keysOf(reading.list);
  throw new CommandFault(
    `${listFile ?? 'the development keys'}: ${reading.fault.kind}: ${reading.fault.message}`,
  );
}
