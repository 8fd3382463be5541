import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { createMemoryStore } from '../../src/district/memory/memory-store.ts';
import type { DistrictStore } from '../../src/district/storage/store.ts';
import { storageKinds, useStorage } from './test-district.ts';

export const storeKinds = [...storageKinds, 'memory'] as const;

/** One empty store of that kind for a `describe`. */
export function useStore(kind: (typeof storeKinds)[number]): () => DistrictStore {
  const createStorage = useStorage(kind === 'memory' ? 'pglite' : kind);
  let held: { readonly store: DistrictStore; readonly close: () => Promise<void> } | null = null;
  beforeAll(async () => {
    if (kind === 'memory') {
      held = { store: memoryStore(), close: async () => {} };
      return;
    }
    const { database, close } = await openDatabase(await createStorage(), () => {});
    held = { store: sqlStore(database, kind), close };
  });
  afterAll(() => held?.close());
  return () => {
    if (held === null) throw new Error('only within a test');
    return held.store;
  };
}

export function memoryStore() {
  return createMemoryStore({
    name: '广州市荔湾区',
    epoch: randomUUID(),
    rolledAt: null,
    cardRefKeyHex: 'ab'.repeat(32),
    codeSaltHex: 'cd'.repeat(16),
  });
}
