import type { CacheKeys } from '../../app/cache-port.ts';
import type { StoreFault } from '../../app/ports.ts';
import type { BlockRow, Database, RosterPointer } from '../database.ts';
import { fingerprintOf, importKey, keyBytesOf } from './roster-seal.ts';

/** The database with the keys that its roster is sealed with. */
export interface SealedDatabase extends Database {
  readonly keys: CacheKeys;
  readonly keyFingerprint: string;
  readonly rosterKey: CryptoKey;
  readonly namesKey: CryptoKey | null;
}

export async function sealedDatabase(plain: Database, keys: CacheKeys): Promise<SealedDatabase> {
  const [rosterKey, namesKey] = await Promise.all([
    importKey(keyBytesOf(keys.rosterKeyHex)),
    keys.namesKeyHex === null ? null : importKey(keyBytesOf(keys.namesKeyHex)),
  ]);
  return { ...plain, keys, keyFingerprint: fingerprintOf(keys), rosterKey, namesKey };
}

/** Belongs to a generation without later changes. */
export const NO_CHANGES: Pick<RosterPointer, 'late' | 'lateNext'> = { late: [], lateNext: 0 };

/** The pointer as stored; a fresh one if there is none, or where other keys sealed the blocks. */
export async function pointerOf({ roster, keyFingerprint }: SealedDatabase): Promise<RosterPointer> {
  const stored = await roster.get('roster');
  if (stored?.keyFingerprint === keyFingerprint) return stored;
  return {
    name: 'roster',
    serving: 0,
    staging: null,
    lastGeneration: stored?.lastGeneration ?? 0,
    ...NO_CHANGES,
    lacksNames: false,
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

/** Says that the roster cannot be read, so that the next pull loads it again. */
export async function markDamaged(database: SealedDatabase): Promise<StoreFault> {
  await movePointer(database, (pointer) => ({ ...pointer, isDamaged: true }));
  return { kind: 'storage', detail: 'the roster on this device cannot be read' };
}

/** Generations are numbered without end: a number that a crash has left behind is never used again. */
export function withNextStaging(pointer: RosterPointer): RosterPointer {
  const generation = pointer.lastGeneration + 1;
  return { ...pointer, staging: generation, lastGeneration: generation };
}

/**
 * Removes what belongs to no generation that serves or is being loaded; and what belongs to `abandoned`, a
 * snapshot that will never be finished.
 */
export async function sweep(database: SealedDatabase, abandoned?: number): Promise<void> {
  const { dexie, roster, blocks, heads } = database;
  if (!(await hasStrays(database, abandoned))) return;
  await dexie.transaction('rw', [roster, blocks, heads], async () => {
    for (const [from, until] of strayRanges(await pointerOf(database), abandoned)) {
      await between(blocks, from, until).delete();
      await heads.where('generation').between(from, until, true, false).delete();
    }
  });
}

/** Asked first, because a start must not wait for a write that is hardly ever needed. */
function hasStrays(database: SealedDatabase, abandoned?: number): PromiseLike<boolean> {
  const { dexie, roster, blocks, heads } = database;
  return dexie.transaction('r', [roster, blocks, heads], async () => {
    for (const [from, until] of strayRanges(await pointerOf(database), abandoned)) {
      if ((await between(blocks, from, until).limit(1).primaryKeys()).length > 0) return true;
      if (
        (await heads.where('generation').between(from, until, true, false).limit(1).primaryKeys()).length > 0
      ) {
        return true;
      }
    }
    return false;
  });
}

/** Generations from the first to before the last, of those below, between and above the ones in use. */
function strayRanges({ serving, staging }: RosterPointer, abandoned?: number): readonly [number, number][] {
  const loading = staging === null || staging === abandoned ? serving : staging;
  const low = Math.min(serving, loading);
  const high = Math.max(serving, loading);
  const ranges: [number, number][] = [
    [0, low],
    [low + 1, high],
    [high + 1, Number.MAX_SAFE_INTEGER],
  ];
  return ranges.filter(([from, until]) => from < until);
}

/** Blocks of the generations from the first to before the last; `[n]` sorts before every `[n, kind, index]`. */
function between(blocks: Database['blocks'], from: number, until: number) {
  return blocks.where('[generation+kind+index]').between([from], [until], true, false);
}

/** Blocks of one kind from one index to before another. */
export function blocksBetween(
  { blocks }: Database,
  { generation, kind }: Pick<BlockRow, 'generation' | 'kind'>,
  range: { readonly from: number; readonly until: number },
) {
  return blocks
    .where('[generation+kind+index]')
    .between([generation, kind, range.from], [generation, kind, range.until], true, false);
}

/** Another snapshot, or another window, has moved on; what this one prepared fits nothing any more. */
export function superseded(generation: number): StoreFault {
  return { kind: 'superseded', detail: `generation ${generation} is neither serving nor staging` };
}

/** Windows and workers of this kiosk tell each other here that the roster was written; nothing is said but that. */
const CHANNEL = 'kiosk-roster';

export function tellRosterWritten(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Calls back after each write that is announced; the answer ends it. */
export function onRosterWritten(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = callback;
  return () => channel.close();
}
