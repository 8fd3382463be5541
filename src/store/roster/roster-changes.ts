import type { BlockRow, LateSpan, RosterPointer } from '../database.ts';
import { addRows, blockRanges, ROWS_PER_LATE_BLOCK } from './roster-block.ts';
import { readBlocks } from './roster-disk.ts';
import type { NumberHasher } from './roster-hash.ts';
import { directoryOf, mayBeHeld, sealDirectory } from './roster-layer.ts';
import { layOnTop } from './roster-laying.ts';
import { newRosterPacker, type RosterPacker } from './roster-packer.ts';
import { markDamaged, type SealedDatabase } from './roster-pointer.ts';
import type { RosterMark, StoreAnswer } from './roster-pull.ts';
import { type EstimateRoom, roomFault } from './roster-room.ts';
import { isRemoved } from './roster-row.ts';
import { sealBlocks } from './roster-sealing.ts';
import type { ServedGeneration } from './roster-served.ts';

/** A look-up asks the filter of each layer, so if there are more layers than this, the newest are joined. */
const LATE_LAYERS_MAX = 32;

export interface ChangesJob {
  /** The changes as they came; not empty. */
  readonly packer: RosterPacker;
  readonly upTo: RosterMark;
  /** The roster that the changes are applied to. */
  readonly pointer: RosterPointer;
  readonly held: ServedGeneration;
  readonly hasher: NumberHasher;
  readonly estimateRoom: EstimateRoom;
}

/** Rows of one layer in the order of their hashes. */
interface SortedRows {
  readonly packer: RosterPacker;
  readonly sorted: Uint32Array;
}

/** Applies changes to the roster in service, in one transaction, and returns where the pointer is now. */
export async function writeChanges(
  database: SealedDatabase,
  job: ChangesJob,
): Promise<StoreAnswer<RosterPointer>> {
  const { pointer, held } = job;
  const fresh = sortedRows(job.packer);
  const kept = layersKept(pointer.late, fresh.sorted.length);
  const below = kept === pointer.late.length ? null : await packedLayers(database, job, kept);
  if (below === 'damaged') return { ok: false, fault: await markDamaged(database) };
  const rows = below === null ? fresh : sortedRows(laidUpon(below, job.packer));
  const room = await roomFault(job.estimateRoom, rows.packer.bytes());
  if (room !== null) return { ok: false, fault: room };
  const { span, blocks } = await sealLayer(job, rows);
  return layOnTop(database, pointer, blocks, {
    mark: job.upTo,
    cards: pointer.cards + gainOf(held, fresh),
    late: [...pointer.late.slice(0, kept), span],
    lateNext: span.until,
    lacksNames: pointer.lacksNames || held.generation.keys.names === null,
  });
}

/**
 * How many of the layers, oldest first, stay as they are. If there are too many, the newest are joined, up to a layer
 * that is larger than all newer ones. So each card is written again only a few times.
 */
function layersKept(late: readonly LateSpan[], rows: number): number {
  if (late.length < LATE_LAYERS_MAX) return late.length;
  let kept = late.length;
  let above = rows;
  do {
    kept -= 1;
    above += late[kept]?.rows ?? 0;
  } while (kept > 0 && (late[kept - 1]?.rows ?? 0) <= above);
  return kept;
}

/** The rows of the later layers from one on, oldest first. */
async function packedLayers(
  database: SealedDatabase,
  { pointer, held: { generation, layers }, hasher }: ChangesJob,
  kept: number,
): Promise<RosterPacker | 'damaged'> {
  const packer = newRosterPacker(hasher);
  const newest = layers.slice(0, pointer.late.length - kept);
  for (const layer of newest.reverse()) {
    const blocks = await readBlocks(database, generation, { layer, from: 0, until: layer.firsts.length });
    if (blocks === null) return 'damaged';
    for (const rows of blocks) addRows(packer, rows);
  }
  return packer;
}

function laidUpon(below: RosterPacker, above: RosterPacker): RosterPacker {
  for (let index = 0; index < above.rows(); index += 1) {
    const { facts, factsAt, names, namesAt } = above.row(index);
    below.addRow(facts, factsAt, names, namesAt);
  }
  return below;
}

function sortedRows(packer: RosterPacker): SortedRows {
  return { packer, sorted: packer.sorted() };
}

/** How many cards more are on the roster after these changes. */
function gainOf({ layers }: ServedGeneration, { packer, sorted }: SortedRows): number {
  let gain = 0;
  for (const index of sorted) {
    const row = packer.row(index);
    gain += (isRemoved(row.facts, row.factsAt) ? 0 : 1) - (mayBeHeld(layers, row) ? 1 : 0);
  }
  return gain;
}

async function sealLayer(
  { pointer, held }: ChangesJob,
  { packer, sorted }: SortedRows,
): Promise<{ readonly span: LateSpan; readonly blocks: readonly BlockRow[] }> {
  const { keys, number: generation } = held.generation;
  const from = pointer.lateNext;
  const ranges = blockRanges(packer, sorted, ROWS_PER_LATE_BLOCK);
  const rows = sealBlocks({ keys, generation, packer, sorted, ranges, firstIndex: from, late: true });
  const place = { generation, kind: 'late-directory' as const, index: from };
  const directory = directoryOf(packer, sorted, { ranges, late: true });
  const box = await sealDirectory(keys.facts, place, directory);
  return {
    span: { from, until: from + ranges.length, rows: sorted.length },
    blocks: [...(await rows), { ...place, box }],
  };
}
