import { parseArgs } from 'node:util';

export interface ScanOptions {
  /** Frames of each kind of code and tier. */
  readonly frames: number;
  /** Frames without a card. */
  readonly empty: number;
  /** Videos of 30 frames, of each kind of code and tier. */
  readonly sequences: number;
  readonly seed: string;
}

const DEFAULTS = { frames: '6', empty: '16', sequences: '4', seed: 'bench' };
const COUNT_MAX = 10_000;

export const SCAN_USAGE = `npm run bench -- scan [--frames N] [--empty N] [--sequences N] [--seed TEXT]
  --frames N     of each of nine cells: three kinds of code, three tiers (default ${DEFAULTS.frames})
  --empty N      frames without a card (default ${DEFAULTS.empty})
  --sequences N  videos of 30 frames, of each of these cells (default ${DEFAULTS.sequences})
  --seed TEXT    of the corpus (default ${DEFAULTS.seed})`;

/** The options, or in words what is wrong with them. */
export function readScanOptions(args: readonly string[]): ScanOptions | string {
  const option = { type: 'string' } as const;
  const names = { frames: option, empty: option, sequences: option, seed: option };
  let given: { frames?: string; empty?: string; sequences?: string; seed?: string };
  try {
    given = parseArgs({ args: [...args], options: names }).values;
  } catch (error) {
    // The only thing that it throws for is an argument it does not know, and it says which.
    return error instanceof Error ? error.message : String(error);
  }
  const { frames, empty, sequences, seed } = { ...DEFAULTS, ...given };
  const counts = { frames: Number(frames), empty: Number(empty), sequences: Number(sequences) };
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isInteger(count) || count < 0 || count > COUNT_MAX)
      return `--${name}: 0 to ${COUNT_MAX} is needed`;
  }
  return { ...counts, seed };
}
