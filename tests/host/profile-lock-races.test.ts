import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { LockOwner } from '../../src/host/lock-owner.ts';
import { lockProfile } from '../../src/host/profile-lock.ts';
import { sharedTemporaryFolder } from '../support/temporary-folder.ts';

/**
 * What several processes do to one folder, run in one: before any call of the disk, the one that runs may be held up
 * while others start and end, or be killed. The disk is the real one; the processes are not, as a real one cannot be
 * stopped between two of its calls.
 */
interface Start {
  /** Before which of its calls it is held up, and by whom. */
  readonly heldUp: readonly { readonly at: number; readonly by: Start }[];
  /** Before which of its calls it is killed. */
  readonly killedAt: number | null;
}

/** More than the disk calls of any start here. */
const CALLS_MAX = 40;

const machine = vi.hoisted(() => ({
  living: new Set<number>(),
  /** The innermost is the one that runs. */
  running: [] as { readonly pid: number; beforeCall(): void }[],
  isFull: false,
}));

vi.mock('../../src/host/lock-owner.ts', async (original) => ({
  ...(await original<typeof import('../../src/host/lock-owner.ts')>()),
  isAlive: ({ pid }: LockOwner) => machine.living.has(pid),
  thisProcess: () => ownerOf(machine.running.at(-1)?.pid ?? 0),
}));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  function stepped<A extends unknown[], R>(call: (...args: A) => R) {
    return (...args: A): R => {
      machine.running.at(-1)?.beforeCall();
      return call(...args);
    };
  }
  return {
    ...real,
    linkSync: stepped(real.linkSync),
    openSync: stepped(real.openSync),
    readdirSync: stepped(real.readdirSync),
    readFileSync: stepped(real.readFileSync),
    renameSync: stepped(real.renameSync),
    rmSync: stepped(real.rmSync),
    statSync: stepped(real.statSync),
    writeFileSync: stepped((path: string, text: string) => {
      real.writeFileSync(path, machine.isFull ? '' : text);
      if (machine.isFull) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    }),
  };
});

function ownerOf(pid: number): LockOwner {
  return { pid, processStart: `${pid}`, uptimeSeconds: pid, isOnlyInstance: false };
}

class Killed extends Error {}

const scratch = sharedTemporaryFolder();

/** What a run finds in its folder. */
type Before = 'nothing' | 'a stale lock' | 'a stale lock without a line' | 'half a lock';
const BEFORE: readonly Before[] = ['nothing', 'a stale lock', 'a stale lock without a line', 'half a lock'];

/** A folder and a machine as they are found. */
function world(before: Before, { isFull = false } = {}) {
  const folder = scratch();
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const holders = new Set<number>();
  let lastPid = 0;
  machine.living.clear();

  /** How it ended; one that holds the profile lives on. */
  function start({ heldUp, killedAt }: Start = { heldUp: [], killedAt: null }): 'held' | 'in-use' | 'killed' {
    lastPid += 1;
    const pid = lastPid;
    let calls = 0;
    function beforeCall(): void {
      if (!machine.living.has(pid)) throw new Killed();
      const call = calls;
      calls += 1;
      if (call >= CALLS_MAX) throw new Error(`more than ${CALLS_MAX} calls`);
      for (const { at, by } of heldUp) if (at === call) start(by);
      if (call !== killedAt) return;
      machine.living.delete(pid);
      throw new Killed();
    }
    machine.living.add(pid);
    machine.running.push({ pid, beforeCall });
    try {
      const { kind } = lockProfile(folder);
      if (kind === 'in-use') machine.living.delete(pid);
      else holders.add(pid);
      expect(holders.size).toBeLessThanOrEqual(1);
      return kind;
    } catch (error) {
      if (error instanceof Killed) return 'killed';
      throw error;
    } finally {
      machine.running.pop();
    }
  }

  function killHolders(): void {
    for (const pid of holders) machine.living.delete(pid);
    holders.clear();
  }

  machine.isFull = false;
  if (before === 'half a lock') writeFileSync(join(folder, 'kiosk.lock'), 'half a li');
  if (before.startsWith('a stale lock')) {
    machine.isFull = before === 'a stale lock without a line';
    start();
    killHolders();
  }
  machine.isFull = isFull;
  return { start, killHolders, holders, files: () => readdirSync(folder) };
}

describe.each(BEFORE)('over %s', (before) => {
  test.each([false, true])('of three starts at once one alone holds it (full disk: %s)', (isFull) => {
    const idle: Start = { heldUp: [], killedAt: null };
    for (let first = 0; first < CALLS_MAX / 2; first += 1) {
      for (let second = 0; second < CALLS_MAX / 2; second += 1) {
        const nested: Start = { heldUp: [{ at: second, by: idle }], killedAt: null };
        const inTurn = [
          { at: first, by: idle },
          { at: second, by: idle },
        ];
        for (const heldUp of [[{ at: first, by: nested }], inTurn]) {
          const { start, holders, files } = world(before, { isFull });
          start({ heldUp, killedAt: null });
          expect(holders.size).toBe(1);
          expect(files()).toHaveLength(isFull ? 2 : 1);
        }
      }
    }
  });
});

test('however many start, whenever they are held up or killed, no two hold it, and the next gets it', () => {
  const callNumber = fc.nat(CALLS_MAX / 2);
  const startOf: fc.Memo<Start> = fc.memo((depth) =>
    fc.record({
      heldUp:
        depth > 1
          ? fc.array(fc.record({ at: callNumber, by: startOf() }), { maxLength: 3 })
          : fc.constant([]),
      killedAt: fc.option(callNumber, { freq: 1 }),
    }),
  );
  const run = fc.record({ before: fc.constantFrom(...BEFORE), isFull: fc.boolean(), first: startOf(3) });
  fc.assert(
    fc.property(run, ({ before, isFull, first }) => {
      const { start, killHolders, holders } = world(before, { isFull });
      start(first);
      expect(start()).toBe(holders.size === 1 ? 'in-use' : 'held');
      killHolders();
      expect(start()).toBe('held');
      expect(holders.size).toBe(1);
    }),
    { numRuns: 2000 },
  );
});
