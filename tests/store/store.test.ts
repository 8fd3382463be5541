import { IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { cardRefOf } from '../../src/domain/card-ref.ts';
import { wipeStore } from '../../src/store/store.ts';
import { KEYS, loadSnapshot, newProfile, numberOf } from './profile.ts';

it('keeps roster and catalogue over a restart', async () => {
  const profile = newProfile();
  const first = await profile.start();
  expect(await first.catalogueFile.read()).toBeNull();
  expect(await first.catalogueFile.write('{"keyId":"a"}')).toBeNull();
  expect(await first.catalogueFile.write('{"keyId":"b"}')).toBeNull();
  await loadSnapshot(first, [1]);
  first.close();
  const second = await profile.start();
  expect(await second.catalogueFile.read()).toBe('{"keyId":"b"}');
  expect(await second.roster.find(numberOf(1))).toMatchObject({ kind: 'found' });
});

it('stands for a card with the same pseudonym as the district', async () => {
  const store = await newProfile().start();
  expect(store.cardRefOf(numberOf(1))).toBe(cardRefOf(KEYS.cardRefKeyHex, numberOf(1)));
});

it('holds nothing after it was wiped for another enrolment', async () => {
  const profile = newProfile();
  const first = await profile.start();
  await first.catalogueFile.write('{}');
  await loadSnapshot(first, [1]);
  first.close();
  await wipeStore({ indexedDB: profile.factory, IDBKeyRange });
  const second = await profile.start();
  expect(await second.catalogueFile.read()).toBeNull();
  expect(await second.roster.find(numberOf(1))).toMatchObject({ kind: 'unknown' });
  expect((await second.roster.state()).cards).toBe(0);
});
