import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonIn } from '../disk/json-file.ts';
import { type OsLock, takeOsLock } from '../disk/os-lock.ts';
import type { Ground, LookAtGround } from '../journal/file/journal-end.ts';
import { diskFaultOf } from '../journal/file/journal-fault.ts';

/** Held by the operating system for as long as the process lives. */
const OS_LOCK_FILE = 'kiosk.lock.sqlite';
/** Says who holds it, and marks the folder as the holder's. */
const OWNER_FILE = 'kiosk.lock';

const Owner = z.object({ pid: z.int().min(1), token: z.string().optional() });

export type LockOutcome =
  | {
      readonly kind: 'held';
      /** Whose the folder is now, at once. */
      readonly ground: LookAtGround;
      release(): void;
    }
  /** `ownerPid`: null where a full disk had no room to say. */
  | { readonly kind: 'in-use'; readonly ownerPid: number | null };

/**
 * Takes the profile for this process until it ends. Whoever removes the files of the lock by hand lets a second process
 * in, but not unseen: that one marks the folder as its own before it reads anything, and the first one finds the mark
 * before it answers its next entry. Throws where the folder cannot be used, or its disk knows no locks.
 */
export function lockProfile(folder: string): LockOutcome {
  const inFolder = idOf(folder);
  if (inFolder === null) throw Object.assign(new Error(`ENOENT: no folder ${folder}`), { code: 'ENOENT' });
  const lock = osLockOf(folder);
  if (lock === null) return { kind: 'in-use', ownerPid: ownerOf(folder)?.pid ?? null };
  try {
    return heldLock(folder, lock, inFolder);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Who holds the profile now, without taking it; null for nobody. A folder that is not there has no owner. */
export function profileOwner(folder: string): { readonly pid: number | null } | null {
  if (idOf(join(folder, OS_LOCK_FILE)) === null) return null;
  const lock = takeOsLock(join(folder, OS_LOCK_FILE));
  if (lock.kind === 'held') lock.release();
  return lock.kind === 'busy' ? { pid: ownerOf(folder)?.pid ?? null } : null;
}

type HeldOsLock = Extract<OsLock, { kind: 'held' }>;

/** Null where another process has it. */
function osLockOf(folder: string): HeldOsLock | null {
  const lock = takeOsLock(join(folder, OS_LOCK_FILE));
  if (lock.kind === 'busy') return null;
  if (lock.kind === 'held') return lock;
  throw new Error(
    `这个磁盘不能加锁，请把数据文件夹放在本机磁盘上 no lock can be held in ${folder} (${lock.detail}): it must be on a disk of this machine that may be written`,
  );
}

function heldLock(folder: string, lock: HeldOsLock, inFolder: FileId): LockOutcome {
  const ownerPath = join(folder, OWNER_FILE);
  const osPath = join(folder, OS_LOCK_FILE);
  const token = randomUUID();
  let mark = writeMark(ownerPath, token);
  let held = { lock, file: idOf(osPath), folder: inFolder };

  /** The lock of the file that lies there now is this process's. */
  function isLockedThere(): boolean {
    const file = idOf(osPath);
    if (file !== null && isSame(file, held.file)) return true;
    const next = takeOsLock(osPath);
    if (next.kind !== 'held') return false;
    held.lock.release();
    held = { ...held, lock: next, file: idOf(osPath) };
    return true;
  }

  function lookAgain(isDeleted: boolean): Ground {
    const there = idOf(folder);
    if (there === null) {
      if (!isDeleted) return 'gone';
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      held = { ...held, folder: idOf(folder) ?? held.folder };
    }
    const owner = ownerOf(folder);
    if (owner !== null && owner.token !== token) return 'taken';
    // A mark of ours makes a folder ours, wherever its disk has come back; without one it must be the same folder.
    if (owner === null && !isSame(idOf(folder), held.folder)) return 'gone';
    if (!isLockedThere()) return 'taken';
    mark = owner === null ? writeMark(ownerPath, token) : idOf(ownerPath);
    return 'ours';
  }

  return {
    kind: 'held',
    ground(isDeleted) {
      const now = idOf(ownerPath);
      const isMarked = now !== null && isSame(now, mark) && now.changedNs === mark?.changedNs;
      if (isMarked && isSame(idOf(osPath), held.file)) return 'ours';
      try {
        return lookAgain(isDeleted);
      } catch {
        return 'gone'; // neither to be read nor to be marked now
      }
    },
    release() {
      if (ownerOf(folder)?.token === token || isSame(idOf(ownerPath), mark))
        rmSync(ownerPath, { force: true });
      held.lock.release();
    },
  };
}

/** A full disk has no room for a line in a file, but for a name: the mark is then an empty file. */
function writeMark(path: string, token: string): FileId | null {
  const draft = `${path}.new`;
  const text = JSON.stringify({ pid: process.pid, token });
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
  } catch (error) {
    if (diskFaultOf(error).kind !== 'disk-full') throw error;
    writeFileSync(draft, '', { mode: 0o600 });
  }
  renameSync(draft, path);
  return idOf(path);
}

/** Null where there is none, or only a name. */
function ownerOf(folder: string): z.infer<typeof Owner> | null {
  return jsonIn(join(folder, OWNER_FILE), Owner);
}

interface FileId {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly changedNs: bigint;
}

/** Null for what is not there, and on a disk that does not answer. */
function idOf(path: string): FileId | null {
  try {
    const { dev, ino, ctimeNs } = statSync(path, { bigint: true });
    return { dev, ino, changedNs: ctimeNs };
  } catch {
    return null;
  }
}

function isSame(one: FileId | null, other: FileId | null): boolean {
  return one !== null && one.dev === other?.dev && one.ino === other.ino;
}
