import { join } from 'node:path';
import { type CatalogueSource, shippedCatalogue } from '../../district/roster/catalogue.ts';
import {
  type DistrictKeys,
  developmentKeys,
  districtKeysOf,
  verifiedList,
} from '../../district/roster/keys.ts';
import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { developmentKeyList } from '../../domain/trust/development-keys.ts';
import { KeyList, keysOf } from '../../domain/trust/key-list.ts';
import { SignedText } from '../../domain/trust/signed-text.ts';
import { CommandFault } from '../input/terminal.ts';
import { readTextInput } from '../input/text-input.ts';
import { opened, readJson } from '../keys/key-file.ts';
import { CATALOGUE_FILE, keyFilesIn, LIST_FILE, ROOTS_FILE, rootsIn } from '../keys/key-folder.ts';
import { passphrasesOf } from '../keys/passphrase.ts';
import { SealedKey } from '../keys/sealed-key.ts';

/** Says where a district has its keys from. */
export interface KeyPlace {
  readonly demo: boolean;
  /** The `district` part of what `npm run keys` makes. */
  readonly folder: string | null;
  readonly serverKey: string | null;
  readonly keyList: string | null;
  readonly roots: string | null;
  readonly catalogue: string | null;
  readonly passphraseFile: string | null;
}

/** What a clerk of the district reads who has made no keys yet. */
const NO_KEYS = `区平台没有密钥，不能启动。A district needs keys of its own; the development keys are for --demo alone.
  1. npm run -s keys -- init FOLDER                     新建密钥 makes them (two people: docs/keys.md)
  2. npm run -s catalogue -- sign resources/catalogue.json --key FOLDER/office/catalogue-1.key.json \\
       --out FOLDER/district/catalogue.json             签名目录 signs the catalogue
  3. npm run district -- --keys FOLDER/district         启动 starts the server, which asks for the passphrase
试用 To try it: npm run district -- --demo`;

const ENDS_SOON_DAYS = 60;

/** The keys and the catalogue to run with; throws `CommandFault` and `StartFault`. */
export async function keysToRunWith(
  place: KeyPlace,
  warn: (line: string) => void,
): Promise<{ readonly keys: DistrictKeys; readonly catalogue: CatalogueSource }> {
  if (place.demo) return { keys: developmentKeys(), catalogue: await shippedCatalogue() };
  const { roots, signed, catalogue, list, date } = publicParts(place);
  const { file, key } = serverKeyOf(place, list);
  const passphrases = passphrasesOf(place.passphraseFile);
  passphrases.expect([key.keyId]);
  const signer = await opened(file, key, passphrases);
  const keys = districtKeysOf({ roots, signed, signer, date });
  for (const { id, validUntil } of list.keys) {
    if (validUntil >= date && validUntil < plusDays(date, ENDS_SOON_DAYS)) {
      warn(`密钥快到期 the key ${id} ends on ${validUntil}; see npm run -s keys -- roll`);
    }
  }
  return { keys, catalogue };
}

/** The list and the catalogue, for a command that signs nothing; throws `CommandFault` and `StartFault`. */
export async function keysToReadWith(
  place: KeyPlace,
): Promise<{ readonly list: KeyList; readonly catalogue: CatalogueSource }> {
  if (!place.demo) return publicParts(place);
  const list = KeyList.parse(JSON.parse(developmentKeyList().text));
  return { list, catalogue: await shippedCatalogue() };
}

function publicParts(place: KeyPlace) {
  const rootsFile = fileOf(place.roots, place.folder, ROOTS_FILE);
  const listFile = fileOf(place.keyList, place.folder, LIST_FILE);
  const catalogueFile = fileOf(place.catalogue, place.folder, CATALOGUE_FILE);
  const roots = rootsIn(rootsFile);
  const signed = readJson(listFile, SignedText);
  const date = wallDateOf(Date.now());
  const list = verifiedList({ roots, signed, date });
  const listed = { keys: keysOf(list), date };
  return { roots, signed, list, date, catalogue: { text: textOf(catalogueFile), trusted: roots, listed } };
}

function fileOf(named: string | null, folder: string | null, name: string): string {
  if (named !== null) return named;
  if (folder === null) throw new CommandFault(NO_KEYS);
  return join(folder, name);
}

/** The server's key that is valid longest by the list. A folder that has anybody else's secret key is refused. */
function serverKeyOf(place: KeyPlace, list: KeyList): { readonly file: string; readonly key: SealedKey } {
  if (place.serverKey !== null) {
    return { file: place.serverKey, key: onlyServer(place.serverKey, readJson(place.serverKey, SealedKey)) };
  }
  const files = place.folder === null ? [] : keyFilesIn(place.folder);
  const untilOf = (key: SealedKey) => list.keys.find(({ id }) => id === key.keyId)?.validUntil ?? '';
  const [best] = files
    .map(({ file, key }) => ({ file, key: onlyServer(file, key) }))
    .toSorted((one, other) => (untilOf(one.key) < untilOf(other.key) ? 1 : -1));
  if (best === undefined)
    throw new CommandFault(`no key lies in ${place.folder ?? 'the folder'}\n${NO_KEYS}`);
  return best;
}

function onlyServer(file: string, key: SealedKey): SealedKey {
  if (key.role === 'server') return key;
  throw new CommandFault(
    `${file} is a ${key.role} key and must not lie on the server: it holds its own key alone. Take it away, and withdraw it if others could read it.`,
  );
}

function textOf(file: string): string {
  const read = readTextInput(file);
  if (read.ok) return read.text;
  throw new CommandFault(
    `${read.reason}\nSign a catalogue for it: npm run -s catalogue -- sign resources/catalogue.json --key FOLDER/office/catalogue-1.key.json --out ${file}`,
  );
}
