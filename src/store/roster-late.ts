import type { RosterPointer } from './database.ts';
import { mayHold } from './roster-bloom.ts';
import { type Generation, openGeneration, readLateBlocks } from './roster-generation.ts';
import type { NumberHasher } from './roster-hash.ts';
import type { SealedDatabase } from './roster-pointer.ts';
import { isRemoved } from './roster-row.ts';
import type { OpenRow, WarmBlock, WarmRows } from './roster-warm.ts';

/** A generation with the later changes to it, in memory: the newest layer has the last word on a card. */
export interface HeldGeneration {
  readonly generation: Generation;
  readonly layers: readonly WarmBlock[];
  readonly late: RosterPointer['late'];
}

/**
 * What a pointer serves, built upon what was held before where that is still good; null where it cannot be
 * read.
 */
export async function holdGeneration(
  database: SealedDatabase,
  pointer: RosterPointer,
  { before, warmRows }: { readonly before: HeldGeneration | null; readonly warmRows: WarmRows },
): Promise<HeldGeneration | null> {
  const isSame = before?.generation.number === pointer.serving;
  const generation = isSame ? before.generation : await openGeneration(database, pointer);
  if (generation === null) return null;
  const { late } = pointer;
  const isGrown = isSame && before.late.from === late.from && before.late.until <= late.until;
  const from = isGrown ? before.late.until : late.from;
  const blocks = await readLateBlocks(database, generation, { from, until: late.until });
  if (blocks === null) return null;
  const layers = blocks.map((rows) => warmRows.warm(rows));
  return { generation, layers: isGrown ? [...before.layers, ...layers] : layers, late };
}

/** What later changes say of a card: its row, that it was removed, or nothing. */
export function findLate(
  { layers }: HeldGeneration,
  warmRows: WarmRows,
  number: Uint8Array,
  high: number,
): { readonly row: OpenRow; readonly hasNames: boolean } | 'removed' | null {
  for (let layer = layers.length - 1; layer >= 0; layer -= 1) {
    const block = layers[layer];
    const row = block ? warmRows.find(block, number, high) : null;
    if (block && row) return isRemoved(row, 0) ? 'removed' : { row, hasNames: block.hasNames };
  }
  return null;
}

/** Whether a card is on the roster, as far as can be told without reading a block of the generation. */
export function mayBeHeld(
  held: HeldGeneration,
  warmRows: WarmRows,
  { number, hash }: { readonly number: Uint8Array; readonly hash: Pick<NumberHasher, 'high' | 'low'> },
): boolean {
  const late = findLate(held, warmRows, number, hash.high);
  return late === null ? mayHold(held.generation.filter, hash.high, hash.low) : late !== 'removed';
}
