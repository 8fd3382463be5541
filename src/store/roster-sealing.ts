import type { BlockRow } from './database.ts';
import { packBlock, ROWS_PER_BLOCK } from './roster-block.ts';
import type { GenerationKeys } from './roster-generation.ts';
import type { RosterPacker } from './roster-packer.ts';
import { sealDeflated } from './roster-seal.ts';

/** Where a block begins and ends in a list of sorted rows. */
export interface BlockRange {
  readonly from: number;
  readonly until: number;
}

/** Parts sorted rows into blocks; rows of one 32-bit hash never part, so that a look-up needs one block. */
export function blockRanges(packer: RosterPacker, sorted: Uint32Array): readonly BlockRange[] {
  const ranges: BlockRange[] = [];
  const highAt = (at: number) => packer.row(sorted[at] ?? 0).high;
  for (let from = 0; from < sorted.length; ) {
    let until = Math.min(from + ROWS_PER_BLOCK, sorted.length);
    while (until < sorted.length && highAt(until) === highAt(until - 1)) until += 1;
    ranges.push({ from, until });
    from = until;
  }
  return ranges;
}

/** Packs, deflates and seals blocks, numbered from `firstIndex` on. */
export async function sealBlocks(options: {
  readonly keys: GenerationKeys;
  readonly generation: number;
  readonly packer: RosterPacker;
  readonly sorted: Uint32Array;
  readonly ranges: readonly BlockRange[];
  readonly firstIndex: number;
  readonly late: boolean;
}): Promise<readonly BlockRow[]> {
  const { keys, generation, packer, sorted } = options;
  const [factsKind, namesKind] = options.late
    ? (['late-facts', 'late-names'] as const)
    : (['facts', 'names'] as const);
  const rows = options.ranges.map(async ({ from, until }, at): Promise<BlockRow[]> => {
    const index = options.firstIndex + at;
    const plain = packBlock(packer, sorted.subarray(from, until));
    const facts = { generation, kind: factsKind, index };
    const names = { generation, kind: namesKind, index };
    return Promise.all([
      sealDeflated(keys.facts, facts, plain.facts).then((box) => ({ ...facts, box })),
      ...(keys.names === null
        ? []
        : [sealDeflated(keys.names, names, plain.names).then((box) => ({ ...names, box }))]),
    ]);
  });
  return (await Promise.all(rows)).flat();
}
