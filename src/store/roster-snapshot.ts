import type { RosterSnapshot, StoreFault } from '../app/ports.ts';
import type { RosterPointer } from './database.ts';
import {
  countOf,
  pointerOf,
  type SealedDatabase,
  sealChanges,
  superseded,
  sweep,
  writeChanges,
} from './roster-rows.ts';
import { faultOf } from './store-fault.ts';

/**
 * A snapshot loading into a generation that nobody reads until `finish` moves the pointer onto it. After a
 * first fault it takes nothing more: a roster with a hole must never come to serve.
 */
export function snapshotInto(database: SealedDatabase, generation: number): RosterSnapshot {
  let failure: StoreFault | null = null;
  return {
    async add(changes) {
      if (failure !== null) return failure;
      const rows = await sealChanges(database, generation, changes);
      failure = await whileStaging(database, generation, () => writeChanges(database, rows));
      // Half a roster that nobody will read must not take the room that the desk needs.
      if (failure !== null) await faultOf(() => sweep(database, generation).then(() => null));
      return failure;
    },
    async finish(upTo) {
      failure ??= await whileStaging(database, generation, async (pointer) => {
        const cards = await countOf(database, generation);
        const moved = { serving: generation, staging: null, mark: upTo, isDamaged: false, cards };
        await database.roster.put({ ...pointer, ...moved });
      });
      // The old rows are out of sight already: if they cannot be removed now, the next start does it.
      if (failure === null) await faultOf(() => sweep(database).then(() => null));
      return failure;
    },
  };
}

/** Works in one transaction, provided that no other snapshot has taken the place of this one. */
function whileStaging(
  database: SealedDatabase,
  generation: number,
  work: (pointer: RosterPointer) => Promise<void>,
): Promise<StoreFault | null> {
  const { dexie, roster, cards } = database;
  return faultOf(() =>
    dexie.transaction('rw', [roster, cards], async (): Promise<StoreFault | null> => {
      const pointer = await pointerOf(database);
      if (pointer.staging !== generation) return superseded(generation);
      await work(pointer);
      return null;
    }),
  );
}
