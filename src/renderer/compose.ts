import type { TimerPort } from '../app/ports.ts';
import { MINUTE_MS } from '../domain/base/duration.ts';
import { composeKiosk, type KioskParts } from '../kiosk/compose.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { UiPort } from '../kiosk/ui-port.ts';
import { isSignedNatively } from '../store/native-signatures.ts';
import { createStore } from '../store/store.ts';
import { isOrderInSight } from './screens/order/order-in-sight.ts';
import { playCue } from './sound.ts';

const timer: TimerPort = {
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const id = setTimeout(callback, delayMs);
    return () => clearTimeout(id);
  },
};

const ui: UiPort = {
  isOrderInSight,
  cue: playCue,
  download,
  // A new page holds none of the keys and names that this one has in memory.
  startAgain: () => window.location.reload(),
};

/** The kiosk of this window. Rejects if the cache cannot be opened. */
export async function composeWindow(
  parts: Omit<KioskParts, 'ui' | 'openCache' | 'timer' | 'random' | 'isSigned'>,
): Promise<Kiosk> {
  const openCache: KioskParts['openCache'] = (keys) => createStore({ keys });
  const kiosk = await composeKiosk({
    ...parts,
    ...{ ui, openCache, timer, random: Math.random, isSigned: isSignedNatively },
  });
  window.addEventListener('online', () => kiosk.syncLoop.poke());
  return kiosk;
}

/** Long enough for a browser to begin a download. */
const URL_KEPT_MS = MINUTE_MS;

function download(name: string, bytes: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), URL_KEPT_MS);
}
