import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import { type KeyList, type KeyListFault, keyListReading, keysOf } from '../../domain/trust/key-list.ts';
import { isPossibleSerial } from '../../domain/trust/serial-bound.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import {
  isEd25519Signed,
  readChecked,
  type SignatureCheck,
  type SigningKey,
} from '../../domain/trust/signing-key.ts';
import type { ClockPort, SignedTextsPort } from '../ports.ts';
import { type ListOffer, takeList } from './list-offer.ts';

export type KeysOffer = ListOffer<KeyListFault>;

/** The district's keys as this kiosk holds them. */
export interface CachedKeys {
  /** Each with its own days; whoever asks a key asks whether it is in force. */
  current(): readonly SigningKey[];
  /** The serial of the list that is cached; 0 if there is none. */
  serial(): number;
  /** Reads what is stored; false if nothing is stored or no pinned root signed it. */
  load(): Promise<boolean>;
  /** Takes a list from the district: signed by a pinned root, in force, newer, on disk, and only then in use. */
  offer(signed: SignedText): Promise<KeysOffer>;
}

/** Holds nothing until `load` or a first `offer`. */
export function createCachedKeys(options: {
  readonly texts: SignedTextsPort;
  readonly roots: TrustedKeys;
  /** The list that came with the roots: what a kiosk whose cache was thrown away begins with. */
  readonly shipped?: SignedText | null;
  readonly clock: ClockPort;
  readonly isSigned?: SignatureCheck | undefined;
}): CachedKeys {
  const { texts, roots, clock, isSigned = isEd25519Signed } = options;
  let cached: KeyList | null = null;
  let keys: readonly SigningKey[] = [];

  function adopt(list: KeyList): void {
    cached = list;
    keys = keysOf(list);
  }

  return {
    current: () => keys,
    serial: () => cached?.serial ?? 0,
    async load() {
      const lists = [await texts.read('keys'), options.shipped ?? null].filter((signed) => signed !== null);
      // A list that has expired since is still cached, so that an older one cannot take its place.
      const context = { roots, date: null, knownSerial: 0 };
      const readings = await Promise.all(
        lists.map((signed) => readChecked(keyListReading(signed, context), isSigned)),
      );
      const [newest] = readings
        .flatMap((reading) => (reading.ok ? [reading.list] : []))
        .filter(({ serial }) => isPossibleSerial(serial))
        .toSorted((left, right) => right.serial - left.serial);
      if (newest === undefined) return false;
      adopt(newest);
      return true;
    },
    async offer(signed) {
      const knownSerial = cached?.serial ?? 0;
      const reading = await readChecked(
        keyListReading(signed, { roots, date: wallDateOf(clock.now()), knownSerial }),
        isSigned,
      );
      return takeList(reading, knownSerial, {
        now: clock.now(),
        keep: () => texts.write('keys', signed),
        adopt,
      });
    },
  };
}
