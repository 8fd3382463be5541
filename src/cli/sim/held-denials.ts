import { DenyList } from '../../domain/deny-list.ts';
import type { Device } from './device.ts';
import type { Fail } from './invariant.ts';

/** Watches that no kiosk goes back to an older list of denied cards. */
export interface HeldDenials {
  check(device: Device): Promise<void>;
  /** The device has lost its cache: it begins anew. */
  forget(device: Device): void;
}

export function heldDenials(fail: Fail): HeldDenials {
  const seen = new Map<Device, number>();

  async function serialOf({ cache }: Device): Promise<number> {
    const signed = await cache.texts.read('denied');
    return signed === null ? 0 : DenyList.parse(JSON.parse(signed.text)).serial;
  }

  return {
    forget: (device) => void seen.delete(device),
    async check(device) {
      const serial = await serialOf(device);
      const before = seen.get(device) ?? 0;
      if (serial < before) fail('revocation', `${device.name} went back from list ${before} to ${serial}`);
      seen.set(device, serial);
    },
  };
}
