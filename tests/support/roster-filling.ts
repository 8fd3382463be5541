import type { CacheKeys } from '../../src/app/cache-port.ts';
import type { RosterRecord } from '../../src/domain/card/roster-record.ts';
import { databaseOf } from '../../src/store/database.ts';
import { onRosterWritten, sealedDatabase } from '../../src/store/roster/roster-pointer.ts';
import type { RosterBatch, RosterMark, RosterWriter } from '../../src/store/roster/roster-pull.ts';
import { browserRoom } from '../../src/store/roster/roster-room.ts';
import { rosterWriter } from '../../src/store/roster/roster-writer.ts';
import { ROSTER_EPOCH } from './roster-pages.ts';

/** Writes records into the kiosk's own cache past the signatures of their pages, as its worker does behind them. */
export interface RosterFilling {
  /** All at once and in place of what is held. */
  fill(pages: Iterable<readonly RosterRecord[]>): Promise<void>;
  /** On top of what is held. */
  change(pages: Iterable<readonly RosterRecord[]>): Promise<void>;
}

/** On the calling thread, beside a store that is open with the same keys. */
export async function rosterFilling(keys: CacheKeys): Promise<RosterFilling> {
  const database = databaseOf({});
  await database.dexie.open();
  const writer = rosterWriter(await sealedDatabase(database, keys), { estimateRoom: browserRoom });
  let position = 0;
  return {
    async fill(pages) {
      position += 1;
      const arrival = newsToArrive();
      insistOn(await filled(writer, pages, markAt(position)));
      await arrival;
    },
    async change(pages) {
      position += 1;
      const arrival = newsToArrive();
      const changes = writer.beginChanges();
      for (const page of pages) changes.add(page.map(putOf));
      insistOn(await changes.finish(markAt(position)));
      await arrival;
    },
  };
}

async function filled(
  writer: RosterWriter,
  pages: Iterable<readonly RosterRecord[]>,
  mark: RosterMark,
): ReturnType<RosterBatch['finish']> {
  const begun = await writer.beginSnapshot();
  if (!begun.ok) return begun.fault;
  for (const page of pages) begun.value.add(page.map(putOf));
  return begun.value.finish(mark);
}

/** Resolves once windows have heard of the next write: by a message, which goes through another process. */
function newsToArrive(): Promise<void> {
  return new Promise((resolve) => {
    const stopListening = onRosterWritten(() => {
      stopListening();
      // Each listener hears of it in a task of its own.
      setTimeout(resolve);
    });
  });
}

function putOf(record: RosterRecord) {
  return { kind: 'put' as const, record };
}

function markAt(position: number): RosterMark {
  return {
    ...{ epoch: ROSTER_EPOCH, cursor: `c${position}`, position },
    ...{ asOfMs: Date.now(), pulledAt: Date.now() },
  };
}

function insistOn(fault: { readonly detail: string } | null): void {
  if (fault !== null) throw new Error(fault.detail);
}
