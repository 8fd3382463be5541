import { expect, it } from 'vitest';
import { cardRefOf } from '../../src/domain/card/card-ref.ts';
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
