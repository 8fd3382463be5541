import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { z } from 'zod';

/** Who holds the profile. A process id alone may be another program's after a restart of the machine. */
export const LockOwner = z.object({
  pid: z.int().min(1),
  /** When the process began, in clock ticks since the machine started; null where that cannot be told. */
  processStart: z.string().nullable(),
  /** How long the machine had been up, in seconds. */
  uptimeSeconds: z.number(),
  /** The owner held the system's own lock on one instance beside this one; only then does that lock speak for it. */
  isOnlyInstance: z.boolean().default(false),
});
export type LockOwner = z.infer<typeof LockOwner>;

export function thisProcess(isOnlyInstance: boolean): LockOwner {
  const processStart = processStartOf(process.pid);
  return { pid: process.pid, processStart, uptimeSeconds: uptime(), isOnlyInstance };
}

/** Where the owner's start is known, that says more. */
export function wasOnlyInstance({ isOnlyInstance, processStart }: LockOwner): boolean {
  return isOnlyInstance && processStart === null;
}

export function isAlive(owner: LockOwner): boolean {
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
