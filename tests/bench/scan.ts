import { spreadOf } from './samples.ts';
import { BASELINE, type Engine, OURS_FRAME, OURS_PHOTO, startEngines } from './scan/engines.ts';
import {
  type Cell,
  type EmptyFrames,
  type FirstReadMs,
  measureCells,
  measureEmpty,
  measureSequences,
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
    if (options.sequences > 0) reportSequences(await measureSequences(engines, options));
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
function reportSequences(found: FirstReadMs): void {
  const count = found.get(OURS_FRAME)?.length ?? 0;
  row(`\n${count} videos of one second`, ['read %', 'median ms', 'p95 ms']);
  for (const [name, all] of found) {
    if (name === OURS_PHOTO) continue;
    const read = all.filter((ms) => ms !== null);
    const spread = read.length === 0 ? null : spreadOf(read);
    row(name, [
      ((100 * read.length) / all.length).toFixed(0),
      spread?.medianMs.toFixed(0) ?? '-',
      spread?.p95Ms.toFixed(0) ?? '-',
    ]);
  }
}

function row(head: string, figures: readonly string[]): void {
  console.log(head.padEnd(26) + figures.map((figure) => figure.padStart(13)).join(''));
}
