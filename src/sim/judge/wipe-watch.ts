import { StoredNamesKey } from '../../host/names/kept-names-key.ts';
import { Enrolment } from '../../host/profile/enrolment-file.ts';
import type { Profile } from '../../host/profile/profile.ts';
import type { SimulatedDistrict } from '../district/simulated-district.ts';
import { sealedIn } from '../kiosk/simulated-secrets.ts';
import type { Device } from '../world/device.ts';
import type { Fail } from './invariant.ts';
import { SETTLED_MS } from './name-watch.ts';
import type { Oracle } from './oracle.ts';

const ENTRIES_MAX = 100_000;

/** Watches that a revoked kiosk wipes itself when, and only when, everything is handed in, and stays shut. */
export interface WipeWatch {
  /** A process is up: what was wiped before must not be enrolled by itself. */
  begins(device: Device, profile: Profile): void;
  /** Somebody looks at a kiosk that runs. */
  check(device: Device, profile: Profile, nowMs: number): Promise<void>;
  /** A technician has enrolled it again. */
  enrolled(device: Device): void;
}

export function wipeWatch(parts: {
  readonly fail: Fail;
  readonly oracle: Oracle;
  readonly district: SimulatedDistrict;
}): WipeWatch {
  const { fail, oracle, district } = parts;
  /** When this process was first seen shut, on a disk that works. */
  const shutSince = new Map<Device, number>();
  const wiped = new Set<Device>();

  /** What is wiped must be with the district, by the very epoch that said so. */
  async function judgeDelivery({ name }: Device, { journals, note }: Profile): Promise<void> {
    const ids = new Set([...journals.left(), journals.current()].map(({ journal }) => journal.journalId));
    const { epoch, arrived } = await district.store.read(async (reads) => {
      const hashes = new Set<string>();
      for (const journalId of ids) {
        for (const { hash } of await reads.entriesFrom(journalId, 1, ENTRIES_MAX)) hashes.add(hash);
        for (const { entry } of await reads.quarantined(journalId, 'fork')) hashes.add(entry.hash);
      }
      return { epoch: (await reads.identity()).epoch, arrived: hashes };
    });
    if (note.current()?.epoch !== epoch) return;
    const missing = oracle
      .all()
      .filter(({ device, entry }) => device === name && ids.has(entry.journalId))
      .filter(({ entry }) => !arrived.has(entry.hash) && !oracle.isDestroyed(entry.hash));
    if (missing.length > 0) fail('wipe', `${name} wiped itself before ${missing.length} entries had arrived`);
  }

  function judgeDisk({ name, disk }: Device): void {
    for (const file of disk.everywhere()) {
      const held = file.name.includes('.sealed') ? sealedIn(file.bytes) : null;
      const isLeft = Enrolment.safeParse(held).success || StoredNamesKey.safeParse(held).success;
      if (isLeft) fail('wipe', `${name} is wiped, and ${file.name} still holds a key`);
    }
  }

  return {
    begins(device, profile) {
      shutSince.delete(device);
      if (wiped.has(device) && profile.enrolment() !== null) {
        fail('revocation', `${device.name} was wiped, and is enrolled without a new code`);
      }
    },
    async check(device, profile, nowMs) {
      if (profile.disabled() === null) return;
      const sinceMs = shutSince.get(device);
      if (sinceMs === undefined) {
        // What a disk refuses, the next start finishes.
        if (device.disk.refusal !== null) return;
        shutSince.set(device, nowMs);
        if (!wiped.has(device)) await judgeDelivery(device, profile);
      } else if (nowMs - sinceMs >= SETTLED_MS && device.disk.refusal === null) {
        wiped.add(device);
        judgeDisk(device);
      }
    },
    enrolled: (device) => void wiped.delete(device),
  };
}
