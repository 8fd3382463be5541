import type { Verdict } from '../domain/decision.ts';

/** Where a clerk meets the kiosk: a window, a script, a test. */
export interface Front {
  /** Whether what Enter would do is wholly in sight; brings it there where it is not. */
  isOrderInSight(): boolean;
  /** Sounds a verdict; `volume` from 0 to 1. */
  cue(verdict: Verdict, volume: number): void;
  /** Gives the clerk a file. */
  download(name: string, bytes: Blob): void;
  /** The kiosk is another one now, or none: whatever this one holds in memory must go, and it starts again. */
  startAgain(): void;
}
