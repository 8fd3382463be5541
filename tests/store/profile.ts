import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { RosterMark } from '../../src/app/ports.ts';
import { type CardNumber, cardNumberOf } from '../../src/domain/card-number.ts';
import type { RosterRecord } from '../../src/domain/roster-record.ts';
import { createStore, type Store, type StoreOptions } from '../../src/store/store.ts';

export const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'd4'.repeat(32),
};
export const EPOCH = '5f0c7f0e-3d52-4f4e-9a57-6e2f8a1d0c11';

/** A browser profile: what outlives a restart. */
export interface Profile {
  readonly factory: IDBFactory;
  /** Opens the store as a start of the kiosk does. */
  start(keys?: StoreOptions['keys']): Promise<Store>;
}

export function newProfile(): Profile {
  const factory = new IDBFactory();
  return {
    factory,
    start: (keys = KEYS) => createStore({ indexedDB: factory, IDBKeyRange, keys }),
  };
}

export function markOf(cursor: string, epoch = EPOCH): RosterMark {
  return { cursor, epoch, pulledAt: 1_790_000_000_000 };
}

export function numberOf(index: number): CardNumber {
  return cardNumberOf(`LW${String(index).padStart(7, '0')}`);
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

/** Loads a snapshot in one page. */
export async function loadSnapshot(store: Store, indices: readonly number[], cursor = 'c1'): Promise<void> {
  const begun = await store.roster.beginSnapshot();
  if (!begun.ok) throw new Error(begun.fault.detail);
  await begun.value.add(indices.map((index) => putOf(index)));
  await begun.value.finish(markOf(cursor));
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
