import type { CardNumber } from '../../domain/card/card-number.ts';
import type { RosterPointer } from '../database.ts';
import { faultOf } from '../store-fault.ts';
import { mayHold } from './roster-bloom.ts';
import { NUMBER_BYTES, type NumberHasher, numberHasher } from './roster-hash.ts';
import { blockOf } from './roster-layer.ts';
import { markDamaged, pointerOf, type SealedDatabase } from './roster-pointer.ts';
import { isRemoved, writeNumber } from './roster-row.ts';
import { type Pointed, readPointed, type ServedGeneration } from './roster-served.ts';
import { type RosterShelf, rosterShelf, type ShelvedLayer } from './roster-shelf.ts';
import { createWarmRows, type OpenRow, type WarmBlock, type WarmRows } from './roster-warm.ts';
import { warmAll } from './roster-warming.ts';

/** A look-up that meets a new generation each time it looks is a bug. */
const FLIPS_MAX = 5;

export type FoundRow =
  | { readonly kind: 'found'; readonly row: OpenRow; readonly hasNames: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'damaged' };

/** Reads the roster on the main thread. Holds the head in memory, and blocks as far as its memory goes. */
export interface RosterReader {
  pointer(): Promise<RosterPointer>;
  /** True if names are wanted and the cached roster has none. */
  lacksNames(): Promise<boolean>;
  find(cardNumber: CardNumber): Promise<FoundRow>;
  /** Is told that something was written, here or elsewhere: the pointer must be read again. */
  refresh(): void;
  /** Takes the blocks into memory while nothing else is done; resolves when all is loaded. */
  warm(pause: () => Promise<void>, isStopped: () => boolean): Promise<void>;
}

interface Served extends Pointed {
  /** The layers that `held` names, the newest first. */
  readonly layers: readonly ShelvedLayer[];
}

const UNKNOWN: FoundRow = { kind: 'unknown' };
const DAMAGED: FoundRow = { kind: 'damaged' };

export function rosterReader(database: SealedDatabase): RosterReader {
  const hasher = numberHasher(database.keys.cardRefKeyHex);
  const warmRows = createWarmRows(hasher);
  const shelf = rosterShelf(database, warmRows);
  const roster = servedRoster(database, shelf);
  const rows = rowFinder({ database, hasher, warmRows, shelf });
  let warming: Promise<void> | null = null;

  async function find(cardNumber: CardNumber): Promise<FoundRow> {
    for (let flips = 0; flips < FLIPS_MAX; flips += 1) {
      const now = roster.known() ?? (await roster.current());
      if (now.pointer.serving === 0) return UNKNOWN;
      if (now.held === null) return DAMAGED;
      const found = rows.inMemory(now, cardNumber) ?? (await rows.onDisk(now, cardNumber));
      if (found !== 'moved') return found;
      roster.refresh();
    }
    return DAMAGED;
  }

  /**
   * The blocks beside it may be damaged too, so the next round loads them all. Until then nothing is guessed about this
   * card.
   */
  async function tellDamage(): Promise<void> {
    if ((await roster.current()).pointer.isDamaged) return;
    await faultOf(() => markDamaged(database).then(() => null));
    roster.refresh();
  }

  return {
    pointer: async () => (roster.known() ?? (await roster.current())).pointer,
    async lacksNames() {
      const { pointer, held } = roster.known() ?? (await roster.current());
      const areWanted = database.namesKey !== null && pointer.serving !== 0;
      return areWanted && (pointer.lacksNames || (held?.generation.lacksNames ?? false));
    },
    async find(cardNumber) {
      const found = await find(cardNumber);
      if (found.kind === 'damaged') await tellDamage();
      return found;
    },
    refresh: roster.refresh,
    async warm(pause, isStopped) {
      const layersNow = async () => (await roster.current()).layers;
      warming ??= warmAll({ shelf, layersNow, pause, isStopped }).finally(() => {
        warming = null;
      });
      await warming;
    },
  };
}

/** What serves, read from the database once after each change. */
function servedRoster(database: SealedDatabase, shelf: RosterShelf) {
  let served: Served | null = null;
  let serving: Promise<Pointed> | null = null;
  let lastServed: ServedGeneration | null = null;

  async function current(): Promise<Served> {
    if (served !== null) return served;
    serving ??= readPointed(database, lastServed);
    const loading = serving;
    const { pointer, held } = await loading.catch((cause: unknown) => {
      // The next caller reads again.
      if (serving === loading) serving = null;
      throw cause;
    });
    // A change in the meantime has thrown this away already; or another who waited has taken it.
    if (serving !== loading) return current();
    serving = null;
    lastServed = held;
    served = { pointer, held, layers: shelf.serve(held) };
    return served;
  }

  return {
    /** What serves, if it has been read since the last change. */
    known: () => served,
    current,
    refresh(): void {
      served = null;
      serving = null;
    },
  };
}

interface FinderParts {
  readonly database: SealedDatabase;
  readonly hasher: NumberHasher;
  readonly warmRows: WarmRows;
  readonly shelf: RosterShelf;
}

/** Looks for a card in the layers, the newest first. */
function rowFinder({ database, hasher, warmRows, shelf }: FinderParts) {
  const number = new Uint8Array(NUMBER_BYTES);

  function hashOf(cardNumber: CardNumber): void {
    number.fill(0);
    writeNumber(number, 0, cardNumber);
    hasher.hash(number, 0);
  }

  /** What a layer says about the card that was hashed last; null if it says nothing. */
  function rowIn(block: WarmBlock): FoundRow | null {
    const row = warmRows.find(block, number, hasher.high);
    if (row === null) return null;
    return isRemoved(row, 0) ? UNKNOWN : { kind: 'found', row, hasNames: block.hasNames };
  }

  async function hasMoved({ pointer }: Served): Promise<boolean> {
    const now = await pointerOf(database);
    return now.serving !== pointer.serving || now.lateNext !== pointer.lateNext;
  }

  return {
    /** The answer from memory; null if a block is needed that is not in it. */
    inMemory({ layers }: Served, cardNumber: CardNumber): FoundRow | null {
      hashOf(cardNumber);
      for (const { layer, blocks } of layers) {
        if (!mayHold(layer.filter, hasher.high, hasher.low)) continue;
        const block = blocks[blockOf(layer, hasher.high)];
        if (block === undefined) return null;
        const found = rowIn(block);
        if (found !== null) return found;
      }
      return UNKNOWN;
    },
    async onDisk(now: Served, cardNumber: CardNumber): Promise<FoundRow | 'moved'> {
      for (const shelved of now.layers) {
        const { layer, blocks } = shelved;
        // Other look-ups hash while this one waits for a block.
        hashOf(cardNumber);
        if (!mayHold(layer.filter, hasher.high, hasher.low)) continue;
        const at = blockOf(layer, hasher.high);
        const block = blocks[at] ?? (await shelf.take(shelved, { from: at, until: at + 1 }))?.[0];
        if (block === undefined) return (await hasMoved(now)) ? 'moved' : DAMAGED;
        hashOf(cardNumber);
        const found = rowIn(block);
        if (found !== null) return found;
      }
      return UNKNOWN;
    },
  };
}
