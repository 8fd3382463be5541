import { BRIDGE_NAME } from '../host-api/bridge.ts';
import { httpTransport, ipcTransport, type Transport } from '../host-api/transport.ts';
import { AT_START, askAhead } from '../kiosk/host-ahead.ts';
import { fetchIn, openSession, takeWindow } from './loopback-host.ts';

/** The parts of a window that exist before anything is shown. */
export interface OwnWindow {
  /** The way to the host; null in a browser that did not come by a one-time address. */
  readonly host: Promise<Transport | null>;
  /** Resolves once this is the only window of the kiosk. Calls back if another one of this browser has to close first. */
  alone(isWaiting: () => void): Promise<void>;
}

/** Makes this the only window of the kiosk, and then asks the host at once what every start asks. */
export function openWindow(): OwnWindow {
  const way = wayToHost();
  let ask: Transport | null = null;
  let isWaiting = false;
  let tell: () => void = () => {};

  async function becomeAlone(): Promise<void> {
    const found = await way;
    if (found === null) return;
    await alone(() => {
      isWaiting = true;
      tell();
    });
    await found.take();
    // This must not come earlier: the other window may have changed everything.
    ask = askAhead(found.transport, AT_START);
  }

  const isAlone = becomeAlone();
  // The caller of `alone` handles a rejection.
  isAlone.catch(() => undefined);
  return {
    host: way.then((found) => found && ((method, input) => (ask ?? found.transport)(method, input))),
    alone(waiting) {
      tell = waiting;
      if (isWaiting) waiting();
      return isAlone;
    },
  };
}

interface Way {
  readonly transport: Transport;
  readonly take: () => Promise<void>;
}

async function wayToHost(): Promise<Way | null> {
  if (BRIDGE_NAME in window) {
    return { transport: ipcTransport(window[BRIDGE_NAME as never]), take: async () => undefined };
  }
  const session = await openSession();
  if (session === null) return null;
  const ask = fetchIn(session);
  return { transport: httpTransport(ask, '/host'), take: () => takeWindow(ask) };
}

const WINDOW_LOCK_NAME = 'talent-card-kiosk';

/**
 * Resolves once this is the only window of the kiosk, and keeps it so until the window closes. Calls
 * `isWaiting` where another window has it now. Web Locks (W3C) span all windows of one origin and profile.
 */
function alone(isWaiting: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const holdForever = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    navigator.locks
      .request(WINDOW_LOCK_NAME, { ifAvailable: true }, (windowLock) => {
        if (windowLock !== null) return holdForever();
        isWaiting();
        navigator.locks.request(WINDOW_LOCK_NAME, holdForever).catch(reject);
        return undefined;
      })
      .catch(reject);
  });
}
