import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { takeOsLock } from '../disk/os-lock.ts';
import { openedBox, sealedBox } from '../disk/sealed-box.ts';

/**
 * Seals what must not lie readable in the profile. `strength` says what stands between a thief of the disk
 * and the secrets: `os` the operating system's safe storage, `basic` a key built into the program (Linux
 * without a keyring), `file` a key file that only this user may read.
 */
export interface SecretStore {
  readonly strength: 'os' | 'basic' | 'file';
  seal(secret: Uint8Array): Uint8Array;
  /** Null where the bytes were sealed by another key or were changed. */
  unseal(sealed: Uint8Array): Uint8Array | null;
}

const KEY_BYTES = 32;

/**
 * AES-256-GCM under a key file, made with mode 0600 where there is none. For machines without the
 * operating system's safe storage; keep the file outside the profile, so that a copied profile is no use.
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

/** Whole or not at all: on a full disk half a key would shut the kiosk for good. A key that came meanwhile stays. */
function makeKey(keyFile: string): void {
  mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
  const draft = `${keyFile}.${randomUUID()}.new`;
  // No hard link, which some disks do not know: under a lock nobody else looks in between.
  const lock = takeOsLock(`${keyFile}.lock`);
  if (lock.kind === 'busy') throw new Error(`another start is making ${keyFile}: start again`);
  if (lock.kind === 'unusable') throw new Error(`${keyFile} cannot be made: ${lock.detail}`);
  try {
    if (existsSync(keyFile)) return;
    writeFileSync(draft, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600, flush: true });
    renameSync(draft, keyFile);
  } finally {
    rmSync(draft, { force: true });
    lock.release();
    // Whoever takes it in this moment finds the key made.
    removeIfFree(`${keyFile}.lock`);
  }
}

/** Windows lets no file go that somebody has open. */
function removeIfFree(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // it is empty, and does no harm
  }
}
