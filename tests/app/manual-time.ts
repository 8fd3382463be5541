import type { ClockPort, TimerPort } from '../../src/app/ports.ts';

/** Time that moves only when a test says so. */
export interface ManualTime {
  readonly clock: ClockPort;
  readonly timer: TimerPort;
  /** Milliseconds since the test began. */
  elapsedMs(): number;
  /** Milliseconds until the next timer; null where nothing is planned. */
  nextInMs(): number | null;
  /** Moves on and fires what is due, in order; then waits until `isIdle`. */
  advance(ms: number): Promise<void>;
  /** Fires what is due now, without waiting for anything. */
  fireDue(): void;
}

const START_MS = Date.parse('2026-11-23T07:42:00Z');
const SETTLE_MS_MAX = 10_000;

export function manualTime(isIdle: () => boolean): ManualTime {
  let elapsedMs = 0;
  let timers: { dueMs: number; callback: () => void }[] = [];

  function earliest() {
    return timers.toSorted((one, other) => one.dueMs - other.dueMs)[0];
  }

  return {
    clock: { now: () => START_MS + elapsedMs },
    timer: {
      monotonicMs: () => elapsedMs,
      after(delayMs, callback) {
        const timer = { dueMs: elapsedMs + delayMs, callback };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    elapsedMs: () => elapsedMs,
    nextInMs: () => (timers.length === 0 ? null : (earliest()?.dueMs ?? 0) - elapsedMs),
    fireDue() {
      const due = timers.filter((timer) => timer.dueMs <= elapsedMs);
      timers = timers.filter((timer) => !due.includes(timer));
      for (const { callback } of due) callback();
    },
    async advance(ms) {
      const untilMs = elapsedMs + ms;
      await settle(isIdle);
      for (let next = earliest(); next !== undefined && next.dueMs <= untilMs; next = earliest()) {
        const due = next;
        timers = timers.filter((timer) => timer !== due);
        elapsedMs = due.dueMs;
        due.callback();
        await settle(isIdle);
      }
      elapsedMs = untilMs;
    },
  };
}

/** Lets pending promises and the database's own turns run; a loop that never comes to rest is a failure. */
async function settle(isIdle: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + SETTLE_MS_MAX;
  for (let turn = 0; performance.now() < giveUpAt; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (turn > 2 && isIdle()) return;
  }
  throw new Error('still busy');
}
