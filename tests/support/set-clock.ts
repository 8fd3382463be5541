import type { HostClock } from '../../src/host/host-options.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A machine whose wall clock anybody may set, while its time goes on anyway. */
export interface SetClock extends HostClock {
  /** Time passes, on the wall as well. */
  pass(ms: number): void;
  /** Somebody sets the wall clock. */
  set(wallMs: number): void;
  /** The machine is switched off and on again: another run, and the monotonic clock starts again. */
  boot(): void;
}

export function setClock(wallMs = Date.parse('2026-11-23T07:42:00Z')): SetClock {
  let wall = wallMs;
  let monotonic = 1_000;
  let boots = 1;
  return {
    get bootId() {
      return `boot-${boots}`;
    },
    now: () => wall,
    monotonicMs: () => monotonic,
    pass(ms) {
      wall += ms;
      monotonic += ms;
    },
    set(ms) {
      wall = ms;
    },
    boot() {
      boots += 1;
      monotonic = 10;
    },
  };
}
