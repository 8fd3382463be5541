import { DenyList } from '../../domain/deny-list.ts';
import type { Device } from './device.ts';
import type { Fail } from './invariant.ts';
import type { SimulatedDistrict } from './simulated-district.ts';

/** Watches that no kiosk goes back to an older list of denied cards. */
export interface HeldDenials {
  check(device: Device): Promise<void>;
  /** The list has changed: even after a restore no kiosk may take the new one for one that it has had. */
  issued(district: SimulatedDistrict): Promise<void>;
  /** The device has lost its cache: it begins anew. */
  forget(device: Device): void;
}

export function heldDenials(fail: Fail): HeldDenials {
  const seen = new Map<Device, number>();
  let lastIssued = 0;

  async function serialOf({ cache }: Device): Promise<number> {
    const signed = await cache.texts.read('denied');
    return signed === null ? 0 : DenyList.parse(JSON.parse(signed.text)).serial;
  }

  return {
    forget: (device) => void seen.delete(device),
    async issued({ store }) {
      const { serial } = await store.read((reads) => reads.denyList());
      if (serial <= lastIssued) fail('revocation', `the district gave list ${serial} after ${lastIssued}`);
      lastIssued = Math.max(serial, lastIssued);
    },
    async check(device) {
      const serial = await serialOf(device);
      const before = seen.get(device) ?? 0;
      if (serial < before) fail('revocation', `${device.name} went back from list ${before} to ${serial}`);
      seen.set(device, serial);
    },
  };
}
