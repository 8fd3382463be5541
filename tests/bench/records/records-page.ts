import type { CachePort } from '../../../src/app/cache-port.ts';
import { createStore } from '../../../src/store/store.ts';
import { cardRefNamed, openRecord } from './rows.ts';

export interface RecordSamples {
  readonly bareGetMs: readonly number[];
  readonly lookUpMs: readonly number[];
  readonly countersMs: readonly number[];
}

interface RecordsBench {
  fill(records: number, today: string): Promise<void>;
  measure(records: number, today: string): Promise<RecordSamples>;
}

declare global {
  interface Window {
    benchRecords?: RecordsBench;
  }
}

/** Ten times as many as a page of the feed has: the filling is not measured. */
const PAGE = 5_000;
const ROUNDS = 200;
/** All counters of a scan take longer, and are not what is bounded here. */
const COUNTER_ROUNDS = 20;
const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'd4'.repeat(32),
};
const SITE_ID = 'xijiao-pool';
let store: CachePort | null = null;

window.benchRecords = {
  async fill(records, today) {
    store ??= await createStore({ keys: KEYS });
    for (let from = 0; from < records; from += PAGE) {
      const page = Array.from({ length: Math.min(PAGE, records - from) }, (_, index) =>
        openRecord(from + index, today),
      );
      const fault = await store.records.put(page, { cursor: `epoch.${from}`, anew: from === 0 });
      if (fault !== null) throw new Error(fault.detail);
    }
  },
  async measure(records, today) {
    if (store === null) throw new Error('not filled');
    const { uses, records: feed } = store;
    const plain = await settled(indexedDB.open('kiosk'));
    const samples = { bareGetMs: [] as number[], lookUpMs: [] as number[], countersMs: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const index = Math.floor(Math.random() * records);
      const cardRef = cardRefNamed(index);
      const get = () =>
        settled(plain.transaction('records').objectStore('records').index('cardRef').get(cardRef));
      samples.bareGetMs.push(await timed(get, (row) => row !== undefined));
      samples.lookUpMs.push(
        await timed(
          () => feed.ofCards([cardRef]),
          (rows) => rows.length === 1,
        ),
      );
      if (round >= COUNTER_ROUNDS) continue;
      const counters = () => uses.countersFor([cardRef], SITE_ID, today);
      samples.countersMs.push(await timed(counters, (counted) => counted.records?.length === 1));
    }
    plain.close();
    return samples;
  },
};

async function timed<T>(work: () => PromiseLike<T>, isRight: (answer: T) => boolean): Promise<number> {
  const startedAt = performance.now();
  const answer = await work();
  const ms = performance.now() - startedAt;
  if (!isRight(answer)) throw new Error('a wrong answer is quick and worth nothing');
  return ms;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
