import type { TimerPort } from '../ports.ts';

/** Nothing that a clerk does waits for the network longer than this. */
const CLERK_WAITS_MS_MAX = 2_000;
/** A browser gives its loopback host six connections: an append must always find one. */
const UNANSWERED_MAX = 2;

/** Questions to the district that a clerk waits for. */
export interface Patience {
  /**
   * The answer; null if it does not come in time, or where enough earlier questions still have none. An answer
   * that comes later goes to `late`. Rejects as the question does, in time.
   */
  ask<T>(question: () => Promise<T>, late: (answer: T) => Promise<void>): Promise<T | null>;
}

export function clerksPatience(timer: TimerPort, waitsMsMax: number = CLERK_WAITS_MS_MAX): Patience {
  let unanswered = 0;

  return {
    ask<T>(question: () => Promise<T>, late: (answer: T) => Promise<void>): Promise<T | null> {
      if (unanswered >= UNANSWERED_MAX) return Promise.resolve(null);
      unanswered += 1;
      return new Promise<T | null>((resolve, reject) => {
        let isLate = false;
        const cancel = timer.after(waitsMsMax, () => {
          isLate = true;
          resolve(null);
        });
        question()
          .then((answer) => (isLate ? late(answer) : resolve(answer)))
          // If it fails later, nobody waits for it.
          .catch((cause: unknown) => reject(cause))
          .finally(() => {
            unanswered -= 1;
            cancel();
          });
      });
    },
  };
}
