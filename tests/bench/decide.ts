import { performance } from 'node:perf_hooks';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import type { CardRecord } from '../../src/domain/card/card-record.ts';
import { type DecideInput, decide } from '../../src/domain/decision/decide.ts';
import type { Decision } from '../../src/domain/decision/decision.ts';
import { CARD } from '../domain/desk.ts';
import { shipped } from '../domain/shipped.ts';
import { decideForPool } from './engines/pool-engine.ts';
import { decideByRules } from './engines/rules-engine.ts';
import { spreadOf } from './samples.ts';

const ROUNDS = 60;
const WARM_UP_ROUNDS = 20;
const DECISIONS_PER_ROUND = 500;

interface Contender {
  readonly name: string;
  readonly decide: (input: DecideInput) => Decision | Promise<Decision>;
}

const CONTENDERS: readonly Contender[] = [
  { name: 'decide, the whole guide as data', decide },
  { name: 'by hand, the pool alone', decide: decideForPool },
  { name: 'json-rules-engine, the pool alone', decide: decideByRules },
];

/**
 * A decision of the pool's desk by three engines, in interleaved rounds of one process: the median and the
 * 95th percentile of a round's mean, and how they compare. First it makes sure that they say the same.
 */
export async function benchDecide(): Promise<void> {
  const inputs = inputsOf();
  for (const input of inputs) await insistOnSameAnswer(input);
  const samples = CONTENDERS.map((): number[] => []);
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const [index, contender] of CONTENDERS.entries()) {
      const perDecisionMs = await measureRound(contender, inputs);
      if (round >= WARM_UP_ROUNDS) samples[index]?.push(perDecisionMs);
    }
  }
  printTable(samples);
}

async function measureRound(contender: Contender, inputs: readonly DecideInput[]): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < DECISIONS_PER_ROUND; count++) {
    const input = inputs[count % inputs.length];
    if (input === undefined) throw new Error('no inputs');
    const decision = contender.decide(input);
    if (decision instanceof Promise) await decision;
  }
  return (performance.now() - started) / DECISIONS_PER_ROUND;
}

/** A desk's mix: mostly good cards, some for several people, a few refused. */
function inputsOf(): readonly DecideInput[] {
  const catalogue = shipped();
  const cards: readonly Partial<CardRecord>[] = [
    {}, {}, {}, { family: [] }, { family: [] }, { validUntil: '2026-03-31' }, { status: 'lost' },
  ]; // biome-ignore format: one line
  return cards.map((card, index) => ({
    catalogue,
    siteId: 'xijiao-pool',
    lookup: { kind: 'found', record: { ...CARD, ...card } },
    at: instantOf(`2026-11-23T1${index}:20`),
    dataAgeMs: 0,
    counters: { ofCard: [], atDesk: [] },
    choices: { 'outdoor-ticket': { quantity: 1 + (index % 3) } },
  }));
}

async function insistOnSameAnswer(input: DecideInput): Promise<void> {
  const answers = await Promise.all(
    CONTENDERS.map(async (contender) => gistOf(await contender.decide(input))),
  );
  if (new Set(answers).size > 1) throw new Error(`the engines differ: ${answers.join(' | ')}`);
}

function gistOf(decision: Decision): string {
  const items = decision.items.map((item) =>
    item.kind === 'yes' || item.kind === 'ask' ? `${item.kind} ${item.price?.totalFen}` : item.kind,
  );
  return [decision.verdict, decision.cardReason?.kind ?? '-', ...items].join(' ');
}

function printTable(samples: readonly (readonly number[])[]): void {
  const ours = spreadOf(samples[0] ?? []).medianMs;
  console.log(
    `decide: one decision at the pool's desk, ${ROUNDS} interleaved rounds of ${DECISIONS_PER_ROUND}`,
  );
  console.log('engine                              median µs   p95 µs   time of ours / its time');
  for (const [index, contender] of CONTENDERS.entries()) {
    const { medianMs, p95Ms } = spreadOf(samples[index] ?? []);
    const cells = [
      micros(medianMs).padStart(9),
      micros(p95Ms).padStart(8),
      (ours / medianMs).toFixed(2).padStart(9),
    ];
    console.log(`${contender.name.padEnd(36)}${cells.join(' ')}`);
  }
}

function micros(ms: number): string {
  return (ms * 1000).toFixed(2);
}
