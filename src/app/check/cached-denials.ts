import { wallDateOf } from '../../domain/base/wall-time.ts';
import {
  type DeniedCards,
  type DenyList,
  type DenyListFault,
  deniedCardsOf,
  denyListReading,
} from '../../domain/card/deny-list.ts';
import { isPossibleSerial } from '../../domain/trust/serial-bound.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import {
  isEd25519Signed,
  readChecked,
  type SignatureCheck,
  withoutDays,
} from '../../domain/trust/signing-key.ts';
import type { ClockPort, SignedTextsPort } from '../ports.ts';
import type { CachedKeys } from './cached-keys.ts';
import { type ListOffer, takeList } from './list-offer.ts';

export type DenialsOffer = ListOffer<DenyListFault>;

/** The denied cards as this kiosk holds them. */
export interface CachedDenials {
  current(): DeniedCards;
  /** The serial of the list that is held; 0 if there is none. */
  serial(): number;
  /** Reads what is stored; false if nothing is stored or no key of the district signed it. */
  load(): Promise<boolean>;
  /** Takes a list from the district: signed, newer, on disk, and only then in use. */
  offer(signed: SignedText): Promise<DenialsOffer>;
}

/** Holds nothing until `load` or a first `offer`; load the keys first. */
export function createCachedDenials(options: {
  readonly texts: SignedTextsPort;
  readonly keys: Pick<CachedKeys, 'current'>;
  readonly clock: ClockPort;
  readonly isSigned?: SignatureCheck | undefined;
}): CachedDenials {
  const { texts, keys, clock, isSigned = isEd25519Signed } = options;
  let denied: DeniedCards = new Map();
  let knownSerial = 0;

  function adopt(list: DenyList): void {
    denied = deniedCardsOf(list);
    knownSerial = list.serial;
  }

  return {
    current: () => denied,
    serial: () => knownSerial,
    async load() {
      const signed = await texts.read('denied');
      // It was in force when it was taken: a key that has ended since must not let denied cards in again.
      const reading =
        signed && (await readChecked(denyListReading(signed, withoutDays(keys.current()), 0), isSigned));
      if (!reading?.ok || !isPossibleSerial(reading.list.serial)) return false;
      adopt(reading.list);
      return true;
    },
    async offer(signed) {
      const inUse = { keys: keys.current(), date: wallDateOf(clock.now()) };
      const reading = await readChecked(denyListReading(signed, inUse, knownSerial), isSigned);
      return takeList(reading, knownSerial, {
        now: clock.now(),
        keep: () => texts.write('denied', signed),
        adopt,
      });
    },
  };
}
