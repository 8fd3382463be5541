import type { BlockRow } from '../database.ts';
import { type BlockRange, packBlock } from './roster-block.ts';
import type { GenerationKeys } from './roster-generation.ts';
import type { RosterPacker } from './roster-packer.ts';
import { seal, sealDeflated } from './roster-seal.ts';

/**
 * Packs and seals blocks, numbered from `firstIndex` on. Those of a generation are deflated; later changes are
 * not, because that would take longer than all the rest of them, and the next generation does it.
 */
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
  const sealOne = options.late ? seal : sealDeflated;
  const [factsKind, namesKind] = options.late
    ? (['late-facts', 'late-names'] as const)
    : (['facts', 'names'] as const);
  const rows = options.ranges.map(async ({ from, until }, at): Promise<BlockRow[]> => {
    const index = options.firstIndex + at;
    const plain = packBlock(packer, sorted.subarray(from, until));
    const facts = { generation, kind: factsKind, index };
    const names = { generation, kind: namesKind, index };
    return Promise.all([
      sealOne(keys.facts, facts, plain.facts).then((box) => ({ ...facts, box })),
      ...(keys.names === null
        ? []
        : [sealOne(keys.names, names, plain.names).then((box) => ({ ...names, box }))]),
    ]);
  });
  return (await Promise.all(rows)).flat();
}
