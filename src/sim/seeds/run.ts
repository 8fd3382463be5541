import type { Violation } from '../judge/invariant.ts';
import { judge } from '../judge/judgement.ts';
import { createWorld } from '../world/create-world.ts';
import { setGoing } from '../world/district-days.ts';
import { comeToRest } from '../world/rest.ts';
import { watchExceptions } from './uncaught.ts';

/** What became of one seed. */
export interface SeedReport {
  readonly seed: number;
  readonly entries: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
}

/** Runs 45 days of one district; the same seed and the same code give the same run. */
export async function runSeed(seed: number, trace: (line: string) => void = () => {}): Promise<SeedReport> {
  const world = createWorld({ seed, trace });
  await watchExceptions(world.fail, async () => {
    await setGoing(world);
    await world.time.runUntil(world.endMs);
    await comeToRest(world);
    await judge(world);
  });
  return {
    seed,
    entries: world.oracle.all().length,
    faults: world.tally.counts(),
    violations: world.violations,
  };
}
