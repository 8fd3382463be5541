import { createRxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

let cards;

/** One document a card in RxDB on its free storage, a thousand to a bulk write. */
export const contender = {
  async open() {
    const database = await createRxDatabase({ name: 'rxdb-rows', storage: getRxStorageDexie() });
    const collections = await database.addCollections({ cards: { schema: SCHEMA } });
    cards = collections.cards;
  },
  async load(pages) {
    for (const page of pages) insistOn(await cards.bulkInsert([...page]));
  },
  async find(cardNumber) {
    const document = await cards.findOne(cardNumber).exec();
    return document === null ? null : document.toJSON();
  },
  async change(pages) {
    for (const page of pages) insistOn(await cards.bulkUpsert([...page]));
  },
};

function insistOn({ error }) {
  if (error.length > 0) throw new Error(`RxDB refused ${error.length} cards`);
}

const SCHEMA = {
  version: 0,
  primaryKey: 'cardNumber',
  type: 'object',
  properties: { cardNumber: { type: 'string', maxLength: 20 } },
  additionalProperties: true,
};
