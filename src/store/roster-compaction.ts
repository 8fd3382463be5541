import type { StoreFault } from '../app/ports.ts';
import type { RosterPointer } from './database.ts';
import { addRows } from './roster-block.ts';
import { type Generation, openGeneration, readBlock, readLateBlocks } from './roster-generation.ts';
import { writeGeneration } from './roster-generation-writer.ts';
import type { NumberHasher } from './roster-hash.ts';
import { newRosterPacker, type RosterPacker } from './roster-packer.ts';
import { movePointer, type SealedDatabase, withNextStaging } from './roster-pointer.ts';
import type { EstimateRoom } from './roster-room.ts';
import { faultOf } from './store-fault.ts';

/** Later changes lie in memory whole: they may be a fiftieth of the roster, within these bounds. */
const LATE_SHARE = 1 / 50;
const LATE_ROWS_MIN = 2_000;
const LATE_ROWS_MAX = 50_000;
const BLOCKS_READ_AT_ONCE = 32;

/** True where the later changes have become so many that a new generation is worth its while. */
export function isCompactionDue({ late, cards }: RosterPointer): boolean {
  return late.rows > Math.min(Math.max(cards * LATE_SHARE, LATE_ROWS_MIN), LATE_ROWS_MAX);
}

/** Packs the generation that serves and the later changes to it into a new one, as if it had come from a snapshot. */
export async function compact(
  database: SealedDatabase,
  { hasher, estimateRoom }: { readonly hasher: NumberHasher; readonly estimateRoom: EstimateRoom },
): Promise<StoreFault | null> {
  return faultOf(async () => {
    const before = await movePointer(database, withNextStaging);
    const generation = await openGeneration(database, before);
    const packer = generation && (await packedAnew(database, generation, { before, hasher }));
    if (generation === null || packer === null) {
      await movePointer(database, (pointer) => ({ ...pointer, staging: null, isDamaged: true }));
      return { kind: 'storage', detail: 'the roster on this device cannot be read' };
    }
    // Names that were off when they came are not there; to seal none shall not look like having them.
    const { namesKey } = generation.keys.names === null ? { namesKey: null } : database;
    return writeGeneration(
      { ...database, namesKey },
      {
        generation: before.lastGeneration,
        packer,
        estimateRoom,
        flip: (pointer, cards) =>
          isUnmoved(pointer, before)
            ? {
                ...pointer,
                ...{ serving: before.lastGeneration, staging: null },
                ...{ late: { from: 0, until: 0, rows: 0 }, cards },
              }
            : null,
      },
    );
  });
}

function isUnmoved(now: RosterPointer, before: RosterPointer): boolean {
  return (
    now.staging === before.staging && now.serving === before.serving && now.late.until === before.late.until
  );
}

/** Null where a block is missing or cannot be read. */
async function packedAnew(
  database: SealedDatabase,
  generation: Generation,
  { before, hasher }: { readonly before: RosterPointer; readonly hasher: NumberHasher },
): Promise<RosterPacker | null> {
  const packer = newRosterPacker(hasher);
  const { firsts } = generation;
  for (let from = 0; from < firsts.length; from += BLOCKS_READ_AT_ONCE) {
    const count = Math.min(BLOCKS_READ_AT_ONCE, firsts.length - from);
    const blocks = await Promise.all(
      Array.from({ length: count }, (_, at) => readBlock(database, generation, from + at)),
    );
    for (const rows of blocks) {
      if (rows === null || rows === 'missing') return null;
      addRows(packer, rows);
    }
  }
  const late = await readLateBlocks(database, generation, before.late);
  if (late === null) return null;
  for (const rows of late) addRows(packer, rows);
  return packer;
}
