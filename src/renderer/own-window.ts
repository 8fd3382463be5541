import { BRIDGE_NAME } from '../host-api/bridge.ts';
import { httpTransport, ipcTransport, type Transport } from '../host-api/transport.ts';
import { type AskAll, AT_START, askAhead, firstPulls } from '../kiosk/host-ahead.ts';
import { warmDatabase } from '../store/warm-database.ts';
import { enter, entryOfPage, fetchIn, takeWindow } from './loopback-host.ts';

/** The parts of a window that exist before anything is shown. */
export interface OwnWindow {
  /** The way to the host; null in a browser that did not come by a one-time address. */
  readonly host: Promise<Transport | null>;
  /** Resolves once this is the only window of the kiosk. Calls back if another one of this browser has to close first. */
  alone(isWaiting: () => void): Promise<void>;
}

/** Makes this the only window of the kiosk, and asks the host at once what every start asks. */
export function openWindow(): OwnWindow {
  const waiting = createWaiting();
  const way = BRIDGE_NAME in window ? overBridge(waiting.begin) : overLoopback(waiting.begin);
  const isAlone = way.then((found) => found?.alone);
  // The caller of `alone` handles a rejection.
  isAlone.catch(() => undefined);
  return {
    host: way.then((found) => found && ((method, input) => found.transport()(method, input))),
    alone(isWaiting) {
      waiting.onBegin(isWaiting);
      return isAlone;
    },
  };
}

/** Tells of the wait for another window, whoever comes first: the wait or its listener. */
function createWaiting() {
  let isWaiting = false;
  let tell = () => {};
  return {
    begin() {
      isWaiting = true;
      tell();
    },
    onBegin(listener: () => void) {
      tell = listener;
      if (isWaiting) listener();
    },
  };
}

interface Way {
  /** Once the window is alone, this has the answers to what every start asks. */
  readonly transport: () => Transport;
  /** Resolves once this is the only window. */
  readonly alone: Promise<void>;
}

async function overBridge(isWaiting: () => void): Promise<Way> {
  const bridge = ipcTransport(window[BRIDGE_NAME as never]);
  let asked = () => bridge;
  const alone = lockedWhenFree(isWaiting).then(() => {
    // This must not come earlier: the other window may have changed everything.
    asked = askedAtStart(bridge, warmDatabase());
  });
  return { transport: () => asked(), alone };
}

/** Null for a page that the host does not know. */
async function overLoopback(isWaiting: () => void): Promise<Way | null> {
  const entry = entryOfPage();
  if (entry === null) return null;
  const release = await lockedIfFree();
  const isNew = release === null ? Promise.resolve(false) : warmDatabase();
  const admitted = await enter(entry, release === null ? undefined : AT_START).catch((cause: unknown) => {
    release?.();
    throw cause;
  });
  if (admitted === null) {
    release?.();
    return null;
  }
  const { session, answers: answersOnEntry } = admitted;
  const ask = fetchIn(session);
  const plain = httpTransport(ask, '/host');
  let asked = () => plain;
  async function becomeAlone(): Promise<void> {
    if (release === null) await lockedWhenFree(isWaiting);
    const answers =
      answersOnEntry ??
      (await takeWindow(ask, AT_START).catch((cause: unknown) => {
        release?.();
        throw cause;
      }));
    const askAll = () => AT_START.map((_question, index) => Promise.resolve(answers[index] ?? null));
    asked = askedAtStart(plain, isNew, askAll);
  }
  return { transport: () => asked(), alone: becomeAlone() };
}

/**
 * The same way to the host, which is asked what every start asks, and what its first round pulls where there is no cache
 * yet.
 */
function askedAtStart(plain: Transport, isNew: Promise<boolean>, askAll?: AskAll): () => Transport {
  let ask = askAhead(plain, AT_START, { askAll });
  async function askForFirstRound(): Promise<void> {
    if (!(await isNew)) return;
    ask = askAhead(ask, firstPulls(await plain('kiosk.info', {})));
    // The schemas of these answers are not in the first load.
    await import('../host-api/late-api.ts');
  }
  // Whatever fails here is asked for, and told, later.
  askForFirstRound().catch(() => undefined);
  return () => ask;
}

const WINDOW_LOCK_NAME = 'talent-card-kiosk';

/** Web Locks (W3C) span all windows of one origin and profile. What is returned gives the lock back; null if another window has it. */
function lockedIfFree(): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(WINDOW_LOCK_NAME, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}

/**
 * Resolves once this is the only window of the kiosk, and keeps it so until the window closes. Calls `isWaiting` where
 * another window has it now.
 */
async function lockedWhenFree(isWaiting: () => void): Promise<void> {
  if ((await lockedIfFree()) !== null) return;
  isWaiting();
  await new Promise<void>((resolve, reject) => {
    const holdForever = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    navigator.locks.request(WINDOW_LOCK_NAME, holdForever).catch(reject);
  });
}
