import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { databaseOf } from '../../src/store/database.ts';
import { DATABASE_NAME, warmDatabase } from '../../src/store/warm-database.ts';

test('makes no database where there is none, and says so; one that is there is opened beside', async () => {
  const indexedDB = new IDBFactory();
  expect(await warmDatabase(indexedDB)).toBe(true);
  expect(await indexedDB.databases()).toEqual([]);
  const { dexie } = databaseOf({ indexedDB, IDBKeyRange });
  await dexie.open();
  expect(await warmDatabase(indexedDB)).toBe(false);
  await dexie.table('catalogue').put({ name: 'catalogue', file: 'a' });
  dexie.close();
});

test('keeps neither the tables of a new release nor a wipe waiting', async () => {
  const indexedDB = new IDBFactory();
  const { dexie } = databaseOf({ indexedDB, IDBKeyRange });
  await dexie.open();
  dexie.close();
  expect(await warmDatabase(indexedDB)).toBe(false);
  await new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(DATABASE_NAME);
    deleting.onsuccess = resolve;
    deleting.onblocked = () => reject(new Error('blocked'));
  });
  expect(await indexedDB.databases()).toEqual([]);
});
