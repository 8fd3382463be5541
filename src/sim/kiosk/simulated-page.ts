import { bytesToHex } from '@noble/hashes/utils.js';
import type { CachedCatalogue } from '../../app/check/cached-catalogue.ts';
import type { TimerPort } from '../../app/ports.ts';
import { SECOND_MS } from '../../domain/base/duration.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { Host } from '../../host-api/host-api.ts';
import { createBootStore } from '../../kiosk/boot-store.ts';
import { composeKiosk } from '../../kiosk/compose.ts';
import type { ComposedKiosk } from '../../kiosk/kiosk.ts';
import { type Life, newLife } from '../world/life.ts';
import type { KioskGround } from './kiosk-ground.ts';
import { cacheOpenBy } from './simulated-cache.ts';

/**
 * Longer than in a window: before each act the simulated clerk reads the clock, and each reading takes virtual time.
 */
const CLOCK_EVERY_MS = 30 * SECOND_MS;

/** A page of a window, from its load until it is left. None of its waits comes back afterwards. */
export interface SimulatedPage {
  /** Null before it is enrolled. */
  kiosk(): ComposedKiosk | null;
  enrol(code: string): Promise<void>;
  /** What the work answers, or null if the page is left before. */
  during<T>(work: Promise<T>): Promise<T | null>;
  leave(): void;
}

/** Starts what the host is ready for, as a window does. Rejects where that fails. */
export async function loadPage(
  host: Host,
  ground: KioskGround,
  told: {
    readonly changed: () => void;
    /** The kiosk was enrolled again, or wiped: the page must be loaded again. */
    readonly again: () => void;
  },
): Promise<SimulatedPage> {
  const own = newLife();
  const life = lifeWithin(ground.life, own);
  let composed: ComposedKiosk | null = null;
  const boot = createBootStore({
    host: hostOpenBy(life, host),
    alone: async () => undefined,
    setLook: async () => undefined,
    async compose(options) {
      composed = await composeKiosk({
        ...options,
        host: hostOpenBy(life, host),
        timer: timerOf(ground, life),
        random: ground.random.next,
        newRecordId: () => bytesToHex(ground.random.bytes(16)),
        clockEveryMs: CLOCK_EVERY_MS,
        openCatalogue: () => fixedCatalogue(ground.catalogue),
        openCache: async (keys) => cacheOpenBy(life, ground.cache, keys),
        ui: {
          isOrderInSight: () => true,
          cue: () => undefined,
          download: () => undefined,
          startAgain: () => life.isAlive() && told.again(),
        },
      });
      composed.syncLoop.subscribe(() => life.isAlive() && told.changed());
      return composed;
    },
  });
  await boot.getState().start();
  throwIfFailed();
  boot.subscribe(throwIfFailed);

  /** What a screen would say. */
  function throwIfFailed(): void {
    const { phase } = boot.getState();
    if ('detail' in phase) throw new Error(phase.detail);
  }

  function kiosk(): ComposedKiosk | null {
    const { phase } = boot.getState();
    return phase.kind === 'ready' && life.isAlive() ? composed : null;
  }

  return {
    kiosk,
    async enrol(code) {
      await (kiosk()?.enrolAgain ?? boot.getState().enrol)(code, null);
    },
    during: own.during,
    leave: () => own.endAfter(0),
  };
}

type PageLife = Pick<Life, 'isAlive' | 'passed'>;

/** Ends with the process, or before it. */
function lifeWithin(process: Life, own: Life): PageLife {
  return {
    isAlive: () => own.isAlive() && process.isAlive(),
    passed: () => (own.isAlive() ? process.passed() : own.passed()),
  };
}

/** The host as a page has it: what a page that was left had asked is answered to nobody. */
function hostOpenBy(life: PageLife, host: Host): Host {
  return {
    async call(method, input) {
      try {
        return await host.call(method, input);
      } finally {
        if (!life.isAlive()) await life.passed();
      }
    },
  };
}

function timerOf({ time }: KioskGround, life: PageLife): TimerPort {
  const bootMs = time.nowMs();
  return {
    monotonicMs: () => time.nowMs() - bootMs,
    after: (delayMs, callback) => time.after(delayMs, () => life.isAlive() && callback()),
  };
}

/** A simulated kiosk goes by one catalogue for good. */
function fixedCatalogue(catalogue: Catalogue): CachedCatalogue {
  return {
    current: () => catalogue,
    load: async () => true,
    offer: async () => ({ kind: 'older', version: catalogue.version }),
    subscribe: () => () => undefined,
  };
}
