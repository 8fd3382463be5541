import type { StoreFault } from '../../app/ports.ts';
import type { BlockRow, RosterPointer } from '../database.ts';
import { faultOf } from '../store-fault.ts';
import { blockRanges, ROWS_PER_BLOCK } from './roster-block.ts';
import { newGenerationKeys } from './roster-generation.ts';
import { directoryOf, sealDirectory } from './roster-layer.ts';
import type { RosterPacker } from './roster-packer.ts';
import { pointerOf, type SealedDatabase, superseded, sweep } from './roster-pointer.ts';
import { type EstimateRoom, roomFault } from './roster-room.ts';
import { isRemoved } from './roster-row.ts';
import { sealBlocks } from './roster-sealing.ts';

/** Blocks sealed and written in one transaction: some megabytes. */
const BLOCKS_PER_WRITE = 128;

export interface GenerationJob {
  readonly generation: number;
  readonly packer: RosterPacker;
  /** Where the pointer goes when all is written; null if another has moved it meanwhile. */
  readonly flip: (pointer: RosterPointer, cards: number) => RosterPointer | null;
  readonly estimateRoom: EstimateRoom;
}

/**
 * Writes the packed cards as a generation that nobody reads until the pointer flips, in the transaction that
 * writes its head. After a fault nothing of it is left, and what served before still serves.
 */
export async function writeGeneration(
  database: SealedDatabase,
  job: GenerationJob,
): Promise<StoreFault | null> {
  const { generation, packer } = job;
  const fault = (await roomFault(job.estimateRoom, packer.bytes())) ?? (await writeBlocks(database, job));
  // An unfinished generation that nobody will read must not take the room that the desk needs.
  if (fault !== null) await faultOf(() => sweep(database, generation).then(() => null));
  // The old blocks are out of sight already: if they cannot be removed now, the next start does it.
  else await faultOf(() => sweep(database).then(() => null));
  return fault;
}

async function writeBlocks(database: SealedDatabase, job: GenerationJob): Promise<StoreFault | null> {
  const { generation, packer } = job;
  const sorted = withoutRemoved(packer, packer.sorted());
  const ranges = blockRanges(packer, sorted, ROWS_PER_BLOCK);
  const { keys, ...keyBoxes } = await newGenerationKeys(database, generation);
  let written: Promise<StoreFault | null> = Promise.resolve(null);
  for (let from = 0; from < ranges.length; from += BLOCKS_PER_WRITE) {
    const part = { ranges: ranges.slice(from, from + BLOCKS_PER_WRITE), firstIndex: from, late: false };
    const rows = await sealBlocks({ keys, generation, packer, sorted, ...part });
    // The blocks before these are written while these are sealed. So two threads work, and one more part is in memory.
    const fault = await written;
    if (fault !== null) return fault;
    written = putWhileStaging(database, generation, rows);
  }
  const fault = await written;
  if (fault !== null) return fault;
  const directory = directoryOf(packer, sorted, { ranges, late: false });
  const place = { generation, kind: 'directory' as const, index: 0 };
  const directoryBox = await sealDirectory(keys.facts, place, directory);
  return faultOf(() =>
    database.dexie.transaction('rw', [database.roster, database.heads], async () => {
      const flipped = job.flip(await pointerOf(database), sorted.length);
      if (flipped === null) return superseded(generation);
      await database.heads.put({ generation, blocks: ranges.length, ...keyBoxes, directoryBox });
      await database.roster.put(flipped);
      return null;
    }),
  );
}

/** In one transaction, provided that no other snapshot has taken the place of this one. */
function putWhileStaging(
  database: SealedDatabase,
  generation: number,
  rows: readonly BlockRow[],
): Promise<StoreFault | null> {
  const { dexie, roster, blocks } = database;
  return faultOf(() =>
    dexie.transaction('rw', [roster, blocks], async () => {
      const { staging } = await pointerOf(database);
      if (staging !== generation) return superseded(generation);
      await blocks.bulkPut(rows);
      return null;
    }),
  );
}

/** Leaves out the rows that only say that a card is gone: a generation does not need them. */
function withoutRemoved(packer: RosterPacker, sorted: Uint32Array): Uint32Array {
  return sorted.filter((index) => {
    const { facts, factsAt } = packer.row(index);
    return !isRemoved(facts, factsAt);
  });
}
