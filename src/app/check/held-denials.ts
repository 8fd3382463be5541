import { wallDateOf } from '../../domain/base/wall-time.ts';
import {
  type DeniedCards,
  type DenyListFault,
  deniedCardsOf,
  readDenyList,
} from '../../domain/card/deny-list.ts';
import { isNextSerial, isPossibleSerial } from '../../domain/trust/serial-bound.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import { withoutDays } from '../../domain/trust/signing-key.ts';
import type { ClockPort, SignedTextsPort, StoreFault } from '../ports.ts';
import type { HeldKeys } from './held-keys.ts';

export type DenialsOffer =
  | { readonly kind: 'adopted'; readonly serial: number }
  | { readonly kind: 'refused'; readonly fault: DenyListFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/** The denied cards as this kiosk holds them. */
export interface HeldDenials {
  current(): DeniedCards;
  /** The serial of the list that is held; 0 if there is none. */
  serial(): number;
  /** Reads what is stored; false where nothing is stored or no key of the district signed it. */
  load(): Promise<boolean>;
  /** Takes a list from the district: signed, newer, on disk, and only then in use. */
  offer(signed: SignedText): Promise<DenialsOffer>;
}

/** Holds nothing until `load` or a first `offer`; load the keys first. */
export function createHeldDenials(options: {
  readonly texts: SignedTextsPort;
  readonly keys: Pick<HeldKeys, 'current'>;
  readonly clock: ClockPort;
}): HeldDenials {
  const { texts, keys, clock } = options;
  let denied: DeniedCards = new Map();
  let heldSerial = 0;

  return {
    current: () => denied,
    serial: () => heldSerial,
    async load() {
      const signed = await texts.read('denied');
      // It was in force when it was taken: a key that has ended since must not let denied cards in again.
      const reading = signed && readDenyList(signed, withoutDays(keys.current()), 0);
      if (!reading?.ok || !isPossibleSerial(reading.list.serial)) return false;
      denied = deniedCardsOf(reading.list);
      heldSerial = reading.list.serial;
      return true;
    },
    async offer(signed) {
      const inUse = { keys: keys.current(), date: wallDateOf(clock.now()) };
      const reading = readDenyList(signed, inUse, heldSerial);
      if (!reading.ok) return { kind: 'refused', fault: reading.fault };
      const { serial } = reading.list;
      if (!isNextSerial(serial, heldSerial, clock.now())) {
        return { kind: 'refused', fault: { kind: 'too-far-ahead', message: `serial ${serial}` } };
      }
      const fault = await texts.write('denied', signed);
      if (fault !== null) return { kind: 'store-fault', fault };
      denied = deniedCardsOf(reading.list);
      heldSerial = reading.list.serial;
      return { kind: 'adopted', serial: heldSerial };
    },
  };
}
