import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux that a Chromium runs on. */
const TICKS_PER_SECOND = 100;
/** More processes than any browser of ours has. */
const PROCESSES_MAX = 200;

interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  /** User and system time of all its threads, and of its children that have ended. */
  readonly ticks: number;
}

/** The browser process that was started with the profile folder; null where none runs. Linux alone. */
export function browserPidOf(profileFolder: string): number | null {
  const pids = processIds().filter((pid) => {
    const parts = argumentsOf(pid);
    return (
      parts.includes(`--user-data-dir=${profileFolder}`) && !parts.some((part) => part.startsWith('--type='))
    );
  });
  // A starting script has the same arguments as the browser that it runs.
  const scripts = new Set(pids.flatMap((pid) => statOf(pid)?.parentPid ?? []));
  return pids.find((pid) => !scripts.has(pid)) ?? null;
}

/** CPU seconds that a process and its descendants have used so far, those that have ended included. */
export function cpuSecondsOf(rootPid: number): number {
  const ticks = treeOf(rootPid).reduce((sum, pid) => sum + (statOf(pid)?.ticks ?? 0), 0);
  return ticks / TICKS_PER_SECOND;
}

/** `kill -9`, one right after the other: nothing of them gets to say goodbye. */
export function killProcesses(pids: readonly number[]): void {
  signalProcesses(pids, 'SIGKILL');
}

export function signalProcesses(pids: readonly number[], signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // It has ended with its parent already.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** A process and all that descend from it, itself first. */
export function treeOf(rootPid: number): readonly number[] {
  const all = processIds().flatMap((pid) => statOf(pid) ?? []);
  const childrenOf = Map.groupBy(all, ({ parentPid }) => parentPid);
  const tree = [rootPid];
  for (const pid of tree) {
    if (tree.length > PROCESSES_MAX) throw new Error(`process ${rootPid} has too many descendants`);
    tree.push(...(childrenOf.get(pid) ?? []).map((child) => child.pid));
  }
  return tree;
}

function processIds(): readonly number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** Null for a process that has just ended. */
function statOf(pid: number): ProcessStat | null {
  const text = readProc(pid, 'stat');
  if (text === null) return null;
  // The name in parentheses may hold anything; the numbers follow its last closing one: state, parent, …
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
  return { pid, parentPid: fields[1] ?? 0, ticks: user + system + childrenUser + childrenSystem };
}

function argumentsOf(pid: number): readonly string[] {
  return (readProc(pid, 'cmdline') ?? '').split('\0');
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null; // it has ended between the listing and now
  }
}
