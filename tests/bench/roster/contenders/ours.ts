import { databaseOf } from '../../../../src/store/database.ts';
import { sealedDatabase } from '../../../../src/store/roster-pointer.ts';
import type { RosterMark, RosterWriter } from '../../../../src/store/roster-pull.ts';
import { browserRoom } from '../../../../src/store/roster-room.ts';
import { rosterWriter } from '../../../../src/store/roster-writer.ts';
import { createStore, type Store } from '../../../../src/store/store.ts';
import type { RosterContender } from '../contender.ts';
import type { BenchRecord } from '../records.ts';
import { BENCH_EPOCH, STORE_KEYS } from '../store-keys.ts';

let store: Store;
let writer: RosterWriter | null = null;

/** The kiosk's own cache, given the records as objects like all others; read through the store. */
export const contender: RosterContender = {
  async open() {
    store = await createStore({ keys: STORE_KEYS });
  },
  warm: () => store.warmRoster(),
  async load(pages) {
    const begun = await (await openWriter()).beginSnapshot();
    if (!begun.ok) throw new Error(begun.fault.detail);
    for (const page of pages) begun.value.add(page.map(putOf));
    insistOn(await begun.value.finish(markAt(1)));
    await newsToArrive();
  },
  async find(cardNumber) {
    const answer = await store.roster.find(cardNumber);
    if (answer.kind === 'damaged') throw new Error(`${cardNumber} is damaged`);
    return answer.kind === 'found' ? answer.record : null;
  },
  async change(pages) {
    insistOn(await (await openWriter()).applyChanges([...pages].flat().map(putOf), markAt(2)));
    await newsToArrive();
  },
};

/** As the roster's worker does at its first work. */
async function openWriter(): Promise<RosterWriter> {
  if (writer === null) {
    const database = databaseOf({});
    await database.dexie.open();
    writer = rosterWriter(await sealedDatabase(database, STORE_KEYS), { estimateRoom: browserRoom });
  }
  return writer;
}

/** Windows hear of a write by a message, which is a task of its own. */
function newsToArrive(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

function putOf(record: BenchRecord) {
  return { kind: 'put' as const, record };
}

function markAt(position: number): RosterMark {
  return {
    ...{ epoch: BENCH_EPOCH, cursor: `c${position}`, position },
    ...{ asOfMs: Date.now(), pulledAt: Date.now() },
  };
}

function insistOn(fault: { readonly detail: string } | null): void {
  if (fault !== null) throw new Error(fault.detail);
}
