import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Another start may take over the same stale lock at the same moment; then one of them tries again. */
const TRIES_MAX = 5;

/** Who holds the profile. A process id alone may be another program's after a restart of the machine. */
const LockOwner = z.object({
  pid: z.int().min(1),
  /** When the process began, in clock ticks since the machine started; null where that cannot be told. */
  processStart: z.string().nullable(),
  /** How long the machine had been up, in seconds. */
  uptimeSeconds: z.number(),
  /** The owner held the system's own lock on one instance beside this one; only then does that lock speak for it. */
  isOnlyInstance: z.boolean().default(false),
});
type LockOwner = z.infer<typeof LockOwner>;

export type LockOutcome =
  | { readonly kind: 'held'; release(): void }
  | { readonly kind: 'in-use'; readonly ownerPid: number };

/**
 * Takes the profile for this process; a lock whose owner is gone is taken over. Throws on disk errors.
 *
 * @param isOnlyInstance - this process holds Electron's lock on one instance for this very profile. Where starts of
 * processes cannot be told (Windows ends a program without a word, and uses its number again), an owner that held
 * that lock before is then gone, whoever bears its number now.
 */
export function lockProfile(folder: string, { isOnlyInstance = false } = {}): LockOutcome {
  const path = join(folder, 'kiosk.lock');
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(thisProcess(isOnlyInstance)), { mode: 0o600, flush: true });
  try {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      if (linked(draft, path)) return { kind: 'held', release: () => rmSync(path, { force: true }) };
      const owner = ownerIn(path);
      const isGone = owner === null || !isAlive(owner) || (isOnlyInstance && wasOnlyInstance(owner));
      if (!isGone) return { kind: 'in-use', ownerPid: owner.pid };
      removeStale(path, owner);
    }
    throw new Error(`${path} changes hands all the time`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds the profile now, without taking it; null for nobody. A folder that is not there has no owner. */
export function profileOwnerPid(folder: string): number | null {
  const owner = ownerIn(join(folder, 'kiosk.lock'));
  return owner !== null && isAlive(owner) ? owner.pid : null;
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
  rmSync(moved, { force: true });
}

function ownerIn(path: string): LockOwner | null {
  try {
    return LockOwner.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null; // gone, or not a lock: nobody owns it
  }
}

function thisProcess(isOnlyInstance: boolean): LockOwner {
  const processStart = processStartOf(process.pid);
  return { pid: process.pid, processStart, uptimeSeconds: uptime(), isOnlyInstance };
}

/** Where the owner's start is known, that says more. */
function wasOnlyInstance({ isOnlyInstance, processStart }: LockOwner): boolean {
  return isOnlyInstance && processStart === null;
}

function isAlive(owner: LockOwner): boolean {
  // A machine that has been up for less time than at the lock's making was restarted since.
  if (uptime() < owner.uptimeSeconds || !isRunning(owner.pid)) return false;
  return owner.processStart === null || owner.processStart === processStartOf(owner.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of Linux' `/proc/PID/stat`; the name before it may hold spaces, but ends in the last `)`. */
function processStartOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
