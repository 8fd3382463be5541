import type { Instant } from '../../domain/base/wall-time.ts';
import { isNextSerial } from '../../domain/trust/serial-bound.ts';
import type { StoreFault } from '../ports.ts';

/** What became of a signed list that the district offered. */
export type ListOffer<Fault> =
  | { readonly kind: 'adopted'; readonly serial: number }
  | { readonly kind: 'refused'; readonly fault: Fault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

type ListReading<List, Fault> =
  | { readonly ok: true; readonly list: List }
  | { readonly ok: false; readonly fault: Fault };

interface TooFarAhead {
  readonly kind: 'too-far-ahead';
  readonly message: string;
}

/** Takes a list whose signature was checked: its serial may follow, it is on disk, and only then is it in use. */
export async function takeList<List extends { readonly serial: number }, Fault>(
  reading: ListReading<List, Fault>,
  knownSerial: number,
  {
    now,
    keep,
    adopt,
  }: {
    readonly now: Instant;
    readonly keep: () => Promise<StoreFault | null>;
    readonly adopt: (list: List) => void;
  },
): Promise<ListOffer<Fault | TooFarAhead>> {
  if (!reading.ok) return { kind: 'refused', fault: reading.fault };
  const { serial } = reading.list;
  if (!isNextSerial(serial, knownSerial, now)) {
    return { kind: 'refused', fault: { kind: 'too-far-ahead', message: `serial ${serial}` } };
  }
  const fault = await keep();
  if (fault !== null) return { kind: 'store-fault', fault };
  adopt(reading.list);
  return { kind: 'adopted', serial };
}
