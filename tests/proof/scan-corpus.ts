import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { startNodeDecoder } from '../../src/cli/scan/node-decoder.ts';
import type { CorpusFrame } from '../corpus/camera-frame.ts';
import { labelFrame, negativeFrame, positiveFrame } from '../corpus/frame.ts';
import type { CodeKind } from '../corpus/printed-code.ts';
import { TIERS, type Tier } from '../corpus/tier.ts';

/** `label`: bars that are no card's, so that nothing but the lines across them confirms them. */
type Kind = CodeKind | 'label';
const KINDS: readonly Kind[] = ['code128', 'qr30', 'signed', 'label'];
/** What must be read at least, in per cent. */
const FLOORS: Readonly<Record<Kind, Readonly<Record<Tier, number>>>> = {
  code128: { easy: 100, medium: 99, hard: 85 },
  qr30: { easy: 100, medium: 99, hard: 85 },
  signed: { easy: 100, medium: 99, hard: 85 },
  label: { easy: 99, medium: 95, hard: 50 },
};
const FRAMES_DEFAULT = 20;
const EMPTY_DEFAULT = 180;

interface Job {
  readonly cell: string;
  readonly kind: Kind | null;
  readonly tier: Tier | null;
  readonly seed: string;
}

interface Outcome {
  readonly cell: string;
  readonly read: 'right' | 'wrong' | 'nothing';
  readonly seed: string;
}

/**
 * `node tests/proof/scan-corpus.ts [--frames N] [--empty N] [--seed TEXT]`: our decoder alone, as `scan` reads a
 * photo, on N seeded frames of each kind and tier and N without a code, on all cores. Exit code 1 for any wrong
 * text, any code where there is none, and any cell below its floor.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { frames: { type: 'string' }, empty: { type: 'string' }, seed: { type: 'string' } },
  });
  const frames = Number(values.frames ?? FRAMES_DEFAULT);
  const empty = Number(values.empty ?? EMPTY_DEFAULT);
  const jobs = jobsOf(frames, empty, values.seed ?? 'proof');
  const outcomes = await runAll(jobs);
  let isGood = true;
  for (const kind of KINDS) {
    for (const tier of TIERS) {
      const own = outcomes.filter(({ cell }) => cell === `${kind} ${tier}`);
      const right = own.filter(({ read }) => read === 'right').length;
      const isEnough = 100 * right >= FLOORS[kind][tier] * own.length;
      isGood &&= isEnough;
      console.log(`${kind} ${tier}: ${right} of ${own.length} read${isEnough ? '' : ', BELOW THE FLOOR'}`);
    }
  }
  const wrong = outcomes.filter(({ read }) => read === 'wrong');
  const negatives = outcomes.filter(({ cell }) => cell === 'empty').length;
  for (const { cell, seed } of wrong) console.log(`WRONG: ${cell}, seed ${seed}`);
  const falsePositives = wrong.filter(({ cell }) => cell === 'empty').length;
  const misreads = wrong.length - falsePositives;
  console.log(
    `${misreads} misreads in ${outcomes.length - negatives} positives, ${falsePositives} false positives in ${negatives} negatives`,
  );
  return isGood && wrong.length === 0 && outcomes.length === jobs.length ? 0 : 1;
}

function jobsOf(frames: number, empty: number, seed: string): readonly Job[] {
  const jobs: Job[] = [];
  for (let index = 0; index < Math.max(frames, empty); index += 1) {
    const own = `${seed} ${index}`;
    for (const kind of index < frames ? KINDS : []) {
      for (const tier of TIERS) jobs.push({ cell: `${kind} ${tier}`, kind, tier, seed: own });
    }
    if (index < empty) jobs.push({ cell: 'empty', kind: null, tier: null, seed: own });
  }
  return jobs;
}

async function runAll(jobs: readonly Job[]): Promise<readonly Outcome[]> {
  const threads = availableParallelism();
  const shares = Array.from({ length: threads }, (_, thread) =>
    jobs.filter((_, index) => index % threads === thread),
  );
  return (await Promise.all(shares.map(runShare))).flat();
}

function runShare(share: readonly Job[]): Promise<readonly Outcome[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once('message', (outcomes: readonly Outcome[]) => resolve(outcomes));
    worker.once('error', reject);
  });
}

async function work(share: readonly Job[]): Promise<void> {
  const decoder = await startNodeDecoder();
  const outcomes: Outcome[] = [];
  for (const { cell, kind, tier, seed } of share) {
    const frame = await frameOf(kind, tier, seed);
    const texts = decoder.readPicture(frame).codes.map(({ text }) => text);
    const isWrong = texts.some((text) => text !== frame.text);
    outcomes.push({ cell, seed, read: isWrong ? 'wrong' : texts.length > 0 ? 'right' : 'nothing' });
  }
  parentPort?.postMessage(outcomes);
}

function frameOf(kind: Kind | null, tier: Tier | null, seed: string): Promise<CorpusFrame> {
  if (kind === null || tier === null) return negativeFrame(seed);
  return kind === 'label' ? labelFrame(tier, seed) : positiveFrame(kind, tier, seed);
}

if (isMainThread) process.exit(await main());
else await work(workerData);
