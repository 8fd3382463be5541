import { randomUUID } from 'node:crypto';
import type { TimerPort } from '../../app/ports.ts';
import { type Instant, instantOf, WallMinute } from '../../domain/base/wall-time.ts';
import type { HostClock } from '../../host/host-options.ts';

/** Only years that a machine's clock may show. */
export const ClockMinute = WallMinute.refine(
  (minute) => minute >= '2000-01-01T00:00' && minute < '2100-01-01T00:00',
  {
    message: '2000 … 2099',
  },
);

/** The clock that desks and demo district use. */
export interface DeskTime {
  readonly clock: HostClock;
  readonly timer: TimerPort;
  /** Sets the clock. If it goes forward, time passes; if it goes back, the clock is wrong, and no time passes. */
  moveTo(at: WallMinute): void;
  /** Stops all timers, so that the process can end. */
  end(): void;
}

interface Waiting {
  dueMs: number;
  readonly call: () => void;
  timeout: NodeJS.Timeout;
}

/**
 * If `at` is null, the machine's clock counts. If not, time stands still at that minute and only `moveTo` moves it, so
 * that a script gives the same answers however long it takes. Timers still take as long as they say.
 */
export function deskTime(at: WallMinute | null): DeskTime {
  const startedMs = performance.now();
  const beginning: Instant = at === null ? Date.now() : instantOf(at);
  const waiting = new Set<Waiting>();
  let passedMs = 0;
  let setMs = 0;
  let hasEnded = false;
  const realMs = () => performance.now() - startedMs;
  const runMs = () => (at === null ? realMs() : 0);
  const timerMs = () => realMs() + passedMs;
  const now = () => Math.round(beginning + runMs() + setMs);

  function fire(one: Waiting): void {
    clearTimeout(one.timeout);
    if (waiting.delete(one)) one.call();
  }

  return {
    clock: { bootId: randomUUID(), now, monotonicMs: () => runMs() + passedMs },
    timer: {
      monotonicMs: timerMs,
      after(delayMs, call) {
        if (hasEnded) return () => undefined;
        const one: Waiting = {
          dueMs: timerMs() + delayMs,
          call,
          timeout: setTimeout(() => fire(one), delayMs),
        };
        waiting.add(one);
        return () => {
          clearTimeout(one.timeout);
          waiting.delete(one);
        };
      },
    },
    moveTo(minute) {
      const byMs = instantOf(minute) - now();
      setMs += byMs;
      passedMs += Math.max(0, byMs);
      for (const one of [...waiting].toSorted((first, second) => first.dueMs - second.dueMs)) {
        const leftMs = one.dueMs - timerMs();
        if (leftMs <= 0) fire(one);
        else {
          clearTimeout(one.timeout);
          one.timeout = setTimeout(() => fire(one), leftMs);
        }
      }
    },
    end() {
      hasEnded = true;
      for (const { timeout } of waiting) clearTimeout(timeout);
      waiting.clear();
    },
  };
}
