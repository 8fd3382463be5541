import type { CorpusFrame } from '../../corpus/camera-frame.ts';
import { negativeFrame, positiveFrame } from '../../corpus/frame.ts';
import type { CodeKind } from '../../corpus/printed-code.ts';
import { cardSequence } from '../../corpus/sequence.ts';
import { TIERS, type Tier } from '../../corpus/tier.ts';
import { BASELINE, type Engine, OURS_FRAME } from './engines.ts';
import type { ScanOptions } from './options.ts';

const KINDS: readonly CodeKind[] = ['code128', 'qr30', 'signed'];
const FRAMES_PER_SECOND = 30;
/** Calls by which our stages have all come round on a card that is held still. */
const STILL_FRAMES_MAX = 6;
/** @zxing/browser waits so long after a try. */
const BASELINE_PAUSE_MS = 500;

export interface Cell {
  readonly kind: CodeKind;
  readonly tier: Tier;
  /** By engine. */
  readonly hits: Map<string, number>;
  readonly misreads: Map<string, number>;
  /** Frames by engine, in the same order: what the call cost that hit, null where none did. */
  readonly hitMs: Map<string, (number | null)[]>;
}

/** Every engine on the same frames; ours gets a still card up to six times, as in a video. */
export async function measureCells(engines: readonly Engine[], options: ScanOptions): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const kind of KINDS) {
    for (const tier of TIERS) {
      const cell: Cell = { kind, tier, hits: new Map(), misreads: new Map(), hitMs: new Map() };
      for (let index = 0; index < options.frames; index += 1) {
        const frame = await positiveFrame(kind, tier, `${options.seed} ${index}`);
        for (const engine of engines) await addFrame(cell, engine, frame);
      }
      cells.push(cell);
    }
  }
  return cells;
}

async function addFrame(cell: Cell, engine: Engine, frame: CorpusFrame): Promise<void> {
  engine.begin();
  const tries = engine.name === OURS_FRAME ? STILL_FRAMES_MAX : 1;
  let cost: number | null = null;
  for (let count = 0; count < tries && cost === null; count += 1) {
    const { texts, ms } = await timed(engine, frame);
    if (texts.some((text) => text !== frame.text)) add(cell.misreads, engine.name, 1);
    // For the baseline every call counts: what ours costs is set against it, whether it reads or not.
    if (texts.includes(frame.text ?? '') || engine.name === BASELINE) cost = ms;
    if (texts.includes(frame.text ?? '')) add(cell.hits, engine.name, 1);
  }
  cell.hitMs.set(engine.name, [...(cell.hitMs.get(engine.name) ?? []), cost]);
}

function add(counts: Map<string, number>, name: string, more: number): void {
  counts.set(name, (counts.get(name) ?? 0) + more);
}

/** The thread's own time: other programs on the machine do not count, waiting does not either. */
async function timed(engine: Engine, frame: CorpusFrame): Promise<{ texts: readonly string[]; ms: number }> {
  const before = process.threadCpuUsage();
  const texts = await engine.read(frame);
  const { user, system } = process.threadCpuUsage(before);
  return { texts, ms: (user + system) / 1000 };
}

export interface EmptyFrames {
  readonly ms: Map<string, number[]>;
  readonly falsePositives: Map<string, number>;
}

/** Desks without a card; ours looks at each as often as its stages need to come round. */
export async function measureEmpty(engines: readonly Engine[], options: ScanOptions): Promise<EmptyFrames> {
  const ms = new Map<string, number[]>();
  const falsePositives = new Map<string, number>();
  for (let index = 0; index < options.empty; index += 1) {
    const frame = await negativeFrame(`${options.seed} ${index}`);
    for (const engine of engines) {
      engine.begin();
      for (let count = 0; count < (engine.name === OURS_FRAME ? STILL_FRAMES_MAX : 1); count += 1) {
        const reading = await timed(engine, frame);
        ms.set(engine.name, [...(ms.get(engine.name) ?? []), reading.ms]);
        if (reading.texts.length > 0) add(falsePositives, engine.name, 1);
      }
    }
  }
  return { ms, falsePositives };
}

/** A video and when each engine first read it right, counted from its first frame; null: not within its second. */
export interface Sequence {
  readonly kind: CodeKind;
  readonly tier: Tier;
  readonly seed: string;
  readonly firstReadMs: ReadonlyMap<string, number | null>;
}

/** A hand brings a card in: each engine takes the newest frame whenever it is free. */
export async function measureSequences(
  engines: readonly Engine[],
  options: ScanOptions,
): Promise<Sequence[]> {
  const found: Sequence[] = [];
  // What runs for the first time is compiled first, and a desk's scanner is not.
  for (const kind of KINDS) await measureSequence(engines, { kind, tier: 'easy', seed: 'warm-up' });
  for (const kind of KINDS) {
    for (const tier of TIERS) {
      for (let index = 0; index < options.sequences; index += 1) {
        found.push(await measureSequence(engines, { kind, tier, seed: `${options.seed} ${index}` }));
      }
    }
  }
  return found;
}

async function measureSequence(
  engines: readonly Engine[],
  { kind, tier, seed }: { kind: CodeKind; tier: Tier; seed: string },
): Promise<Sequence> {
  const frameAt = videoOf(cardSequence(kind, { tier, seed, count: FRAMES_PER_SECOND }));
  const firstReadMs = new Map<string, number | null>();
  for (const engine of engines) firstReadMs.set(engine.name, await firstReadOf(engine, frameAt));
  return { kind, tier, seed, firstReadMs };
}

/** Null beyond the video's end. */
type FrameAt = (index: number) => Promise<CorpusFrame | null>;

/** Frames are drawn when they are first asked for: most videos are read before their end. */
function videoOf(sequence: AsyncGenerator<CorpusFrame>): FrameAt {
  const drawn: CorpusFrame[] = [];
  return async (index) => {
    while (drawn.length <= index) {
      const next = await sequence.next();
      if (next.done === true) return null;
      drawn.push(next.value);
    }
    return drawn[index] ?? null;
  };
}

async function firstReadOf(engine: Engine, frameAt: FrameAt): Promise<number | null> {
  engine.begin();
  let nowMs = 0;
  for (let calls = 0; calls < FRAMES_PER_SECOND; calls += 1) {
    const frame = await frameAt(Math.floor((nowMs * FRAMES_PER_SECOND) / 1000));
    if (frame === null) return null;
    const { texts, ms } = await timed(engine, frame);
    nowMs += ms;
    if (texts.includes(frame.text ?? '')) return nowMs;
    // The next frame, or after a pause the one that is then the newest.
    const nextMs = (Math.floor((nowMs * FRAMES_PER_SECOND) / 1000) + 1) * (1000 / FRAMES_PER_SECOND);
    nowMs = engine.name === BASELINE ? nowMs + BASELINE_PAUSE_MS : Math.min(nextMs, nowMs + 1000);
  }
  return null;
}
