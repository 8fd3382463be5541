import type { CardNumber } from '../domain/card-number.ts';
import type { RosterPointer } from './database.ts';
import { mayHold } from './roster-bloom.ts';
import { type Generation, readBlock } from './roster-generation.ts';
import { NUMBER_BYTES, numberHasher } from './roster-hash.ts';
import { findLate, type HeldGeneration, holdGeneration } from './roster-late.ts';
import { movePointer, pointerOf, type SealedDatabase } from './roster-pointer.ts';
import { writeNumber } from './roster-row.ts';
import { bytesOfWarm, createWarmRows, firstAtLeast, type OpenRow, type WarmBlock } from './roster-warm.ts';
import { faultOf } from './store-fault.ts';

/** Blocks kept in memory; some 1.3 million cards. What lies beyond is read from the disk when it is asked for. */
const WARM_BYTES_MAX = 64 * 1024 * 1024;
/** Blocks warmed between two pauses: a few milliseconds. */
const BLOCKS_PER_PAUSE = 4;
/** A look-up that meets a new generation each time it looks is a bug. */
const FLIPS_MAX = 5;

export type FoundRow =
  | { readonly kind: 'found'; readonly row: OpenRow; readonly hasNames: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'damaged' };

/** Reads the roster on the main thread. Holds the head in memory, and blocks as far as its memory goes. */
export interface RosterReader {
  pointer(): Promise<RosterPointer>;
  /** True where names are wanted and what is held has none. */
  lacksNames(): Promise<boolean>;
  find(cardNumber: CardNumber): Promise<FoundRow>;
  /** Something was written, here or elsewhere: the pointer is to be read again. */
  refresh(): void;
  /** Takes the blocks into memory while nothing else is done; resolves when there is no more to take. */
  warm(pause: () => Promise<void>, isStopped: () => boolean): Promise<void>;
}

interface Served {
  readonly pointer: RosterPointer;
  /** Null where nothing is served, or where it cannot be read. */
  readonly held: HeldGeneration | null;
  readonly blocks: (WarmBlock | undefined)[];
}

export function rosterReader(database: SealedDatabase): RosterReader {
  const hasher = numberHasher(database.keys.cardRefKeyHex);
  const warmRows = createWarmRows(hasher);
  const number = new Uint8Array(NUMBER_BYTES);
  let served: Served | null = null;
  let serving: Promise<Served> | null = null;
  let warmBytes = 0;
  let warming: Promise<void> | null = null;

  /** What serves now; read from the database once after each change. */
  async function current(): Promise<Served> {
    if (served !== null) return served;
    serving ??= load();
    const loading = serving;
    const loaded = await loading;
    // A change in the meantime has thrown this away already.
    if (serving !== loading) return current();
    served = loaded;
    serving = null;
    return loaded;
  }

  let last: Served | null = null;

  async function load(): Promise<Served> {
    const pointer = await pointerOf(database);
    const before = last?.held ?? null;
    const held = pointer.serving === 0 ? null : await holdGeneration(database, pointer, { before, warmRows });
    const isSame = before !== null && held?.generation === before.generation;
    if (!isSame) warmBytes = 0;
    last = { pointer, held, blocks: isSame ? (last?.blocks ?? []) : [] };
    return last;
  }

  function refresh(): void {
    served = null;
    serving = null;
  }

  async function find(cardNumber: CardNumber): Promise<FoundRow> {
    for (let flips = 0; flips < FLIPS_MAX; flips += 1) {
      const now = served ?? (await current());
      const found = findIn(now, cardNumber) ?? (await findOnDisk(now, cardNumber));
      if (found !== 'moved') return found;
      refresh();
    }
    return { kind: 'damaged' };
  }

  /** The answer from memory; null where a block is needed that is not in it. */
  function findIn({ pointer, held, blocks }: Served, cardNumber: CardNumber): FoundRow | null {
    if (pointer.serving === 0) return { kind: 'unknown' };
    if (held === null) return { kind: 'damaged' };
    hashOf(cardNumber);
    const late = findLate(held, warmRows, number, hasher.high);
    if (late === 'removed') return { kind: 'unknown' };
    if (late !== null) return { kind: 'found', ...late };
    if (!mayHold(held.generation.filter, hasher.high, hasher.low)) return { kind: 'unknown' };
    const block = blocks[blockOf(held.generation, hasher.high)];
    return block ? rowIn(block) : null;
  }

  async function findOnDisk(now: Served, cardNumber: CardNumber): Promise<FoundRow | 'moved'> {
    const { held } = now;
    if (held === null) return { kind: 'damaged' };
    hashOf(cardNumber);
    const index = blockOf(held.generation, hasher.high);
    const block = await takeBlock(now, index);
    if (block === null) return (await hasMoved(now)) ? 'moved' : { kind: 'damaged' };
    // Other look-ups have hashed since.
    hashOf(cardNumber);
    return rowIn(block);
  }

  function rowIn(block: WarmBlock): FoundRow {
    const row = warmRows.find(block, number, hasher.high);
    return row === null ? { kind: 'unknown' } : { kind: 'found', row, hasNames: block.hasNames };
  }

  function hashOf(cardNumber: CardNumber): void {
    number.fill(0);
    writeNumber(number, 0, cardNumber);
    hasher.hash(number, 0);
  }

  async function takeBlock({ held, blocks }: Served, index: number): Promise<WarmBlock | null> {
    if (held === null) return null;
    const { generation } = held;
    const rows = await readBlock(database, generation, index);
    if (rows === null || rows === 'missing') return null;
    const block = warmRows.warm(rows);
    // What has ceased to serve meanwhile takes no room.
    if (
      blocks === last?.blocks &&
      blocks[index] === undefined &&
      warmBytes + bytesOfWarm(block) <= WARM_BYTES_MAX
    ) {
      warmBytes += bytesOfWarm(block);
      blocks[index] = block;
    }
    return block;
  }

  async function hasMoved({ pointer }: Served): Promise<boolean> {
    return (await pointerOf(database)).serving !== pointer.serving;
  }

  return {
    pointer: async () => (served ?? (await current())).pointer,
    async lacksNames() {
      const { pointer, held } = served ?? (await current());
      const areWanted = database.namesKey !== null && pointer.serving !== 0;
      return areWanted && (pointer.lacksNames || (held?.generation.lacksNames ?? false));
    },
    async find(cardNumber) {
      const found = await find(cardNumber);
      // The blocks beside it may be as bad, so the next round loads them all; until then this card is no guess.
      if (found.kind === 'damaged') await markDamaged();
      return found;
    },
    refresh,
    async warm(pause, isStopped) {
      warming ??= warmAll(pause, isStopped).finally(() => {
        warming = null;
      });
      await warming;
    },
  };

  async function warmAll(pause: () => Promise<void>, isStopped: () => boolean): Promise<void> {
    let generation: Generation | undefined;
    let index = 0;
    while (!isStopped()) {
      const now = await current();
      // A new generation begins anew; each has an end, and none comes faster than a pull.
      if (now.held?.generation !== generation) index = 0;
      generation = now.held?.generation;
      const blocks = generation?.firsts.length ?? 0;
      if (generation === undefined || index >= blocks || warmBytes >= WARM_BYTES_MAX) return;
      const part = Array.from({ length: Math.min(BLOCKS_PER_PAUSE, blocks - index) }, (_, at) => index + at);
      await Promise.all(part.map((at) => now.blocks[at] ?? takeBlock(now, at)));
      index += part.length;
      await pause();
    }
  }

  async function markDamaged(): Promise<void> {
    if ((await current()).pointer.isDamaged) return;
    await faultOf(async () => {
      await movePointer(database, (pointer) => ({ ...pointer, isDamaged: true }));
      return null;
    });
    refresh();
  }
}

/** The block that a hash would lie in: the last that does not begin behind it. */
function blockOf({ firsts }: Generation, high: number): number {
  const next = firstAtLeast(firsts, high);
  return firsts[next] === high ? next : Math.max(0, next - 1);
}
