import type { CardNumber } from '../../../src/domain/card/card-number.ts';
import { spreadOf } from '../samples.ts';
import type { RosterContender } from './contender.ts';
import { changePages, heldNumber, recordOf, recordPages, unheldNumber } from './records.ts';

/** Which cache, and the cards in it. */
export interface RosterSize {
  readonly seed: number;
  readonly cards: number;
}

export interface Lookups {
  readonly hitP50Ms: number;
  readonly hitP95Ms: number;
  readonly missP50Ms: number;
}

interface RosterBench {
  /** Into an empty profile; milliseconds on the wall clock. */
  load(size: RosterSize): Promise<number>;
  /** From opening the cache to its first answer, in a page that has asked nothing yet; milliseconds. */
  openAndFind(size: RosterSize, index: number): Promise<number>;
  /** One look-up after another in an opened cache, hits and misses in turn. */
  lookups(size: RosterSize, rounds: number): Promise<Lookups>;
  /** Changes a hundredth of the cards and sees one of them changed; milliseconds on the wall clock. */
  change(size: RosterSize, revision: number): Promise<number>;
  /** Mean length of a record's JSON, as the wire carries it, in UTF-8. */
  recordBytes(size: RosterSize): number;
}

declare global {
  interface Window {
    /** Brought by the page of the peers. */
    rosterContender?: RosterContender;
    rosterBench?: RosterBench;
  }
}

/** Unmeasured, until the browser has compiled what it runs often. */
const WARM_UP_SHARE = 0.2;
const LOOKUPS_PER_ROUND = 10;
const RECORDS_WEIGHED = 2_000;

const OWN: Readonly<Record<string, () => Promise<{ readonly contender: RosterContender }>>> = {
  ours: () => import('./contenders/ours.ts'),
  'ours-signed': () => import('./contenders/ours-signed.ts'),
  'plain-rows': () => import('./contenders/plain-rows.ts'),
  'sealed-rows': () => import('./contenders/sealed-rows.ts'),
  nothing: () => import('./contenders/nothing.ts'),
  'nothing-signed': () => import('./contenders/nothing-signed.ts'),
};

window.rosterBench = await benchOf(new URLSearchParams(location.search).get('contender') ?? '');

async function benchOf(name: string): Promise<RosterBench> {
  const contender = window.rosterContender ?? (await OWN[name]?.())?.contender;
  if (contender === undefined) throw new Error(`no contender ${name}`);
  return {
    load: ({ seed, cards }) =>
      timed(async () => {
        await contender.open();
        await contender.load(recordPages(seed, cards));
      }),
    openAndFind: (size, index) =>
      timed(async () => {
        await contender.open();
        await insistOnHit(contender, size, index);
      }),
    lookups: (size, rounds) => lookups(contender, size, rounds),
    async change({ seed, cards }, revision) {
      const elapsedMs = await timed(() => contender.change(changePages(seed, cards, revision)));
      const [first] = changePages(seed, cards, revision).next().value ?? [];
      const found = first && (await contender.find(first.cardNumber));
      if (first === undefined || found?.status !== first.status) throw new Error('the change did not arrive');
      return elapsedMs;
    },
    recordBytes({ seed }) {
      const texts = Array.from({ length: RECORDS_WEIGHED }, (_, index) =>
        JSON.stringify({ kind: 'put', record: recordOf({ seed, index, revision: 0 }) }),
      );
      return new TextEncoder().encode(texts.join('')).length / RECORDS_WEIGHED;
    },
  };
}

/** Medians are of a round's mean, because a single answer may take less than the clock can see; p95 is of single answers. */
async function lookups(contender: RosterContender, size: RosterSize, rounds: number): Promise<Lookups> {
  await contender.warm?.();
  const hitMeansMs: number[] = [];
  const missMeansMs: number[] = [];
  const hitsMs: number[] = [];
  const warmUp = Math.floor(rounds * WARM_UP_SHARE);
  for (let round = -warmUp; round < rounds; round += 1) {
    const indices = Array.from({ length: LOOKUPS_PER_ROUND }, () => Math.floor(Math.random() * size.cards));
    const held = indices.map(heldNumber);
    const unheld = indices.map(unheldNumber);
    const hitMs = await timed(() => insistOn(contender, held, true));
    const missMs = await timed(() => insistOn(contender, unheld, false));
    const single = heldNumber(Math.floor(Math.random() * size.cards));
    const singleMs = await timed(() => insistOn(contender, [single], true));
    if (round < 0) continue;
    hitMeansMs.push(hitMs / LOOKUPS_PER_ROUND);
    missMeansMs.push(missMs / LOOKUPS_PER_ROUND);
    hitsMs.push(singleMs);
  }
  return {
    hitP50Ms: spreadOf(hitMeansMs).medianMs,
    hitP95Ms: spreadOf(hitsMs).p95Ms,
    missP50Ms: spreadOf(missMeansMs).medianMs,
  };
}

/** A cache that is quick to say nothing is worth nothing. */
async function insistOn(
  contender: RosterContender,
  cardNumbers: readonly CardNumber[],
  areHeld: boolean,
): Promise<void> {
  for (const cardNumber of cardNumbers) {
    const found = await contender.find(cardNumber);
    if ((found?.cardNumber === cardNumber) !== areHeld) throw new Error(`wrong answer for ${cardNumber}`);
  }
}

async function insistOnHit(contender: RosterContender, { seed }: RosterSize, index: number): Promise<void> {
  const expected = recordOf({ seed, index, revision: 0 });
  const found = await contender.find(expected.cardNumber);
  if (found?.status !== expected.status) throw new Error(`wrong answer for ${expected.cardNumber}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
