import { Dexie, type Table } from 'dexie';
import type { RosterContender } from '../contender.ts';
import type { BenchRecord } from '../records.ts';

const dexie = new Dexie('plain-rows');
dexie.version(1).stores({ cards: 'cardNumber' });
const cards: Table<BenchRecord, string> = dexie.table('cards');

/** What everyone begins with: one plain row a card, a thousand to a bulk write. */
export const contender: RosterContender = {
  async open() {
    await dexie.open();
  },
  async load(pages) {
    for (const page of pages) await cards.bulkPut(page);
  },
  find: async (cardNumber) => (await cards.get(cardNumber)) ?? null,
  change: (pages) => contender.load(pages),
};
