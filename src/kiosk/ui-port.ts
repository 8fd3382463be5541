import type { Verdict } from '../domain/decision/decision.ts';

/** What the kiosk needs from its user interface: a window, a script or a test. */
export interface UiPort {
  /** True if the order that Enter would record is wholly in sight. If it is not, brings it into sight. */
  isOrderInSight(): boolean;
  /** Sounds a verdict; `volume` from 0 to 1. */
  cue(verdict: Verdict, volume: number): void;
  /** Gives the clerk a file. */
  download(name: string, bytes: Blob): void;
  /** Drops all that is in memory and starts again: the kiosk was enrolled again or wiped. */
  startAgain(): void;
}
