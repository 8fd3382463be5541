import { randomUUID } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { diskFaultOf } from './journal-fault.ts';
import { isAlive, LockOwner, thisProcess, wasOnlyInstance } from './lock-owner.ts';

const LOCK_FILE = 'kiosk.lock';
/** Another start may take over the same stale lock at the same moment; then one of them tries again. */
const TRIES_MAX = 5;
/** A draft that bears its owner in its name: after the lock's own name and a UUID. */
const NAMED_DRAFT = /^kiosk\.lock\.[0-9a-f-]{36}\.([\w-]+)$/;

export type LockOutcome =
  | { readonly kind: 'held'; release(): void }
  | { readonly kind: 'in-use'; readonly ownerPid: number };

/**
 * Takes the profile for this process; a lock whose owner is gone is taken over. A full disk has no room for a line
 * in a file, but for a name: the lock is then an empty file, and says whose it is by its second name, which stays
 * beside it. Throws on disk errors.
 *
 * @param isOnlyInstance - this process holds Electron's lock on one instance for this very profile. Where starts of
 * processes cannot be told (Windows ends a program without a word, and uses its number again), an owner that held
 * that lock before is then gone, whoever bears its number now.
 */
export function lockProfile(folder: string, { isOnlyInstance = false } = {}): LockOutcome {
  const path = join(folder, LOCK_FILE);
  const draft = writtenDraft(path, thisProcess(isOnlyInstance));
  let isHeld = false;
  try {
    sweepNamed(folder);
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      isHeld = linked(draft.path, path);
      if (isHeld) return { kind: 'held', release: () => [path, draft.path].forEach(remove) };
      const owner = ownerIn(path);
      const isGone = owner === null || !isAlive(owner) || (isOnlyInstance && wasOnlyInstance(owner));
      if (!isGone) return { kind: 'in-use', ownerPid: owner.pid };
      removeStale(path, owner);
    }
    throw new Error(`${path} changes hands all the time`);
  } finally {
    if (!isHeld || !draft.isNamed) remove(draft.path);
  }
}

/** Who holds the profile now, without taking it; null for nobody. A folder that is not there has no owner. */
export function profileOwnerPid(folder: string): number | null {
  const owner = ownerIn(join(folder, LOCK_FILE));
  return owner !== null && isAlive(owner) ? owner.pid : null;
}

/** The lock as it will be, under a name that nobody else uses. */
interface LockDraft {
  readonly path: string;
  /** Empty, with its owner in the name: it stays while the lock is held. */
  readonly isNamed: boolean;
}

function writtenDraft(path: string, owner: LockOwner): LockDraft {
  const draft = `${path}.${randomUUID()}`;
  const text = JSON.stringify(owner);
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    return { path: draft, isNamed: false };
  } catch (error) {
    remove(draft);
    if (diskFaultOf(error).kind !== 'disk-full') throw error;
  }
  const named = `${draft}.${Buffer.from(text).toString('base64url')}`;
  closeSync(openSync(named, 'wx', 0o600));
  return { path: named, isNamed: true };
}

/** What processes that were killed have left; those that live may be about to use theirs. */
function sweepNamed(folder: string): void {
  for (const { path, owner } of namedDraftsIn(folder)) {
    if (!isAlive(owner)) remove(path);
  }
}

/** A hard link comes into being whole and for one process only, so that nobody reads half a lock. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the lock away first: who moved one that is not the stale one puts it back. */
function removeStale(path: string, stale: LockOwner | null): void {
  const moved = `${path}.${randomUUID()}`;
  try {
    renameSync(path, moved);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const owner = ownerIn(moved);
  if (owner !== null && JSON.stringify(owner) !== JSON.stringify(stale)) linked(moved, path);
  remove(moved);
}

/** Null where nobody owns it: gone, or not a lock. */
function ownerIn(path: string): LockOwner | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text === '' ? ownerBySecondName(path) : LockOwner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Of an empty lock; whatever it is called just now, both names are of one file. */
function ownerBySecondName(path: string): LockOwner | null {
  const { dev, ino } = statSync(path, { bigint: true });
  const second = namedDraftsIn(dirname(path)).find((draft) => {
    const file = statSync(draft.path, { bigint: true, throwIfNoEntry: false });
    return file?.dev === dev && file.ino === ino;
  });
  return second?.owner ?? null;
}

function namedDraftsIn(folder: string): { readonly path: string; readonly owner: LockOwner }[] {
  return readdirSync(folder).flatMap((name) => {
    const owner = ownerNamedIn(name);
    return owner === null ? [] : [{ path: join(folder, name), owner }];
  });
}

function ownerNamedIn(name: string): LockOwner | null {
  const encoded = NAMED_DRAFT.exec(name)?.[1];
  if (encoded === undefined) return null;
  try {
    return LockOwner.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

function remove(path: string): void {
  rmSync(path, { force: true });
}
