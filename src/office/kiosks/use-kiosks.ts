import { useQuery } from '@tanstack/react-query';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import { KiosksReply, type OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import { call } from '../api/call.ts';

const AGAIN_MS = 60_000;
export const KIOSKS_KEY = ['kiosks'] as const;

/** A kiosk that is closed over a long weekend is not missing. */
const UNSEEN_MS = 3 * DAY_MS;
/** Past this a kiosk shows names in amber and asks for an identity document. */
const OLD_DATA_MS = 7 * DAY_MS;
const CLOCK_OFF_MS = 5 * MINUTE_MS;
/** A kiosk that was heard within this time has a line, and sends what waits in less than a minute. */
const IN_TOUCH_MS = HOUR_MS;
const WAITING_MANY = 100;

export function useKiosks() {
  return useQuery({
    queryKey: KIOSKS_KEY,
    refetchInterval: AGAIN_MS,
    queryFn: ({ signal }) => call({ path: 'kiosks', reply: KiosksReply, signal }),
  });
}

/** What somebody should look after; empty for a kiosk that is doing well. */
export type KioskTrouble = 'never-seen' | 'unseen' | 'old-data' | 'waiting' | 'clock' | 'storage' | 'camera';

export function troublesOf(kiosk: OfficeKiosk, now: number): readonly KioskTrouble[] {
  if (kiosk.revokedAtMs !== null) return [];
  const { lastSeenMs, rosterAtMs, clock, clockOffByMs, storage, waiting, camera } = kiosk;
  if (lastSeenMs === null) return ['never-seen'];
  if (now - lastSeenMs > UNSEEN_MS) return ['unseen'];
  const isOff = clock === 'suspect' || Math.abs(clockOffByMs ?? 0) > CLOCK_OFF_MS;
  return [
    ...(rosterAtMs === null || now - rosterAtMs > OLD_DATA_MS ? (['old-data'] as const) : []),
    ...(now - lastSeenMs <= IN_TOUCH_MS && (waiting ?? 0) >= WAITING_MANY ? (['waiting'] as const) : []),
    ...(isOff ? (['clock'] as const) : []),
    ...((storage ?? []).length > 0 ? (['storage'] as const) : []),
    ...(isCameraTrouble(camera) ? (['camera'] as const) : []),
  ];
}

/** A desk without a camera may work with a hand scanner: that is no trouble. */
function isCameraTrouble(camera: string | null | undefined): boolean {
  return (camera ?? 'none') !== 'none' && camera !== 'running';
}
