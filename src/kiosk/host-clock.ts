import type { MarkedClockPort, TimerPort } from '../app/ports.ts';
import { createListeners } from '../domain/base/listeners.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { ClockView } from '../host-api/clock-api.ts';
import type { Host, HostOutput } from '../host-api/host-api.ts';

/** The window learns at most this late that the clock was set, or that the names are gone. */
const READ_EVERY_MS = 5_000;

type ConfirmFault = Extract<HostOutput<'clock.confirm'>, { ok: false }>['fault'];

/** The window's clock: the host's, carried on by the window's monotonic clock between two readings. */
export interface HostClock extends MarkedClockPort {
  view(): ClockView;
  /** Calls back after each reading; the answer unsubscribes. */
  subscribe(listener: () => void): () => void;
  /** Reads at once; a host that is gone leaves the clock running as it was. */
  refresh(): Promise<void>;
  /** A clerk says which day it is. Returns null if the day is accepted. */
  confirm(date: WallDate): Promise<ConfirmFault | null>;
}

/** Resolves after the first reading; rejects if the host does not answer even that. */
export async function createHostClock(
  host: Host,
  timer: TimerPort,
  readEveryMs: number = READ_EVERY_MS,
): Promise<HostClock> {
  const listeners = createListeners();
  let view = await host.call('clock.read', {});
  let readMs = timer.monotonicMs();

  function take(next: ClockView): void {
    view = next;
    readMs = timer.monotonicMs();
    listeners.tell();
  }

  async function refresh(): Promise<void> {
    // The sync loop's next round says that the host is gone; a clock needs not say it too.
    const next = await host.call('clock.read', {}).catch(() => null);
    if (next !== null) take(next);
  }

  function readAgain(): void {
    timer.after(readEveryMs, () => void refresh().finally(readAgain));
  }

  readAgain();
  const sinceRead = () => timer.monotonicMs() - readMs;
  return {
    now: () => Math.round(view.nowMs + sinceRead()),
    highWaterMs: () => Math.round(view.highWaterMs + sinceRead()),
    view: () => view,
    subscribe: listeners.subscribe,
    refresh,
    async confirm(date) {
      const answer = await host.call('clock.confirm', { date });
      if (!answer.ok) return answer.fault;
      take(answer.value);
      return null;
    },
  };
}
