import { readBlocks } from './roster-disk.ts';
import type { Generation } from './roster-generation.ts';
import type { Layer } from './roster-layer.ts';
import type { SealedDatabase } from './roster-pointer.ts';
import type { ServedGeneration } from './roster-served.ts';
import { bytesOfWarm, type WarmBlock, type WarmRows } from './roster-warm.ts';

/** Blocks kept in memory; some 1.3 million cards. Other blocks are read from the disk when they are needed. */
const WARM_BYTES_MAX = 64 * 1024 * 1024;

/** A layer with those of its blocks that are in memory. */
export interface ShelvedLayer {
  readonly generation: Generation;
  readonly layer: Layer;
  readonly blocks: readonly (WarmBlock | undefined)[];
}

/** The blocks of what serves, as far as there is memory for them. */
export interface RosterShelf {
  /** What serves from now on: the blocks of layers that stay are kept. In the order of the layers. */
  serve(held: ServedGeneration | null): readonly ShelvedLayer[];
  /** Reads blocks that are not all in memory; null if one is missing or cannot be read. */
  take(
    shelved: ShelvedLayer,
    span: { readonly from: number; readonly until: number },
  ): Promise<readonly WarmBlock[] | null>;
  isFull(): boolean;
}

interface OwnLayer extends ShelvedLayer {
  readonly blocks: (WarmBlock | undefined)[];
}

export function rosterShelf(database: SealedDatabase, warmRows: WarmRows): RosterShelf {
  let layers: readonly OwnLayer[] = [];
  let bytes = 0;
  let isFull = false;

  function keep(layer: OwnLayer, index: number, block: WarmBlock): void {
    if (layer.blocks[index] !== undefined) return;
    isFull = bytes + bytesOfWarm(block) > WARM_BYTES_MAX;
    if (isFull) return;
    bytes += bytesOfWarm(block);
    layer.blocks[index] = block;
  }

  return {
    serve(held) {
      const before = layers;
      layers = held === null ? [] : held.layers.map((layer) => shelved(held.generation, layer));
      for (const own of before) if (!layers.includes(own)) bytes -= bytesOf(own);
      isFull = false;
      return layers;
    },
    async take({ generation, layer }, { from, until }) {
      const read = await readBlocks(database, generation, { layer, from, until });
      const blocks = read?.map((rows) => warmRows.warm(rows)) ?? null;
      // Blocks of a layer that no longer serves are not kept.
      const own = layers.find((one) => one.layer === layer);
      if (own && blocks) for (const [at, block] of blocks.entries()) keep(own, from + at, block);
      return blocks;
    },
    isFull: () => isFull,
  };

  function shelved(generation: Generation, layer: Layer): OwnLayer {
    const before = layers.find((own) => own.layer === layer);
    return before ?? { generation, layer, blocks: new Array(layer.firsts.length).fill(undefined) };
  }
}

function bytesOf({ blocks }: ShelvedLayer): number {
  return blocks.reduce((sum, block) => sum + (block ? bytesOfWarm(block) : 0), 0);
}
