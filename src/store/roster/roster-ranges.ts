import type { RosterPacker } from './roster-packer.ts';

/** Where a block begins and ends in a list of sorted rows. */
export interface BlockRange {
  readonly from: number;
  readonly until: number;
}

/** Parts sorted rows into blocks; rows of one 32-bit hash never part, so that a look-up needs one block. */
export function blockRanges(
  packer: RosterPacker,
  sorted: Uint32Array,
  rowsPerBlock: number,
): readonly BlockRange[] {
  const ranges: BlockRange[] = [];
  const highAt = (at: number) => packer.row(sorted[at] ?? 0).high;
  for (let from = 0; from < sorted.length; ) {
    let until = Math.min(from + rowsPerBlock, sorted.length);
    while (until < sorted.length && highAt(until) === highAt(until - 1)) until += 1;
    ranges.push({ from, until });
    from = until;
  }
  return ranges;
}
