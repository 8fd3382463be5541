import { TIERS } from '../corpus/tier.ts';
import { spreadOf } from './samples.ts';
import { BASELINE, type Engine, OURS_FRAME, OURS_PHOTO, startEngines } from './scan/engines.ts';
import {
  type Cell,
  type EmptyFrames,
  measureCells,
  measureEmpty,
  measureSequences,
  type Sequence,
} from './scan/measure.ts';
import type { ScanOptions } from './scan/options.ts';

/** Our decoder beside its peers on one seeded corpus: what is read, what is misread, and at what cost. */
export async function benchScan(options: ScanOptions): Promise<void> {
  // The baseline complains on the console of every frame that it does not read.
  const complain = console.warn;
  console.warn = () => {};
  try {
    const engines = await startEngines();
    console.log(
      `\nScan: ${options.frames} frames a cell of 1280x720, seed "${options.seed}", Node ${process.version}`,
    );
    const cells = await measureCells(engines, options);
    reportDecoded(engines, cells);
    if (options.frames > 0) reportCost(engines, cells);
    if (options.empty > 0) reportEmpty(await measureEmpty(engines, options), options.empty);
    if (options.sequences > 0) reportSequences(engines, await measureSequences(engines, options));
  } finally {
    console.warn = complain;
  }
}

function reportDecoded(engines: readonly Engine[], cells: readonly Cell[]): void {
  row(
    'decoded % (misread)',
    engines.map(({ name }) => name),
  );
  for (const cell of cells) {
    row(
      `${cell.kind} ${cell.tier}`,
      engines.map(({ name }) => {
        const frames = cell.hitMs.get(name)?.length ?? 0;
        const share = frames === 0 ? 0 : (100 * (cell.hits.get(name) ?? 0)) / frames;
        return `${share.toFixed(0)} (${cell.misreads.get(name) ?? 0})`;
      }),
    );
  }
}

/** On the frames that an engine reads: its cost beside the baseline's on the same frames. */
function reportCost(engines: readonly Engine[], cells: readonly Cell[]): void {
  row('\nframes read', ['median CPU ms', 'p95 CPU ms', 'x zxing-js', 'p95 x']);
  for (const { name } of engines) {
    const pairs = cells.flatMap((cell) =>
      (cell.hitMs.get(name) ?? []).flatMap((ms, index) => {
        const baseMs = cell.hitMs.get(BASELINE)?.[index] ?? null;
        return ms === null || baseMs === null ? [] : [{ ms, baseMs }];
      }),
    );
    if (pairs.length === 0) continue;
    costRow(
      name,
      pairs.map(({ ms }) => ms),
      pairs.map(({ baseMs }) => baseMs),
    );
  }
}

function reportEmpty({ ms, falsePositives }: EmptyFrames, count: number): void {
  row(`\n${count} empty frames`, ['median CPU ms', 'p95 CPU ms', 'x zxing-js', 'p95 x', 'false']);
  const base = ms.get(BASELINE) ?? [];
  for (const [name, own] of ms) costRow(name, own, base, [String(falsePositives.get(name) ?? 0)]);
}

function costRow(
  name: string,
  own: readonly number[],
  base: readonly number[],
  more: readonly string[] = [],
): void {
  const spread = spreadOf(own);
  const baseSpread = spreadOf(base);
  const figures = [
    spread.medianMs,
    spread.p95Ms,
    spread.medianMs / baseSpread.medianMs,
    spread.p95Ms / baseSpread.p95Ms,
  ];
  row(name, [...figures.map((figure) => figure.toFixed(2)), ...more]);
}

/** The photo reader takes no part in what is said of videos. */
function reportSequences(engines: readonly Engine[], sequences: readonly Sequence[]): void {
  for (const tier of TIERS) {
    const all = sequences.filter((sequence) => sequence.tier === tier);
    row(`\n${all.length} ${tier} videos of one second`, [
      'read %',
      'median ms',
      'p95 ms',
      'p95 x zxing-js median',
    ]);
    const baseMs = medianOf(all, BASELINE);
    for (const { name } of engines) {
      if (name !== OURS_PHOTO) row(name, sequenceFigures(all, name, baseMs));
    }
  }
  for (const { kind, tier, seed, firstReadMs } of sequences) {
    if (firstReadMs.get(OURS_FRAME) === null) console.log(`${OURS_FRAME} missed ${kind} ${tier} "${seed}"`);
  }
}

function sequenceFigures(all: readonly Sequence[], name: string, baseMs: number | null): string[] {
  const read = readMs(all, name);
  const share = ((100 * read.length) / all.length).toFixed(0);
  if (read.length === 0) return [share, '-', '-', '-'];
  const { medianMs, p95Ms } = spreadOf(read);
  return [share, medianMs.toFixed(0), p95Ms.toFixed(0), baseMs === null ? '-' : (p95Ms / baseMs).toFixed(2)];
}

function medianOf(all: readonly Sequence[], name: string): number | null {
  const read = readMs(all, name);
  return read.length === 0 ? null : spreadOf(read).medianMs;
}

function readMs(all: readonly Sequence[], name: string): number[] {
  return all.flatMap(({ firstReadMs }) => firstReadMs.get(name) ?? []);
}

function row(head: string, figures: readonly string[]): void {
  console.log(head.padEnd(26) + figures.map((figure) => figure.padStart(13)).join(''));
}
