import type { StoreFault } from '../../app/ports.ts';
import type { RosterPointer } from '../database.ts';
import { faultOf } from '../store-fault.ts';
import { writeChanges } from './roster-changes.ts';
import { compact, isCompactionDue } from './roster-compaction.ts';
import { writeGeneration } from './roster-generation-writer.ts';
import { numberHasher } from './roster-hash.ts';
import { layOnTop } from './roster-laying.ts';
import { newRosterPacker, type RosterPacker } from './roster-packer.ts';
import {
  markDamaged,
  movePointer,
  NO_CHANGES,
  pointerOf,
  type SealedDatabase,
  superseded,
  sweep,
  tellRosterWritten,
  withNextStaging,
} from './roster-pointer.ts';
import type { RosterBatch, RosterMark, RosterWriter, StoreAnswer } from './roster-pull.ts';
import type { EstimateRoom } from './roster-room.ts';
import { readPointed, type ServedGeneration } from './roster-served.ts';

export interface WriterOptions {
  readonly estimateRoom: EstimateRoom;
}

/**
 * Writes the roster of IndexedDB; runs in the worker of the roster, or wherever there is none. One call at a
 * time. A snapshot waits in memory as flat bytes: nothing of it is on the disk before `finish`.
 */
export function rosterWriter(database: SealedDatabase, { estimateRoom }: WriterOptions): RosterWriter {
  const hasher = numberHasher(database.keys.cardRefKeyHex);
  let last: ServedGeneration | null = null;

  async function lay(packer: RosterPacker, upTo: RosterMark): Promise<StoreAnswer<RosterPointer>> {
    const { pointer, held } = await readPointed(database, last);
    last = held;
    if (pointer.serving === 0) return { ok: false, fault: superseded(0) };
    if (packer.rows() === 0) return layOnTop(database, pointer, [], { mark: upTo });
    if (held === null) return { ok: false, fault: await markDamaged(database) };
    return writeChanges(database, { packer, upTo, pointer, held, hasher, estimateRoom });
  }

  function batch(
    finish: (packer: RosterPacker, upTo: RosterMark) => Promise<StoreFault | null>,
  ): RosterBatch {
    const packer = newRosterPacker(hasher);
    return {
      add(changes) {
        for (const change of changes) packer.add(change);
      },
      finish: (upTo) => finish(packer, upTo),
    };
  }

  function snapshotInto(generation: number): RosterBatch {
    return batch(async (packer, upTo) => {
      const fault = await writeGeneration(database, {
        estimateRoom,
        generation,
        packer,
        flip: (pointer, cards) =>
          pointer.staging === generation
            ? {
                ...{ ...pointer, ...NO_CHANGES, serving: generation, staging: null },
                ...{ lacksNames: false, mark: upTo, isDamaged: false, cards },
              }
            : null,
      });
      tellRosterWritten();
      return fault;
    });
  }

  return {
    async held() {
      const { serving, mark, isDamaged } = await pointerOf(database);
      return serving === 0 || mark === null ? null : { mark, mustReload: isDamaged };
    },
    async beginSnapshot() {
      let generation = 0;
      const fault = await faultOf(async () => {
        generation = (await movePointer(database, withNextStaging)).lastGeneration;
        await sweep(database);
        return null;
      });
      if (fault !== null) return { ok: false, fault };
      return { ok: true, value: snapshotInto(generation) };
    },
    beginChanges: () =>
      batch(async (packer, upTo) => {
        const moved = await lay(packer, upTo);
        // The changes are in use before anything is tidied up. If there is no room for that, the next changes try
        // again.
        tellRosterWritten();
        if (!moved.ok) return moved.fault;
        if (isCompactionDue(moved.value)) {
          await compact(database, { hasher, estimateRoom });
          tellRosterWritten();
        }
        return null;
      }),
  };
}
