import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { SECOND_MS } from '../../domain/base/duration.ts';
import type { HostClock } from '../host-options.ts';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/**
 * The machine's own clocks. The monotonic one is the machine's uptime: it counts sleep, and on Linux, which
 * names its boots, it goes on over a restart of the program. Elsewhere each start is a run of its own.
 */
export function systemClock(): HostClock {
  return {
    bootId: bootIdOfMachine() ?? randomUUID(),
    now: () => Date.now(),
    monotonicMs: () => uptime() * SECOND_MS,
  };
}

function bootIdOfMachine(): string | null {
  if (process.platform !== 'linux') return null;
  try {
    return readFileSync(BOOT_ID, 'utf8').trim() || null;
  } catch {
    return null; // a container may hide it
  }
}
