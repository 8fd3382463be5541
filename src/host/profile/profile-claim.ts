import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonIn } from '../disk/json-file.ts';
import { type OsLock, takeOsLock } from '../disk/os-lock.ts';
import type { Ground, LookAtGround } from '../journal/file/journal-end.ts';
import { diskFaultOf } from '../journal/file/journal-fault.ts';

/** The file that the operating system locks for as long as the process lives. */
const OS_LOCK_FILE = 'kiosk.lock.sqlite';
/** Says which process owns the profile, and marks the folder as that process's. */
const OWNER_FILE = 'kiosk.lock';

const Owner = z.object({ pid: z.int().min(1), token: z.string().optional() });

export type ProfileClaim =
  | {
      readonly kind: 'claimed';
      /** Answers at once whose the folder is now. */
      readonly ground: LookAtGround;
      release(): void;
    }
  /** `ownerPid` is null if a full disk had no room for it. */
  | { readonly kind: 'in-use'; readonly ownerPid: number | null };

/**
 * Claims the profile for this process until it ends. If somebody removes the files of the claim by hand, a second
 * process can come in, but the first one notices. The second marks the folder as its own before it reads anything, and
 * the first finds the mark before it answers its next entry. Throws if the folder cannot be used, or its disk knows no
 * locks.
 */
export function claimProfile(folder: string): ProfileClaim {
  const inFolder = idOf(folder);
  if (inFolder === null) throw Object.assign(new Error(`ENOENT: no folder ${folder}`), { code: 'ENOENT' });
  const lock = takenLock(folder);
  if (lock === null) return { kind: 'in-use', ownerPid: ownerOf(folder)?.pid ?? null };
  try {
    return claimedProfile(folder, lock, inFolder);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Says who owns the profile now and claims nothing; null if nobody does, or if there is no such folder. */
export function profileOwner(folder: string): { readonly pid: number | null } | null {
  if (idOf(join(folder, OS_LOCK_FILE)) === null) return null;
  const lock = takeOsLock(join(folder, OS_LOCK_FILE));
  if (lock.kind === 'taken') lock.release();
  return lock.kind === 'busy' ? { pid: ownerOf(folder)?.pid ?? null } : null;
}

type TakenOsLock = Extract<OsLock, { kind: 'taken' }>;

/** Null if another process has the lock. */
function takenLock(folder: string): TakenOsLock | null {
  const lock = takeOsLock(join(folder, OS_LOCK_FILE));
  if (lock.kind === 'busy') return null;
  if (lock.kind === 'taken') return lock;
  throw new Error(
    `这个磁盘不能加锁，请把数据文件夹放在本机磁盘上 no lock can be held in ${folder} (${lock.detail}): it must be on a disk of this machine that may be written`,
  );
}

function claimedProfile(folder: string, lock: TakenOsLock, inFolder: FileId): ProfileClaim {
  const ownerPath = join(folder, OWNER_FILE);
  const osPath = join(folder, OS_LOCK_FILE);
  const token = randomUUID();
  let mark = writeMark(ownerPath, token);
  let claim = { lock, file: idOf(osPath), folder: inFolder };

  /** Whether this process has the lock of the file that lies there now. */
  function isClaimedThere(): boolean {
    const file = idOf(osPath);
    if (file !== null && isSame(file, claim.file)) return true;
    const next = takeOsLock(osPath);
    if (next.kind !== 'taken') return false;
    claim.lock.release();
    claim = { ...claim, lock: next, file: idOf(osPath) };
    return true;
  }

  function lookAgain(isDeleted: boolean): Ground {
    const there = idOf(folder);
    if (there === null) {
      if (!isDeleted) return 'gone';
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      claim = { ...claim, folder: idOf(folder) ?? claim.folder };
    }
    const owner = ownerOf(folder);
    if (owner !== null && owner.token !== token) return 'taken';
    // With our mark a folder is ours, even if its disk was mounted elsewhere since. Without a mark it must be the
    // same folder.
    if (owner === null && !isSame(idOf(folder), claim.folder)) return 'gone';
    if (!isClaimedThere()) return 'taken';
    mark = owner === null ? writeMark(ownerPath, token) : idOf(ownerPath);
    return 'ours';
  }

  return {
    kind: 'claimed',
    ground(isDeleted) {
      const now = idOf(ownerPath);
      const isMarked = now !== null && isSame(now, mark) && now.changedNs === mark?.changedNs;
      if (isMarked && isSame(idOf(osPath), claim.file)) return 'ours';
      try {
        return lookAgain(isDeleted);
      } catch {
        return 'gone'; // it can neither be read nor be marked now
      }
    },
    release() {
      if (ownerOf(folder)?.token === token || isSame(idOf(ownerPath), mark))
        rmSync(ownerPath, { force: true });
      claim.lock.release();
    },
  };
}

/** A full disk has no room for a line in a file, but it has room for a name: the mark is then an empty file. */
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

/** Null if there is no mark, or only an empty file. */
function ownerOf(folder: string): z.infer<typeof Owner> | null {
  return jsonIn(join(folder, OWNER_FILE), Owner);
}

interface FileId {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly changedNs: bigint;
}

/** Null if nothing is there, or if the disk does not answer. */
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
