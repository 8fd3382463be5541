import type { LineStatus } from '../../app/sync/line-status.ts';
import { createListeners } from '../../domain/base/listeners.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { Host } from '../../host-api/host-api.ts';
import type { ComposedKiosk } from '../../kiosk/kiosk.ts';
import type { KioskGround } from './kiosk-ground.ts';
import { type Attempt, attemptOf, givePublic, sell, step } from './simulated-clerk.ts';
import { loadPage, type SimulatedPage } from './simulated-page.ts';

/**
 * The window of one kiosk, with a clerk who says yes to everything. Its page is loaded again when the kiosk says so.
 */
export interface SimulatedWindow {
  /** The kiosk of its page; null until it is enrolled, and after it was wiped. */
  kiosk(): ComposedKiosk | null;
  status(): LineStatus | null;
  /** Calls back at each change of the line's status, and when another page is loaded. */
  subscribe(listener: () => void): void;
  /** A technician types a code. The profile says whether it was taken. */
  enrol(code: string): Promise<void>;
  /** Null if the page was left meanwhile: nobody knows then what became of it. */
  sell(cardNumber: CardNumber, telephone: string): Promise<Attempt | null>;
  voidUse(seq: number): Promise<Attempt | null>;
  /** Makes a step of one of the card's records: whatever is possible with it now. */
  step(cardNumber: CardNumber): Promise<Attempt | null>;
  /** Gives courts of the desk to the public, or takes them back. */
  givePublic(): Promise<Attempt | null>;
  /** Asks the host for the time, the keys and the names, as it does every few seconds. */
  refresh(): Promise<void>;
  /** Ends the sync loop; the kiosk stays as it is. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

const SHUT: Attempt = { kind: 'refused', why: 'shut' };

/** `finishWipe`: what the host does each minute while it is not enrolled. */
export async function openWindow(
  host: Host,
  ground: KioskGround,
  finishWipe: () => Promise<void>,
): Promise<SimulatedWindow> {
  const listeners = createListeners();
  let page: SimulatedPage;

  function load(): Promise<SimulatedPage> {
    return loadPage(host, ground, { changed: listeners.tell, again: () => void loadAgain() });
  }

  async function loadAgain(): Promise<void> {
    page.leave();
    try {
      page = await load();
      listeners.tell();
    } catch (cause) {
      ground.windowFailed(cause);
    }
  }

  async function attempt(act: (kiosk: ComposedKiosk) => Promise<Attempt>): Promise<Attempt | null> {
    const kiosk = page.kiosk();
    return kiosk === null ? SHUT : page.during(act(kiosk));
  }

  page = await load();
  return {
    kiosk: () => page.kiosk(),
    status: () => page.kiosk()?.syncLoop.status() ?? null,
    subscribe: (listener) => void listeners.subscribe(listener),
    async enrol(code) {
      await page.during(page.enrol(code));
    },
    sell: (cardNumber, telephone) => attempt((kiosk) => sell(kiosk, ground, { cardNumber, telephone })),
    voidUse: (seq) => attempt(async ({ work }) => attemptOf(await work.voidUse(seq, 'mistyped'))),
    step: (cardNumber) => attempt((kiosk) => step(kiosk, ground, cardNumber)),
    givePublic: () => attempt((kiosk) => givePublic(kiosk, ground)),
    async refresh() {
      const kiosk = page.kiosk();
      // Whoever looks does not wait for the end of the minute.
      if (kiosk === null) return finishWipe().catch(() => undefined);
      await page.during(refreshed(kiosk));
    },
    async stop() {
      await page.kiosk()?.syncLoop.stop();
    },
    async close() {
      await page.kiosk()?.syncLoop.stop();
      page.leave();
    },
  };
}

async function refreshed({ clock, names }: ComposedKiosk): Promise<void> {
  await clock.refresh();
  await names.getState().refresh();
}
