/** Time that passes only when something is due. One thread; what is due at one instant runs in order. */
export interface VirtualTime {
  /** True time, in milliseconds since 1970. No machine in the simulation knows it for sure. */
  nowMs(): number;
  /** Calls back once after the delay; the answer cancels it. */
  after(delayMs: number, callback: () => void): () => void;
  sleep(delayMs: number): Promise<void>;
  /** Runs everything that is due until then; afterwards it is then. */
  runUntil(untilMs: number): Promise<void>;
}

interface Due {
  readonly atMs: number;
  readonly callback: () => void;
  cancelled: boolean;
}

/** A run that does not end has a loop in what is simulated. */
const EVENTS_MAX = 2_000_000;

export function virtualTime(startMs: number): VirtualTime {
  /** In the order in which it is due; a few dozen at most, so that a search from the end is short. */
  const agenda: Due[] = [];
  let nowMs = startMs;
  let events = 0;

  function after(delayMs: number, callback: () => void): () => void {
    const due = { atMs: nowMs + Math.max(0, delayMs), callback, cancelled: false };
    agenda.splice(agenda.findLastIndex((other) => other.atMs <= due.atMs) + 1, 0, due);
    return () => {
      due.cancelled = true;
    };
  }

  return {
    nowMs: () => nowMs,
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    async runUntil(untilMs) {
      await allPromises();
      for (let due = agenda[0]; due !== undefined && due.atMs <= untilMs; due = agenda[0]) {
        agenda.shift();
        if (due.cancelled) continue;
        events += 1;
        if (events > EVENTS_MAX) throw new Error(`more than ${EVENTS_MAX} events`);
        nowMs = due.atMs;
        due.callback();
        await allPromises();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}

/** Every promise that can settle by itself has settled before the next turn of the event loop. */
function allPromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
