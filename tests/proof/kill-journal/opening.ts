import { setTimeout as pause } from 'node:timers/promises';

/** A process that comes up. */
interface Opening {
  /** Rejects where the process ends before. */
  readonly ready: Promise<unknown>;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Kills a process so long after it began to come up; true where it was not up yet. Rejects where it ended by
 * itself before.
 */
export async function killWhileOpening({ ready, kill }: Opening, delayMs: number): Promise<boolean> {
  await Promise.race([ready, pause(delayMs)]);
  await kill();
  return ready.then(
    () => false,
    () => true,
  );
}
