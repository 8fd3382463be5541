import type { RosterChanges, StoreFault } from '../app/ports.ts';
import { type CardRef, cardRefOf } from '../domain/card-ref.ts';
import { type StoreKeys, sealCard } from './card-box.ts';
import type { CardRow, Database, RosterPointer } from './database.ts';

/** Rows removed in one transaction: small enough that a scan in between waits for a few milliseconds only. */
const SWEEP_ROWS_MAX = 1000;

/** The database with the keys that its roster is sealed with. */
export interface SealedDatabase extends Database {
  readonly keys: StoreKeys;
  readonly keyFingerprint: string;
  readonly rosterKey: CryptoKey;
}

/** Rows ready to be written in one transaction. */
export interface SealedChanges {
  readonly puts: readonly CardRow[];
  readonly removals: readonly (readonly [number, CardRef])[];
}

/** The pointer as stored; a fresh one where there is none, or where other keys sealed the rows. */
export async function pointerOf({ roster, keyFingerprint }: SealedDatabase): Promise<RosterPointer> {
  const stored = await roster.get('roster');
  if (stored?.keyFingerprint === keyFingerprint) return stored;
  return {
    name: 'roster',
    serving: 0,
    staging: null,
    lastGeneration: stored?.lastGeneration ?? 0,
    mark: null,
    isDamaged: false,
    cards: 0,
    keyFingerprint,
  };
}

/** Moves the pointer in a transaction of its own and answers where it is now. */
export function movePointer(
  database: SealedDatabase,
  move: (pointer: RosterPointer) => RosterPointer,
): PromiseLike<RosterPointer> {
  const { dexie, roster } = database;
  return dexie.transaction('rw', [roster], async () => {
    const moved = move(await pointerOf(database));
    await roster.put(moved);
    return moved;
  });
}

/**
 * Removes the rows that neither serve nor are being loaded, a bounded number in each transaction; and those
 * of `abandoned`, a snapshot of the caller that will never be finished.
 */
export async function sweep(database: SealedDatabase, abandoned?: number): Promise<void> {
  const { dexie, roster, cards } = database;
  let removed: number;
  // Nobody adds to the rows that are removed, so that their number bounds the loop.
  do {
    removed = await dexie.transaction('rw', [roster, cards], async () => {
      const { serving, staging } = await pointerOf(database);
      const loading = staging === null || staging === abandoned ? serving : staging;
      const stray = await strayKeys(database, serving, loading);
      await cards.bulkDelete(stray);
      return stray.length;
    });
  } while (removed > 0);
}

/** Hashes and seals outside of any transaction, because waiting for WebCrypto inside one would end it. */
export async function sealChanges(
  { keys, rosterKey }: SealedDatabase,
  generation: number,
  changes: RosterChanges,
): Promise<SealedChanges> {
  const latest = new Map<CardRef, RosterChanges[number]>();
  for (const change of changes) {
    const cardNumber = change.kind === 'put' ? change.record.cardNumber : change.cardNumber;
    latest.set(cardRefOf(keys.cardRefKeyHex, cardNumber), change);
  }
  const puts: Promise<CardRow>[] = [];
  const removals: [number, CardRef][] = [];
  for (const [cardRef, change] of latest) {
    if (change.kind === 'put') puts.push(sealCard(rosterKey, { generation, cardRef }, change.record));
    else removals.push([generation, cardRef]);
  }
  return { puts: await Promise.all(puts), removals };
}

/** Writes within the transaction of the caller. */
export async function writeChanges({ cards }: Database, { puts, removals }: SealedChanges): Promise<void> {
  await cards.bulkPut(puts);
  await cards.bulkDelete(removals.map(([generation, cardRef]) => [generation, cardRef]));
}

/** Cards of a generation. */
export function countOf({ cards }: Database, generation: number): PromiseLike<number> {
  return betweenGenerations(cards, generation, generation + 1).count();
}

/** Another snapshot, or another window, has moved on; what this one prepared fits nothing any more. */
export function superseded(generation: number): StoreFault {
  return { kind: 'superseded', detail: `generation ${generation} is neither serving nor staging` };
}

/** The first stray rows below, between and above the generations that are in use. */
async function strayKeys(
  { cards }: Database,
  serving: number,
  loading: number,
): Promise<[number, CardRef][]> {
  const low = Math.min(serving, loading);
  const high = Math.max(serving, loading);
  const ranges = [
    { from: 0, until: low },
    { from: low + 1, until: high },
    { from: high + 1, until: Number.MAX_SAFE_INTEGER },
  ];
  const keys: [number, CardRef][] = [];
  for (const { from, until } of ranges.filter((range) => range.from < range.until)) {
    const room = SWEEP_ROWS_MAX - keys.length;
    keys.push(...(await betweenGenerations(cards, from, until).limit(room).primaryKeys()));
  }
  return keys;
}

/** Rows of the generations from the first to before the last; `[n]` sorts before every `[n, cardRef]`. */
function betweenGenerations(cards: Database['cards'], from: number, until: number) {
  return cards.where('[generation+cardRef]').between([from], [until], true, false);
}
