import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { takeOsLock } from '../disk/os-lock.ts';
import { openedBox, sealedBox } from '../disk/sealed-box.ts';

/**
 * Seals what must not lie readable in the profile. `strength` says what protects the secrets from a thief of the disk:
 * `os` is the operating system's safe storage. `basic` is a key built into the program (Linux without a keyring).
 * `file` is a key file that only this user may read.
 */
export interface SecretStore {
  readonly strength: 'os' | 'basic' | 'file';
  seal(secret: Uint8Array): Uint8Array;
  /** Null if the bytes were sealed by another key or were changed. */
  unseal(sealed: Uint8Array): Uint8Array | null;
}

const KEY_BYTES = 32;

/**
 * Seals with AES-256-GCM under a key file, which is made with mode 0600 if it is missing. It is for machines without
 * the operating system's safe storage. Keep the file outside the profile, so that a copied profile is useless.
 */
export function fileSecretStore(keyFile: string): SecretStore {
  const key = readOrMakeKey(keyFile);
  return {
    strength: 'file',
    seal: (secret) => sealedBox(key, secret),
    unseal: (sealed) => openedBox(key, sealed),
  };
}

function readOrMakeKey(keyFile: string): Buffer {
  if (!existsSync(keyFile)) makeKey(keyFile);
  const key = readFileSync(keyFile);
  if (key.length !== KEY_BYTES) throw new Error(`${keyFile} is not a key of ${KEY_BYTES} bytes`);
  return key;
}

/**
 * Writes the whole key or nothing: half a key on a full disk would shut the kiosk for good. A key that another start
 * has made stays.
 */
function makeKey(keyFile: string): void {
  mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
  const draft = `${keyFile}.${randomUUID()}.new`;
  // Some disks know no hard links, so an operating-system lock makes sure that nobody else looks in between.
  const osLock = takeOsLock(`${keyFile}.lock`);
  if (osLock.kind === 'busy') throw new Error(`another start is making ${keyFile}: start again`);
  if (osLock.kind === 'unusable') throw new Error(`${keyFile} cannot be made: ${osLock.detail}`);
  try {
    if (existsSync(keyFile)) return;
    writeFileSync(draft, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600, flush: true });
    renameSync(draft, keyFile);
  } finally {
    rmSync(draft, { force: true });
    osLock.release();
    // Whoever takes the lock in this moment finds the key made.
    removeIfFree(`${keyFile}.lock`);
  }
}

/** Windows does not remove a file that somebody has open. */
function removeIfFree(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // the file is empty and does no harm
  }
}
