/** What the technicians' page shows; times in milliseconds, rates a second. */
export interface ScanStatistics {
  readonly cameraFps: number;
  readonly looksPerSecond: number;
  /** Over the last 300 frames; null before the first. */
  readonly decodeMsMedian: number | null;
  readonly decodeMsP95: number | null;
  readonly frames: number;
  readonly empty: number;
  /** How often each of the decoder's stages hit. */
  readonly hits: Readonly<Record<string, number>>;
  readonly lastStage: string | null;
  readonly crashes: number;
}

interface StatisticsRecorder {
  presented(atMs: number): void;
  /** `stage` is null for a frame without a code. */
  decoded(frame: { readonly atMs: number; readonly decodeMs: number; readonly stage: string | null }): void;
  crashed(): void;
  snapshot(atMs: number): ScanStatistics;
}

const KEPT_MAX = 300;
const RATE_WINDOW_MS = 3000;

/** Counts what the scanner does, in a bounded amount of memory. */
export function createScanStatistics(): StatisticsRecorder {
  const presentedMs: number[] = [];
  const looks: { readonly atMs: number; readonly decodeMs: number }[] = [];
  const hits = new Map<string, number>();
  let frames = 0;
  let empty = 0;
  let crashes = 0;
  let lastStage: string | null = null;

  return {
    presented(atMs) {
      keep(presentedMs, atMs);
    },
    decoded({ atMs, decodeMs, stage }) {
      keep(looks, { atMs, decodeMs });
      frames += 1;
      if (stage === null) {
        empty += 1;
      } else {
        lastStage = stage;
        hits.set(stage, (hits.get(stage) ?? 0) + 1);
      }
    },
    crashed() {
      crashes += 1;
    },
    snapshot(atMs) {
      const times = looks.map((look) => look.decodeMs).sort((one, other) => one - other);
      return {
        cameraFps: rateOf(presentedMs, atMs),
        looksPerSecond: rateOf(
          looks.map((look) => look.atMs),
          atMs,
        ),
        decodeMsMedian: shareOf(times, 0.5),
        decodeMsP95: shareOf(times, 0.95),
        frames,
        empty,
        hits: Object.fromEntries(hits),
        lastStage,
        crashes,
      };
    },
  };
}

function keep<T>(kept: T[], one: T): void {
  kept.push(one);
  if (kept.length > KEPT_MAX) kept.shift();
}

function rateOf(timesMs: readonly number[], atMs: number): number {
  const recent = timesMs.filter((time) => atMs - time < RATE_WINDOW_MS).length;
  return (recent * 1000) / RATE_WINDOW_MS;
}

/** The nearest-rank quantile of sorted times. */
function shareOf(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
