import { FAULT_KINDS } from '../world/fault-plan.ts';
import type { SeedReport } from './run.ts';

/** What many seeds came to, added up as their reports come. */
export interface SimTotals {
  add(report: SeedReport): void;
  readonly runs: number;
  readonly entries: number;
  /** The failing seed with the smallest number; null for none. */
  readonly firstFailing: SeedReport | null;
  readonly failing: number;
  /** Lines for people: every kind of fault, also one that never happened, and the pairs that never met. */
  summary(): string[];
}

/** Pairs that never met and are named, beside their number. */
const NAMED_MAX = 10;

/** A report of a kind that is not among `FAULT_KINDS` throws: it would be counted nowhere. */
export function simTotals(): SimTotals {
  const times = zeros(FAULT_KINDS);
  const runsWith = zeros(FAULT_KINDS);
  const pairs = zeros(pairsOf([...FAULT_KINDS].sort()));
  let runs = 0;
  let entries = 0;
  let failing = 0;
  let firstFailing: SeedReport | null = null;

  return {
    add(report) {
      runs += 1;
      entries += report.entries;
      const kinds = [...report.faults.keys()].sort();
      for (const [kind, count] of report.faults) add(times, kind, count);
      for (const kind of kinds) add(runsWith, kind, 1);
      for (const pair of pairsOf(kinds)) add(pairs, pair, 1);
      if (report.violations.length === 0) return;
      failing += 1;
      if (firstFailing === null || report.seed < firstFailing.seed) firstFailing = report;
    },
    get runs() {
      return runs;
    },
    get entries() {
      return entries;
    },
    get failing() {
      return failing;
    },
    get firstFailing() {
      return firstFailing;
    },
    summary: () => [
      `${runs} runs of 45 days, ${entries} entries recorded, ${failing} runs failed`,
      ...kindLines(times, runsWith),
      ...pairLines(pairs),
    ],
  };
}

function kindLines(times: ReadonlyMap<string, number>, runsWith: ReadonlyMap<string, number>): string[] {
  const kinds = [...times].sort(([one], [other]) => one.localeCompare(other));
  const silent = kinds.filter(([, count]) => count === 0).map(([kind]) => kind);
  return [
    'faults, times fired and runs with it:',
    ...kinds.map(([kind, count]) => `  ${kind.padEnd(20)} ${pad(count)} ${pad(runsWith.get(kind) ?? 0)}`),
    `kinds of faults that fired: ${kinds.length - silent.length} of ${kinds.length}${named(silent, 'never')}`,
  ];
}

function pairLines(pairs: ReadonlyMap<string, number>): string[] {
  const unmet = [...pairs].filter(([, count]) => count === 0).map(([pair]) => pair);
  const rarest = [...pairs].filter(([, count]) => count > 0).sort(([, one], [, other]) => one - other)[0];
  const words = rarest === undefined ? '' : `, the rarest ${rarest[0]} in ${rarest[1]} runs`;
  return [
    `pairs of faults in one run: ${pairs.size - unmet.length} of ${pairs.size}${words}`,
    `pairs that never met: ${unmet.length}${named(unmet, 'these')}`,
  ];
}

function named(names: readonly string[], as: string): string {
  if (names.length === 0) return '';
  const more = names.length > NAMED_MAX ? ` and ${names.length - NAMED_MAX} more` : '';
  return `; ${as}: ${names.slice(0, NAMED_MAX).join(', ')}${more}`;
}

function pairsOf(kinds: readonly string[]): string[] {
  return kinds.flatMap((kind, index) => kinds.slice(index + 1).map((other) => `${kind} + ${other}`));
}

function zeros(keys: readonly string[]): Map<string, number> {
  return new Map(keys.map((key) => [key, 0]));
}

function add(counts: Map<string, number>, key: string, count: number): void {
  const before = counts.get(key);
  if (before === undefined) throw new Error(`no such kind of fault: ${key}`);
  counts.set(key, before + count);
}

function pad(count: number): string {
  return String(count).padStart(9);
}
