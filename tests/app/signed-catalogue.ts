import { readFileSync } from 'node:fs';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import {
  CatalogueFile,
  publicKeyHexOf,
  secretKeyOfPhrase,
  signCatalogue,
  type TrustedKeys,
} from '../../src/domain/catalogue/catalogue-file.ts';

const KEY_ID = 'test';
const PHRASE = 'for these tests alone';

export const TRUSTED: TrustedKeys = {
  keys: [{ id: KEY_ID, publicKeyHex: publicKeyHexOf(secretKeyOfPhrase(PHRASE)), note: 'tests' }],
};

const shipped = CatalogueFile.parse(JSON.parse(readFileSync('resources/catalogue.json', 'utf8'))).payload;

/** The shipped catalogue. */
export const CATALOGUE = Catalogue.parse(shipped);

/** The shipped catalogue under another version, with what a newer release adds, signed as the phrase says. */
export function signedCatalogue(version: number, phrase = PHRASE, added: object = {}): string {
  const payload = { ...(shipped as object), ...added, version };
  return JSON.stringify(signCatalogue(payload, { keyId: KEY_ID, secretKey: secretKeyOfPhrase(phrase) }));
}
