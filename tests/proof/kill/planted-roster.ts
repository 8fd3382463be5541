import { Dexie, type Table } from 'dexie';
import type { RosterChange, RosterRecord } from '../../../src/domain/card/roster-record.ts';
import { recordTextOf } from './generations.ts';
import type { Subject } from './subject.ts';

const dexie = new Dexie('planted');
dexie.version(1).stores({ cards: 'cardNumber', heads: 'name' });
const cards: Table<RosterRecord, string> = dexie.table('cards');
const heads: Table<{ readonly name: string; readonly cursor: string }, string> = dexie.table('heads');

/** So that a kill between two pages is no rare luck. */
const PAUSE_MS = 30;

/** The mistake that the proof must find: rows written page by page over those that serve, the cursor last. */
export const plantedRoster: Subject = {
  async open() {
    await dexie.open();
  },
  async snapshot(pages, { cursor }, entered) {
    entered('begin');
    await cards.clear();
    for (const page of pages) {
      entered('add');
      await write(page);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    entered('flip');
    await heads.put({ name: 'roster', cursor });
  },
  async delta(changes, { cursor }) {
    await write(changes);
    await heads.put({ name: 'roster', cursor });
  },
  async state() {
    return { cursor: (await heads.get('roster'))?.cursor ?? null, cards: await cards.count() };
  },
  async recordText(cardNumber) {
    const record = await cards.get(cardNumber);
    return record === undefined ? null : recordTextOf(record);
  },
};

async function write(changes: readonly RosterChange[]): Promise<void> {
  await cards.bulkPut(changes.flatMap((change) => (change.kind === 'put' ? [change.record] : [])));
  await cards.bulkDelete(changes.flatMap((change) => (change.kind === 'remove' ? [change.cardNumber] : [])));
}
