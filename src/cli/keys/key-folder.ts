import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import { type KeyList, readKeyList } from '../../domain/trust/key-list.ts';
import { readRoots } from '../../domain/trust/roots.ts';
import { SignedText } from '../../domain/trust/signed-text.ts';
import type { KeyPurpose } from '../../domain/trust/signing-key.ts';
import { CommandFault } from '../input/terminal.ts';
import { readJson, readText } from './key-file.ts';
import { type KeyRole, SealedKey } from './sealed-key.ts';

/** The part of the folder that goes to the server: the public files and the server's own key, nothing else. */
const DISTRICT_PART = 'district';
export const ROOTS_FILE = 'roots.json';
export const LIST_FILE = 'key-list.json';
export const CATALOGUE_FILE = 'catalogue.json';

/** Where the files of a role lie, how its keys are called, and what they may sign. */
export const ROLES: Readonly<
  Record<
    KeyRole,
    { readonly part: string; readonly prefix: string; readonly purposes: readonly KeyPurpose[] }
  >
> = {
  root: { part: 'offline', prefix: 'root', purposes: ['keys'] },
  card: { part: 'office', prefix: 'card', purposes: ['card'] },
  catalogue: { part: 'office', prefix: 'catalogue', purposes: ['catalogue'] },
  server: { part: DISTRICT_PART, prefix: 'district', purposes: ['roster', 'denied', 'lease'] },
  export: { part: 'office', prefix: 'export', purposes: ['journal-export'] },
};

/** The public half of a key folder. */
export interface KeyFolder {
  readonly folder: string;
  readonly roots: TrustedKeys;
  readonly signed: SignedText;
  readonly list: KeyList;
}

export function keyFileOf(folder: string, role: KeyRole, keyId: string): string {
  return join(folder, ROLES[role].part, `${keyId}.key.json`);
}

export function publicFileOf(folder: string, name: string): string {
  return join(folder, DISTRICT_PART, name);
}

/** The pinned roots of a file; throws `CommandFault`. */
export function rootsIn(file: string): TrustedKeys {
  const reading = readRoots(readText(file));
  if (reading.ok) return reading.roots;
  throw new CommandFault(`${file} is no roots file: ${reading.message}`);
}

/** The list of keys of a file, which one of the roots must have signed; throws `CommandFault`. */
export function listIn(
  file: string,
  roots: TrustedKeys,
): { readonly signed: SignedText; readonly list: KeyList } {
  const signed = readJson(file, SignedText);
  const reading = readKeyList(signed, { roots, date: null, knownSerial: 0 });
  if (reading.ok) return { signed, list: reading.list };
  throw new CommandFault(`${file}: ${reading.fault.kind}: ${reading.fault.message}`);
}

/** Reads what `init` has made; throws `CommandFault`. */
export function readKeyFolder(folder: string): KeyFolder {
  const roots = rootsIn(publicFileOf(folder, ROOTS_FILE));
  return { folder, roots, ...listIn(publicFileOf(folder, LIST_FILE), roots) };
}

/** The key files in one part of the folder, by name. */
export function keyFilesIn(folder: string): readonly { readonly file: string; readonly key: SealedKey }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.key.json'))
    .sort()
    .map((name) => ({ file: join(folder, name), key: readJson(join(folder, name), SealedKey) }));
}

/** The next free name of that role: numbers are never used again, since lists and cards name them for years. */
export function nextKeyId({ folder, list, roots }: KeyFolder, role: KeyRole): string {
  const { prefix, part } = ROLES[role];
  const taken = [
    ...list.keys.map(({ id }) => id),
    ...roots.keys.map(({ id }) => id),
    ...keyFilesIn(join(folder, part)).map(({ key }) => key.keyId),
  ];
  const numbers = taken.map((id) => Number(new RegExp(`^${prefix}-([0-9]+)$`).exec(id)?.[1] ?? 0));
  return `${prefix}-${Math.max(0, ...numbers) + 1}`;
}
