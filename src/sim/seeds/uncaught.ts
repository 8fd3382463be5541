import type { Fail } from '../judge/invariant.ts';

/**
 * Runs one seed; whatever it throws and nobody catches, in the run or in a promise of a kiosk that nobody waits
 * for, breaks the invariant `exception` instead of ending the thread. One seed at a time and thread.
 */
export async function watchExceptions(fail: Fail, run: () => Promise<void>): Promise<void> {
  const onThrown = (cause: unknown) => fail('exception', wordsOf(cause));
  process.on('unhandledRejection', onThrown);
  try {
    await run();
  } catch (cause) {
    onThrown(cause);
  } finally {
    process.off('unhandledRejection', onThrown);
  }
}

/** Its message and the place that threw, without the folders of this machine. */
export function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const place = /\/(src\/[^\s)]+)/.exec(cause.stack ?? '')?.[1];
  return place === undefined ? cause.message : `${cause.message} at ${place}`;
}
