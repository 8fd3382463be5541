import { randomUUID } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { diskFaultOf } from './journal-fault.ts';
import { LockOwner } from './lock-owner.ts';

/** A draft that bears its owner in its name: after the lock's own name and a UUID. */
const NAMED_DRAFT = /^kiosk\.lock\.[0-9a-f-]{36}\.([\w-]+)$/;

/** The lock as it will be, under a name that nobody else uses. */
export interface LockDraft {
  readonly path: string;
  /** Empty, with its owner in the name: it stays while the lock is held. */
  readonly isNamed: boolean;
}

/**
 * A full disk has no room for a line in a file, but for a name: the lock is then an empty file, and says whose it is
 * by its second name, which stays beside it. Throws on disk errors.
 */
export function writtenDraft(path: string, owner: LockOwner): LockDraft {
  const draft = `${path}.${randomUUID()}`;
  const text = JSON.stringify(owner);
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    return { path: draft, isNamed: false };
  } catch (error) {
    removeFile(draft);
    if (diskFaultOf(error).kind !== 'disk-full') throw error;
  }
  const named = `${draft}.${Buffer.from(text).toString('base64url')}`;
  closeSync(openSync(named, 'wx', 0o600));
  return { path: named, isNamed: true };
}

/** A hard link comes into being whole and for one process only, so that nobody reads half a lock. */
export function linked(draft: LockDraft, path: string): boolean {
  try {
    linkSync(draft.path, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw error;
  }
}

/** Null where nobody owns it: gone, or not a lock. */
export function ownerIn(path: string): LockOwner | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text === '' ? ownerBySecondName(path) : LockOwner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function namedDraftsIn(folder: string): { readonly path: string; readonly owner: LockOwner }[] {
  return readdirSync(folder).flatMap((name) => {
    const owner = ownerNamedIn(name);
    return owner === null ? [] : [{ path: join(folder, name), owner }];
  });
}

export function removeFile(path: string): void {
  rmSync(path, { force: true });
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

function ownerNamedIn(name: string): LockOwner | null {
  const encoded = NAMED_DRAFT.exec(name)?.[1];
  if (encoded === undefined) return null;
  try {
    return LockOwner.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
