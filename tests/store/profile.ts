import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { CachePort } from '../../src/app/cache-port.ts';
import type { RosterPullKind, StoreFault } from '../../src/app/ports.ts';
import { memoryRecords } from '../../src/app/record/memory-records.ts';
import { memoryUses } from '../../src/app/record/memory-uses.ts';
import { type CardNumber, cardNumberOf } from '../../src/domain/card/card-number.ts';
import type { RosterPage, RosterPageFault } from '../../src/domain/card/roster-page.ts';
import type { RosterChange, RosterRecord } from '../../src/domain/card/roster-record.ts';
import { createStore, type StoreOptions } from '../../src/store/store.ts';
import { ROSTER_KEYS, signedPage } from '../support/roster-pages.ts';

export const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'd4'.repeat(32),
};
/** When the pulls of these tests were asked for, unless they say otherwise. */
export const PULLED_AT = 1_790_000_000_000;

const CHANGES_PER_PAGE = 1000;

/** A browser profile: what outlives a restart. */
export interface Profile {
  readonly factory: IDBFactory;
  /** Opens the store as a start of the kiosk does. */
  start(keys?: StoreOptions['keys']): Promise<CachePort>;
}

export function newProfile(): Profile {
  const factory = new IDBFactory();
  return {
    factory,
    start: (keys = KEYS) => createStore({ indexedDB: factory, IDBKeyRange, keys }),
  };
}

export function numberOf(index: number): CardNumber {
  return cardNumberOf(`LW${String(index).padStart(8, '0')}`);
}

export function recordOf(index: number, change: Partial<RosterRecord> = {}): RosterRecord {
  return {
    cardNumber: numberOf(index),
    status: 'active',
    validFrom: '2026-01-01',
    validUntil: '2027-12-31',
    name: '张小明',
    family: [],
    ...change,
  };
}

export function putOf(index: number, change: Partial<RosterRecord> = {}) {
  return { kind: 'put' as const, record: recordOf(index, change) };
}

export function removalOf(index: number) {
  return { kind: 'remove' as const, cardNumber: numberOf(index) };
}

/** Pulls signed pages into the roster; null when they serve, else the first fault. */
export async function pull(
  store: Pick<CachePort, 'roster'>,
  kind: RosterPullKind,
  pages: readonly Partial<RosterPage>[],
  pulledAt = PULLED_AT,
): Promise<StoreFault | RosterPageFault | null> {
  const begun = await store.roster.beginPull(kind, ROSTER_KEYS);
  if (!begun.ok) return begun.fault;
  for (const page of pages) {
    const taken = await begun.value.add(signedPage({ asOfMs: pulledAt, ...page }));
    if (!taken.ok) return taken.fault;
  }
  return begun.value.finish(pulledAt);
}

/** Changes as pages that follow each other; `c7` is at position 7. */
export function pagesOf(
  changes: readonly RosterChange[],
  { from = null, cursor = 'c1' }: { readonly from?: string | null; readonly cursor?: string },
): readonly Partial<RosterPage>[] {
  const position = Number(cursor.slice(1));
  const count = Math.max(1, Math.ceil(changes.length / CHANGES_PER_PAGE));
  return Array.from({ length: count }, (_, page) => ({
    from: page === 0 ? from : `${cursor}/${page}`,
    changes: changes.slice(page * CHANGES_PER_PAGE, (page + 1) * CHANGES_PER_PAGE),
    cursor: page === count - 1 ? cursor : `${cursor}/${page + 1}`,
    position,
    more: page < count - 1,
  }));
}

/** Loads a snapshot of cards in good standing. */
export async function loadSnapshot(
  store: Pick<CachePort, 'roster'>,
  indices: readonly number[],
  cursor = 'c1',
  pulledAt = PULLED_AT,
): Promise<void> {
  const changes = indices.map((index) => putOf(index));
  const fault = await pull(store, 'snapshot', pagesOf(changes, { cursor }), pulledAt);
  if (fault !== null) throw new Error(`${fault.kind}: ${fault.detail}`);
}

/** Pulls changes on top of what serves. */
export async function pullChanges(
  store: Pick<CachePort, 'roster'>,
  changes: readonly RosterChange[],
  cursor: string,
  pulledAt = PULLED_AT,
): Promise<StoreFault | RosterPageFault | null> {
  const { cursor: from } = await store.roster.state();
  return pull(store, 'changes', pagesOf(changes, { from, cursor }), pulledAt);
}

/** What the roster says of each card: its status, `unknown` or `damaged`. */
export function statusesOf(store: Pick<CachePort, 'roster'>, indices: readonly number[]): Promise<string[]> {
  return Promise.all(
    indices.map(async (index) => {
      const answer = await store.roster.find(numberOf(index));
      return answer.kind === 'found' ? answer.record.status : answer.kind;
    }),
  );
}

/** Opens the raw database beside the store, as somebody with a copy of the profile folder would. */
export async function rawDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return settled(factory.open('kiosk'));
}

export async function rawRows(database: IDBDatabase, table: string): Promise<unknown[]> {
  return settled(database.transaction(table).objectStore(table).getAll());
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** What has to hold of uses and records on disk holds where they are kept in memory alone, too. */
export const RECORD_STORES = {
  async 'in IndexedDB'() {
    const { uses, records } = await newProfile().start();
    return { uses, records };
  },
  async 'in memory'() {
    const records = memoryRecords();
    return { uses: memoryUses(records), records };
  },
};
