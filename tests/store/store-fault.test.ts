import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { faultOf } from '../../src/store/store-fault.ts';
import { newProfile } from './profile.ts';

const NO_ROOM = new DOMException('', 'QuotaExceededError');

it.each([
  ['no room', NO_ROOM, 'quota'],
  ['no room, as Dexie wraps it', new Dexie.AbortError('aborted', NO_ROOM), 'quota'],
  ['no room for one of many', new Dexie.BulkError('one of many', [NO_ROOM]), 'quota'],
  ['a broken database', new DOMException('', 'UnknownError'), 'storage'],
  ['a closed database', new Dexie.DatabaseClosedError(), 'storage'],
])('%s is a value', async (_, error, kind) => {
  expect(await faultOf(() => Promise.reject(error))).toMatchObject({ kind });
});

it('a bug is no fault of the storage and goes on up', async () => {
  await expect(faultOf(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
});

it('what was done, and what was refused for another reason, pass as they are', async () => {
  const gap = { kind: 'gap' as const, detail: '' };
  expect(await faultOf(async () => null)).toBeNull();
  expect(await faultOf(async () => gap)).toBe(gap);
});

it('a store that was closed says so instead of throwing', async () => {
  const store = await newProfile().start();
  store.close();
  expect(await store.catalogueFile.write('{}')).toMatchObject({ kind: 'storage' });
});
