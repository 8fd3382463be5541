import { turns } from '../../domain/base/turns.ts';
import type { DistrictStore, DistrictWrites } from '../storage/store.ts';
import type { DistrictIdentity } from '../storage/store-rows.ts';
import { memoryReads } from './memory-reads.ts';
import { memoryTables } from './memory-state.ts';
import { memoryWrites } from './memory-writes.ts';

/** What `snapshot` took; good for the store that it came from, any number of times. */
export interface MemorySnapshot {
  readonly tables: ReadonlyMap<string, ReadonlyMap<never, never>>;
}

export interface MemoryStore extends DistrictStore {
  /** The committed state, as a backup would have it; waits for the transaction under way. */
  snapshot(): Promise<MemorySnapshot>;
  /** Puts a snapshot back, as a restored backup would; transactions under way fail. */
  restore(snapshot: MemorySnapshot): void;
}

/**
 * A district's data in this process, for simulations: real transactions, one after the other, without SQL.
 * What is stored is shared with the caller and must not be changed by it.
 */
export function createMemoryStore(identity: DistrictIdentity): MemoryStore {
  const undo: (() => void)[] = [];
  const tables = memoryTables(undo);
  const reads = memoryReads(tables);
  let inTurn = turns();
  /** Counts restores: what began before one must not write after it. */
  let generation = 0;
  tables.identity.put('identity', identity);
  tables.book.put('book', { serial: 0, position: 0 });
  tables.rosterHead.put('position', 0);
  tables.denyList.put('list', { serial: 1, cards: [] });
  undo.length = 0;

  async function commit<T>(work: (writes: DistrictWrites) => Promise<T>): Promise<T> {
    const begun = generation;
    const writes = memoryWrites(tables, reads, () => {
      if (begun !== generation) throw new Error('the district was restored meanwhile');
    });
    try {
      const result = await work(writes);
      if (begun !== generation) throw new Error('the district was restored meanwhile');
      return result;
    } catch (thrown) {
      if (begun === generation) for (const step of undo.reverse()) step();
      throw thrown;
    } finally {
      if (begun === generation) undo.length = 0;
    }
  }

  return {
    kind: 'memory',
    transaction: (work) => inTurn(() => commit(work)),
    read: (work) => inTurn(() => work(reads)),
    forgetDroppedKeys: async () => 'all',
    forgetErasedCards: async () => 'all',
    snapshot: () =>
      inTurn(async () => ({
        tables: new Map(
          Object.entries(tables).map(([name, table]) => [
            name,
            (name === 'noteKeys' ? new Map() : table.copy()) as never,
          ]),
        ),
      })),
    restore(snapshot) {
      generation += 1;
      undo.length = 0;
      inTurn = turns();
      for (const [name, table] of Object.entries(tables)) {
        const rows = snapshot.tables.get(name);
        if (rows === undefined) throw new Error(`the snapshot has no table ${name}`);
        table.restore(rows);
      }
    },
  };
}
