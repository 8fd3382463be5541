import type { Pace } from './axe.ts';
import { cursorOf, type Taken } from './generations.ts';
import type { Found } from './page.ts';

export interface KillReport {
  /** How many kills fell where: while opening, in a phase of an import, in a delta, or after the work. */
  readonly killsIn: ReadonlyMap<string, number>;
  /** After a kill at work: restarts that found what was held before it, and what it brought. */
  readonly foundOld: number;
  readonly foundNew: number;
  readonly failures: readonly string[];
}

/** A profile that is killed over and over, and what is known of it. */
export interface Trial {
  readonly url: string;
  readonly profileFolder: string;
  readonly random: () => number;
  /** Null before the first undisturbed work. */
  pace: Pace | null;
  /** What the page said is in force, or what the last restart found. */
  held: Taken;
  /** What was held when the last work began; null where none has begun since the last restart that was judged. */
  before: Taken | null;
  /** What a write in flight at the last kill may have brought besides. */
  inFlight: readonly Taken[];
  lastGeneration: number;
  readonly killsIn: Map<string, number>;
  foundOld: number;
  foundNew: number;
  readonly failures: string[];
}

/** Whole, and either what was in force or what was in flight: anything else is a failure. */
export function judge(trial: Trial, when: string, found: Found | undefined): void {
  if (found === undefined) throw new Error('the page has no proof');
  const { taken, wrong } = found;
  const candidates = [trial.held, ...trial.inFlight].map(cursorOf);
  const cursor = taken === null ? 'nothing' : cursorOf(taken);
  if (taken === null || !candidates.includes(cursor)) {
    trial.failures.push(`${when}: found ${cursor}, not one of ${candidates.join(', ')}`);
  } else if (wrong.length > 0) {
    trial.failures.push(`${when}: ${cursor} is not whole: ${wrong.join('; ')}`);
  } else if (trial.before !== null) {
    if (cursor === cursorOf(trial.before)) trial.foundOld += 1;
    else trial.foundNew += 1;
  }
  if (taken !== null) trial.held = taken;
  trial.inFlight = [];
  trial.before = null;
}

/** A kill in this phase. */
export function count(trial: Trial, phase: string): void {
  trial.killsIn.set(phase, (trial.killsIn.get(phase) ?? 0) + 1);
}
