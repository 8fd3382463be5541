import type { StoreFault } from '../app/ports.ts';
import type { RosterChange } from '../domain/roster-record.ts';
import type { RosterPointer } from './database.ts';
import { addRows } from './roster-block.ts';
import { compact, isCompactionDue } from './roster-compaction.ts';
import { readLateBlocks } from './roster-generation.ts';
import { writeGeneration } from './roster-generation-writer.ts';
import { numberHasher } from './roster-hash.ts';
import { type HeldGeneration, holdGeneration, mayBeHeld } from './roster-late.ts';
import { tellRosterWritten } from './roster-news.ts';
import { newRosterPacker, type RosterPacker } from './roster-packer.ts';
import {
  lateBlocks,
  movePointer,
  pointerOf,
  type SealedDatabase,
  superseded,
  sweep,
  withNextStaging,
} from './roster-pointer.ts';
import type { RosterMark, RosterWriter, SnapshotWriter } from './roster-pull.ts';
import { type EstimateRoom, roomFault } from './roster-room.ts';
import { isRemoved } from './roster-row.ts';
import { blockRanges, sealBlocks } from './roster-sealing.ts';
import { createWarmRows } from './roster-warm.ts';
import { faultOf } from './store-fault.ts';

/** More later blocks than this are packed anew into as few as they need: each is looked into by every look-up. */
const LATE_BLOCKS_MAX = 64;

export interface WriterOptions {
  readonly estimateRoom: EstimateRoom;
}

/**
 * Writes the roster of IndexedDB; runs in the worker of the roster, or wherever there is none. One call at a
 * time. A snapshot waits in memory as flat bytes: nothing of it is on the disk before `finish`.
 */
export function rosterWriter(database: SealedDatabase, options: WriterOptions): RosterWriter {
  const hasher = numberHasher(database.keys.cardRefKeyHex);
  const warmRows = createWarmRows(hasher);
  let held: HeldGeneration | null = null;

  async function applyChanges(
    changes: readonly RosterChange[],
    upTo: RosterMark,
  ): Promise<StoreFault | null> {
    const pointer = await pointerOf(database);
    if (pointer.serving === 0) return superseded(0);
    if (changes.length === 0) return moveFrom(pointer, [], (now) => ({ ...now, mark: upTo }));
    held = await holdGeneration(database, pointer, { before: held, warmRows });
    if (held === null) return damaged();
    const packer = newRosterPacker(hasher);
    for (const change of changes) packer.add(change);
    const cards = pointer.cards + gainOf(held, packer);
    const isCrowded = pointer.late.until - pointer.late.from >= LATE_BLOCKS_MAX;
    const merged = isCrowded ? await mergedWithLate(held, changes) : packer;
    if (merged === null) return damaged();
    return (
      (await roomFault(options.estimateRoom, merged.bytes())) ??
      (await writeLate(pointer, merged, { isCrowded, upTo, cards }))
    );
  }

  /** How many cards more are on the roster after these changes. */
  function gainOf(before: HeldGeneration, packer: RosterPacker): number {
    let gain = 0;
    for (const index of packer.sorted()) {
      const row = packer.row(index);
      const number = row.facts.subarray(row.factsAt);
      const was = mayBeHeld(before, warmRows, { number, hash: row });
      gain += (isRemoved(row.facts, row.factsAt) ? 0 : 1) - (was ? 1 : 0);
    }
    return gain;
  }

  async function mergedWithLate(
    { generation, late }: HeldGeneration,
    changes: readonly RosterChange[],
  ): Promise<RosterPacker | null> {
    const blocks = await readLateBlocks(database, generation, late);
    if (blocks === null) return null;
    const packer = newRosterPacker(hasher);
    for (const rows of blocks) addRows(packer, rows);
    for (const change of changes) packer.add(change);
    return packer;
  }

  async function writeLate(
    pointer: RosterPointer,
    packer: RosterPacker,
    { isCrowded, upTo, cards }: { isCrowded: boolean; upTo: RosterMark; cards: number },
  ): Promise<StoreFault | null> {
    if (held === null) return damaged();
    const sorted = packer.sorted();
    const ranges = blockRanges(packer, sorted);
    const firstIndex = pointer.late.until;
    const { keys } = held.generation;
    const place = { generation: pointer.serving, firstIndex, late: true };
    const rows = await sealBlocks({ keys, packer, sorted, ranges, ...place });
    const from = isCrowded ? firstIndex : pointer.late.from;
    const late = {
      from,
      until: firstIndex + ranges.length,
      rows: sorted.length + (isCrowded ? 0 : pointer.late.rows),
    };
    const lacksNames = pointer.lacksNames || (keys.names === null && rows.length > 0);
    return moveFrom(pointer, rows, (now) => ({ ...now, mark: upTo, late, lacksNames, cards }));
  }

  /** Writes and moves in one transaction, provided that the pointer is where it was. */
  function moveFrom(
    before: RosterPointer,
    rows: Awaited<ReturnType<typeof sealBlocks>>,
    move: (pointer: RosterPointer) => RosterPointer,
  ): Promise<StoreFault | null> {
    const { dexie, roster, blocks } = database;
    return faultOf(() =>
      dexie.transaction('rw', [roster, blocks], async () => {
        const now = await pointerOf(database);
        if (now.serving !== before.serving || now.late.until !== before.late.until) {
          return superseded(before.serving);
        }
        const moved = move(now);
        if (rows.length > 0) await blocks.bulkPut(rows);
        const stale = { from: before.late.from, until: moved.late.from };
        if (stale.from < stale.until) {
          await lateBlocks(database, now.serving, 'late-facts', stale).delete();
          await lateBlocks(database, now.serving, 'late-names', stale).delete();
        }
        await roster.put(moved);
        return null;
      }),
    );
  }

  async function damaged(): Promise<StoreFault> {
    await movePointer(database, (pointer) => ({ ...pointer, isDamaged: true }));
    return { kind: 'storage', detail: 'the roster on this device cannot be read' };
  }

  return {
    async held() {
      const { serving, mark, isDamaged } = await pointerOf(database);
      return serving === 0 || mark === null ? null : { mark, mustReload: isDamaged };
    },
    async beginSnapshot() {
      let generation = 0;
      const fault = await faultOf(async () => {
        generation = (await movePointer(database, withNextStaging)).lastGeneration;
        await sweep(database);
        return null;
      });
      if (fault !== null) return { ok: false, fault };
      return { ok: true, value: snapshotInto(generation) };
    },
    async applyChanges(changes, upTo) {
      const fault = await applyChanges(changes, upTo);
      if (fault === null && isCompactionDue(await pointerOf(database))) {
        // The changes are in; where there is no room to tidy up, the next ones try again.
        await compact(database, { hasher, estimateRoom: options.estimateRoom });
      }
      tellRosterWritten();
      return fault;
    },
  };

  function snapshotInto(generation: number): SnapshotWriter {
    const packer = newRosterPacker(hasher);
    return {
      add(changes) {
        for (const change of changes) packer.add(change);
      },
      async finish(upTo) {
        const fault = await writeGeneration(database, {
          ...options,
          generation,
          packer,
          flip: (pointer, cards) =>
            pointer.staging === generation
              ? {
                  ...pointer,
                  ...{ serving: generation, staging: null, late: { from: 0, until: 0, rows: 0 } },
                  ...{ lacksNames: false, mark: upTo, isDamaged: false, cards },
                }
              : null,
        });
        tellRosterWritten();
        return fault;
      },
    };
  }
}
