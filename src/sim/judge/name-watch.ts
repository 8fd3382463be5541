import { DAY_MS } from '../../domain/base/duration.ts';
import { StoredNamesKey } from '../../host/names/kept-names-key.ts';
import type { Profile } from '../../host/profile/profile.ts';
import { sealedIn } from '../kiosk/simulated-secrets.ts';
import type { Device } from '../world/device.ts';
import type { FaultKind } from '../world/fault-plan.ts';
import type { Fail } from './invariant.ts';

const KEY_FILE = 'names.sealed';
/** Drafts and copies of it as well. */
const NAMES_FILE = /^names\.sealed/;
/** The last rung for names, told by true time: what a key lives on after its making, or after the last roster. */
const NAMES_AGE_MS_MAX = 14 * DAY_MS;
/** A disk that works has destroyed a key by then. */
export const SETTLED_MS = 1_000;
/** Under these a kiosk may be wrong about the time, and nobody could know better. */
const LIES_ABOUT_TIME: readonly FaultKind[] = ['clock-jump', 'answer-replayed', 'answer-garbled'];

/** Watches that no personal data outlive the staleness ladder, on disk or on screen. */
export interface NameWatch {
  /** Before a process begins: what key lies on its disk. */
  begins(device: Device, nowMs: number): void;
  /** Somebody looks at a kiosk that runs. */
  check(device: Device, profile: Profile, nowMs: number): void;
}

interface Watched {
  /** Every key that this device has held, and when it was first seen. */
  readonly known: Map<string, number>;
  /** The keys that it said it had given up, and had time to destroy. */
  readonly gone: Set<string>;
  /** Since when this process says that there are no names, on a disk that works. */
  waitingSinceMs: number | null;
}

export function nameWatch(fail: Fail, faults: ReadonlySet<FaultKind>): NameWatch {
  const watched = new Map<Device, Watched>();
  const isTimeKnown = !LIES_ABOUT_TIME.some((kind) => faults.has(kind));

  function watchedOf(device: Device): Watched {
    const held = watched.get(device) ?? { known: new Map(), gone: new Set(), waitingSinceMs: null };
    watched.set(device, held);
    return held;
  }

  function judgeKey({ name, heardMs }: Device, { known, gone }: Watched, key: string, nowMs: number): void {
    if (!known.has(key)) known.set(key, nowMs);
    if (gone.has(key)) fail('names', `${name} shows names under a key that it had given up`);
    const ageMs = nowMs - Math.max(heardMs, known.get(key) ?? nowMs);
    if (isTimeKnown && ageMs > NAMES_AGE_MS_MAX) {
      fail('names', `${name} shows names ${ageMs} ms after its last roster`);
    }
  }

  function judgeDisk({ name, disk }: Device, { known, gone }: Watched): void {
    for (const file of disk.everywhere()) {
      if (!NAMES_FILE.test(file.name)) continue;
      const key = keyIn(file.bytes);
      if (key !== null && known.has(key)) fail('names', `${name} still has a key to names in ${file.name}`);
    }
    // A file that a flipped bit has shut is left for the next start, and another flip may open it again.
    const isShut = disk.contentOf(KEY_FILE).length > 0;
    if (!isShut) for (const key of known.keys()) gone.add(key);
  }

  return {
    begins(device, nowMs) {
      const held = watchedOf(device);
      held.waitingSinceMs = null;
      const key = keyIn(device.disk.contentOf(KEY_FILE));
      // Made by a process that nobody looked at: after the last look, and no later than now.
      if (key !== null && !held.known.has(key)) held.known.set(key, nowMs);
    },
    check(device, { names }, nowMs) {
      const held = watchedOf(device);
      const key = names.keyHex();
      if (key !== null) judgeKey(device, held, key, nowMs);
      if (names.view().kind !== 'waiting' || device.disk.refusal !== null) {
        held.waitingSinceMs = null;
        return;
      }
      held.waitingSinceMs ??= nowMs;
      if (nowMs - held.waitingSinceMs >= SETTLED_MS) judgeDisk(device, held);
    },
  };
}

function keyIn(bytes: Uint8Array): string | null {
  const stored = StoredNamesKey.safeParse(sealedIn(bytes));
  return stored.success && stored.data.kind === 'bare' ? stored.data.keyHex : null;
}
