import type { HeadRow, RosterPointer } from '../database.ts';
import { type Generation, openGeneration } from './roster-generation.ts';
import { type Layer, openDirectory } from './roster-layer.ts';
import { pointerOf, type SealedDatabase } from './roster-pointer.ts';
import type { Bytes } from './roster-seal.ts';

/** A generation with the later changes to it: no block of it, but all that says where a card would be. */
export interface ServedGeneration {
  readonly generation: Generation;
  /** The newest first, because it has the last word on a card; the generation itself last. */
  readonly layers: readonly Layer[];
}

/** `held` is null if nothing is served, or where it cannot be read. */
export interface Pointed {
  readonly pointer: RosterPointer;
  readonly held: ServedGeneration | null;
}

interface RawPointed {
  readonly pointer: RosterPointer;
  /** What was held before, where it is of the same generation. */
  readonly before: ServedGeneration | null;
  readonly head: HeadRow | undefined;
  /** The filters by the first block of their layer; only those that were not in memory before. */
  readonly directories: ReadonlyMap<number, Bytes>;
}

/** The blocks in service now. A block from before that is still good stays the same object. */
export async function readPointed(database: SealedDatabase, last: ServedGeneration | null): Promise<Pointed> {
  const raw = await readRaw(database, last);
  const { pointer, before, head } = raw;
  const generation = before?.generation ?? (head === undefined ? null : await openGeneration(database, head));
  const layers = generation && (await layersOf(generation, raw));
  return { pointer, held: generation && layers && { generation, layers } };
}

/** One transaction makes sure that nothing the pointer names is removed before it is read. */
function readRaw(database: SealedDatabase, last: ServedGeneration | null): PromiseLike<RawPointed> {
  const { dexie, roster, heads, blocks } = database;
  return dexie.transaction('r', [roster, heads, blocks], async () => {
    const pointer = await pointerOf(database);
    const { serving, late } = pointer;
    const before = last?.generation.number === serving ? last : null;
    const head = before === null && serving !== 0 ? await heads.get(serving) : undefined;
    const fresh = late.filter(({ from }) => before === null || lateLayer(before, from) === undefined);
    const rows =
      fresh.length === 0
        ? []
        : await blocks.bulkGet(
            fresh.map(({ from }): [number, 'late-directory', number] => [serving, 'late-directory', from]),
          );
    const found = rows.filter((row) => row !== undefined);
    return { pointer, before, head, directories: new Map(found.map(({ index, box }) => [index, box])) };
  });
}

/** Null if the directory of a layer is missing or cannot be read. */
async function layersOf(
  { number, keys, base }: Generation,
  { pointer, before, directories }: RawPointed,
): Promise<readonly Layer[] | null> {
  const late = await Promise.all(
    pointer.late.map(async ({ from }): Promise<Layer | null> => {
      const known = before && lateLayer(before, from);
      if (known) return known;
      const box = directories.get(from);
      const place = { generation: number, kind: 'late-directory' as const, index: from };
      const directory = box ? await openDirectory(keys.facts, place, box) : null;
      return directory && { late: true, from, ...directory };
    }),
  );
  const whole = late.filter((layer) => layer !== null);
  return whole.length === late.length ? [...whole.reverse(), base] : null;
}

function lateLayer({ layers }: ServedGeneration, from: number): Layer | undefined {
  return layers.find((layer) => layer.late && layer.from === from);
}
