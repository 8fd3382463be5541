import type { BlockRow, RosterPointer } from '../database.ts';
import { faultOf } from '../store-fault.ts';
import { blocksBetween, pointerOf, type SealedDatabase, superseded } from './roster-pointer.ts';
import type { StoreAnswer } from './roster-pull.ts';

/** Writes blocks and moves the pointer, provided that it is where it was; blocks of layers that are gone go with it. */
export async function layOnTop(
  database: SealedDatabase,
  before: RosterPointer,
  rows: readonly BlockRow[],
  move: Partial<RosterPointer>,
): Promise<StoreAnswer<RosterPointer>> {
  const { dexie, roster, blocks } = database;
  let moved = before;
  const fault = await faultOf(() =>
    dexie.transaction('rw', [roster, blocks], async () => {
      const now = await pointerOf(database);
      if (now.serving !== before.serving || now.lateNext !== before.lateNext) {
        return superseded(before.serving);
      }
      moved = { ...now, ...move };
      if (rows.length > 0) await blocks.bulkPut(rows);
      const gone = before.late.find(({ from }) => !moved.late.some((span) => span.from === from));
      if (gone !== undefined) await removeBlocks(database, now, gone.from);
      await roster.put(moved);
      return null;
    }),
  );
  return fault === null ? { ok: true, value: moved } : { ok: false, fault };
}

/** Removes the blocks of earlier writes, from this layer on. */
async function removeBlocks(
  database: SealedDatabase,
  { serving: generation, lateNext }: RosterPointer,
  from: number,
): Promise<void> {
  for (const kind of ['late-facts', 'late-names', 'late-directory'] as const) {
    await blocksBetween(database, { generation, kind }, { from, until: lateNext }).delete();
  }
}
