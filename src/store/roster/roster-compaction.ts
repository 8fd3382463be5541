import type { StoreFault } from '../../app/ports.ts';
import type { RosterPointer } from '../database.ts';
import { faultOf } from '../store-fault.ts';
import { addRows } from './roster-block.ts';
import { readBlocks } from './roster-disk.ts';
import { writeGeneration } from './roster-generation-writer.ts';
import type { NumberHasher } from './roster-hash.ts';
import { newRosterPacker, type RosterPacker } from './roster-packer.ts';
import {
  markDamaged,
  movePointer,
  NO_CHANGES,
  type SealedDatabase,
  superseded,
  withNextStaging,
} from './roster-pointer.ts';
import type { EstimateRoom } from './roster-room.ts';
import { readPointed, type ServedGeneration } from './roster-served.ts';

/**
 * A new generation takes as long as a snapshot. So a quarter of the roster must have changed since the last one; then
 * it costs less than the changes themselves. Until then later changes take that much more room.
 */
const LATE_SHARE = 1 / 4;
const LATE_ROWS_MIN = 2_000;
const BLOCKS_READ_AT_ONCE = 32;

/** True if the later changes have become so many that a new generation is worth the work. */
export function isCompactionDue({ late, cards }: RosterPointer): boolean {
  const rows = late.reduce((sum, span) => sum + span.rows, 0);
  return rows > Math.max(cards * LATE_SHARE, LATE_ROWS_MIN);
}

/** Packs the generation that serves and the later changes to it into a new one, as if it had come from a snapshot. */
export async function compact(
  database: SealedDatabase,
  { hasher, estimateRoom }: { readonly hasher: NumberHasher; readonly estimateRoom: EstimateRoom },
): Promise<StoreFault | null> {
  return faultOf(async () => {
    const before = await movePointer(database, withNextStaging);
    const { pointer, held } = await readPointed(database, null);
    if (!isUnmoved(pointer, before)) return superseded(before.lastGeneration);
    const packer = held && (await packedAnew(database, held, hasher));
    if (held === null || packer === null) {
      await movePointer(database, (now) => ({ ...now, staging: null }));
      return markDamaged(database);
    }
    // Names that were off when they came are not there; a generation sealed without them must not look as if it had
    // them.
    const { namesKey } = held.generation.keys.names === null ? { namesKey: null } : database;
    return writeGeneration(
      { ...database, namesKey },
      {
        generation: before.lastGeneration,
        packer,
        estimateRoom,
        flip: (now, cards) =>
          isUnmoved(now, before)
            ? { ...now, ...NO_CHANGES, serving: before.lastGeneration, staging: null, cards }
            : null,
      },
    );
  });
}

function isUnmoved(now: RosterPointer, before: RosterPointer): boolean {
  return now.staging === before.staging && now.serving === before.serving && now.lateNext === before.lateNext;
}

/** Null if a block is missing or cannot be read. */
async function packedAnew(
  database: SealedDatabase,
  { generation, layers }: ServedGeneration,
  hasher: NumberHasher,
): Promise<RosterPacker | null> {
  const packer = newRosterPacker(hasher);
  for (const layer of layers.toReversed()) {
    const blocks = layer.firsts.length;
    for (let from = 0; from < blocks; from += BLOCKS_READ_AT_ONCE) {
      const until = Math.min(from + BLOCKS_READ_AT_ONCE, blocks);
      const read = await readBlocks(database, generation, { layer, from, until });
      if (read === null) return null;
      for (const rows of read) addRows(packer, rows);
    }
  }
  return packer;
}
