import type { RandomPort, TimerPort } from '../ports.ts';
import { retryAfterMsOf, troubleOf } from './line-status.ts';
import { intervalMs, notBeforeMs, retryDelayMs } from './retry-delay.ts';
import type { RoundReport } from './sync-round.ts';

/** Rounds never follow one another faster than this, however often one pokes. */
const ROUND_GAP_MS_MIN = 1_000;

/** When the next round may come. */
export interface RoundPace {
  /** How long a round that is wanted after this delay waits in truth. */
  waitMs(delayMs: number): number;
  roundBegan(): void;
  /** The delay to the next round. `report` is null for a round that broke. */
  roundEnded(report: RoundReport | null, wasPoked: boolean): number;
  /** A clerk does not wait for the end of the patience that the district asked for; once in each such time. */
  breakIn(): void;
}

export function createRoundPace({
  timer,
  random,
}: {
  readonly timer: TimerPort;
  readonly random: RandomPort;
}): RoundPace {
  let notBefore = 0;
  /** When the last round ended. */
  let endedAt = Number.NEGATIVE_INFINITY;
  /** A clerk has ended this wait already. */
  let hasBrokenIn = false;
  /** The next round is that of a clerk who breaks in. */
  let breaksIn = false;
  let failures = 0;

  return {
    waitMs: (delayMs) => Math.max(delayMs, notBefore - timer.monotonicMs(), 0),
    roundBegan() {
      hasBrokenIn = breaksIn;
      breaksIn = false;
    },
    roundEnded(report, wasPoked) {
      const isGood = report !== null && troubleOf(report) === null;
      const hasMore = isGood && report.push.kind === 'more';
      const retryAfterMs = report && retryAfterMsOf(report);
      endedAt = timer.monotonicMs();
      notBefore = endedAt + (hasMore ? 0 : Math.max(ROUND_GAP_MS_MIN, notBeforeMs(retryAfterMs)));
      if (isGood) {
        failures = 0;
        return hasMore ? 0 : intervalMs(random);
      }
      // A round that somebody asked for is no evidence that the district needs more patience.
      if (!wasPoked || failures === 0) failures += 1;
      return retryDelayMs(failures, { retryAfterMs, random });
    },
    breakIn() {
      if (hasBrokenIn || notBefore <= timer.monotonicMs()) return;
      breaksIn = true;
      notBefore = endedAt + ROUND_GAP_MS_MIN;
    },
  };
}
