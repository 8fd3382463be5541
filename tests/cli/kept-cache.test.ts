import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { openKeptCache } from '../../src/cli/desk/kept-cache.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function opened(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open('both', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('one');
    opening.result.createObjectStore('other');
  };
  return answerOf(opening);
}

function write(database: IDBDatabase, value: number): Promise<void> {
  const transaction = database.transaction(['one', 'other'], 'readwrite');
  transaction.objectStore('one').put(value, 'value');
  transaction.objectStore('other').put(value, 'value');
  return new Promise((resolve) => {
    transaction.oncomplete = () => resolve();
  });
}

test('keeps what one transaction has written whole, while others go on', async () => {
  const file = join(temporaryFolder(), 'cache');
  const cache = await openKeptCache(file);
  const database = await opened(cache.factory);
  await write(database, 0);
  const kept = cache.keep();
  for (let value = 1; value < 10; value += 1) await write(database, value);
  await kept;
  const again = await opened((await openKeptCache(file)).factory);
  const valueIn = (store: string) => answerOf(again.transaction(store).objectStore(store).get('value'));
  expect(await valueIn('one')).toEqual(expect.any(Number));
  expect(await valueIn('one')).toBe(await valueIn('other'));
});

test.each([
  ['of another shape', serialize({ hello: 1 })],
  ['that is none', Buffer.from('no file of ours')],
])('a file %s is an empty cache', async (_name, bytes) => {
  const file = join(temporaryFolder(), 'cache');
  writeFileSync(file, bytes);
  const { factory } = await openKeptCache(file);
  expect(await factory.databases()).toEqual([]);
});
