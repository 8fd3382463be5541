import type { SeedReport } from './run.ts';

/** What many seeds came to, added up as their reports come. */
export interface SimTotals {
  add(report: SeedReport): void;
  readonly runs: number;
  readonly entries: number;
  /** The failing seed with the smallest number; null for none. */
  readonly firstFailing: SeedReport | null;
  readonly failing: number;
  /** Lines for people. */
  summary(): string[];
}

export function simTotals(): SimTotals {
  const times = new Map<string, number>();
  const runsWith = new Map<string, number>();
  const pairs = new Map<string, number>();
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
      for (const [index, kind] of kinds.entries()) {
        add(runsWith, kind, 1);
        for (const other of kinds.slice(index + 1)) add(pairs, `${kind} + ${other}`, 1);
      }
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
    summary: () => summaryOf({ runs, entries, failing, times, runsWith, pairs }),
  };
}

function summaryOf(parts: {
  readonly runs: number;
  readonly entries: number;
  readonly failing: number;
  readonly times: ReadonlyMap<string, number>;
  readonly runsWith: ReadonlyMap<string, number>;
  readonly pairs: ReadonlyMap<string, number>;
}): string[] {
  const { runs, entries, failing, times, runsWith, pairs } = parts;
  const kinds = [...times].sort(([one], [other]) => one.localeCompare(other));
  const rarest = [...pairs].sort(([, one], [, other]) => one - other)[0];
  const possible = (kinds.length * (kinds.length - 1)) / 2;
  return [
    `${runs} runs of 45 days, ${entries} entries recorded, ${failing} runs failed`,
    'faults, times fired and runs with it:',
    ...kinds.map(([kind, count]) => `  ${kind.padEnd(20)} ${pad(count)} ${pad(runsWith.get(kind) ?? 0)}`),
    `pairs of faults in one run: ${pairs.size} of ${possible}${rarest ? `, the rarest ${rarest[0]} in ${rarest[1]} runs` : ''}`,
  ];
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function pad(count: number): string {
  return String(count).padStart(9);
}
