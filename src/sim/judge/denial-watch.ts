import type { CardNumber } from '../../domain/card/card-number.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import { DenyList, deniedCardsOf, deniedStatusOf } from '../../domain/card/deny-list.ts';
import { KeyList } from '../../domain/trust/key-list.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import type { SimulatedDistrict } from '../district/simulated-district.ts';
import type { Device } from '../world/device.ts';
import type { Fail } from './invariant.ts';

/** Watches that no kiosk goes back to an older list of denied cards or of keys, nor accepts a card that it knows is refused. */
export interface DenialWatch {
  check(device: Device): Promise<void>;
  /** Why all that the device holds refuses the card, or null. */
  refusalOf(device: Device, cardNumber: CardNumber): Promise<string | null>;
  /** The list has changed: even after a restore no kiosk may take the new one for one that it has had. */
  issued(district: SimulatedDistrict): Promise<void>;
  /** The device has lost its cache: it starts again. */
  forget(device: Device): void;
}

/** A list's schema, by the name that it is held under. */
const LISTS = { denied: DenyList, keys: KeyList } as const;
type ListName = keyof typeof LISTS;

export function denialWatch({
  fail,
  cardRefKeyHex,
}: {
  readonly fail: Fail;
  readonly cardRefKeyHex: string;
}): DenialWatch {
  const seen = new Map<Device, Record<ListName, number>>();
  let lastIssued = 0;

  /** Results for lists that were looked at before; a text is never changed. */
  const serials = new WeakMap<SignedText, number>();

  async function serialOf({ cache }: Device, name: ListName): Promise<number> {
    const signed = await cache.texts.read(name);
    if (signed === null) return 0;
    const serial = serials.get(signed) ?? LISTS[name].parse(JSON.parse(signed.text)).serial;
    serials.set(signed, serial);
    return serial;
  }

  return {
    forget: (device) => void seen.delete(device),
    async refusalOf({ cache }, cardNumber) {
      const status = cache.held.serving().get(cardNumber)?.status;
      if (status !== 'active') return status ?? 'on no roster';
      const signed = await cache.texts.read('denied');
      if (signed === null) return null;
      const denied = deniedCardsOf(DenyList.parse(JSON.parse(signed.text)));
      return deniedStatusOf(denied, { cardRef: cardRefOf(cardRefKeyHex, cardNumber), issueSerial: null });
    },
    async issued({ store }) {
      const { serial } = await store.read((reads) => reads.denyList());
      if (serial <= lastIssued) fail('revocation', `the district gave list ${serial} after ${lastIssued}`);
      lastIssued = Math.max(serial, lastIssued);
    },
    async check(device) {
      const before = seen.get(device) ?? { denied: 0, keys: 0 };
      const now = { denied: await serialOf(device, 'denied'), keys: await serialOf(device, 'keys') };
      for (const name of ['denied', 'keys'] as const) {
        if (now[name] >= before[name]) continue;
        fail('revocation', `${device.name} went back from list ${before[name]} to ${now[name]} of ${name}`);
      }
      seen.set(device, now);
    },
  };
}
