import { openDB } from 'idb';

let database;

/** One plain row a card through idb, a thousand to a transaction. */
export const contender = {
  async open() {
    database = await openDB('idb-rows', 1, {
      upgrade: (opened) => opened.createObjectStore('cards', { keyPath: 'cardNumber' }),
    });
  },
  async load(pages) {
    for (const page of pages) await put(page);
  },
  async find(cardNumber) {
    return (await database.get('cards', cardNumber)) ?? null;
  },
  change: (pages) => contender.load(pages),
};

async function put(records) {
  const { store, done } = database.transaction('cards', 'readwrite');
  await Promise.all([...records.map((record) => store.put(record)), done]);
}
