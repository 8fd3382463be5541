import { expect, test } from 'vitest';
import { createNamedCards } from '../../src/app/check/named-cards.ts';
import { deskViewOf } from '../../src/domain/card/roster-record.ts';
import {
  KEYS,
  loadSnapshot,
  newProfile,
  numberOf,
  pullChanges,
  putOf,
  recordOf,
  removalOf,
} from './profile.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

test('finds whose cards the journal means after a restart: the end of the number, and the masked name', async () => {
  const profile = newProfile();
  const first = await profile.start();
  await loadSnapshot(first, range(1_300));
  await pullChanges(first, [putOf(1_300), removalOf(5)], 'c2');
  first.close();
  const store = await profile.start();
  const refs = [3, 1_250, 1_300].map((index) => store.cardRefOf(numberOf(index)));
  const cards = await createNamedCards(store).of([...refs, ...refs, 'f'.repeat(32)]);
  const { maskedName } = deskViewOf(recordOf(3));
  expect([...cards]).toEqual(
    [3, 1_250, 1_300].map((index, at) => [refs[at], { tail: numberOf(index).slice(-4), maskedName }]),
  );
});

test('names nobody whose key to the names is gone, and still tells the cards apart', async () => {
  const profile = newProfile();
  const first = await profile.start();
  await loadSnapshot(first, [1, 2]);
  first.close();
  const store = await profile.start({ ...KEYS, namesKeyHex: null });
  const ref = store.cardRefOf(numberOf(2));
  expect((await createNamedCards(store).of([ref])).get(ref)).toEqual({
    tail: numberOf(2).slice(-4),
    maskedName: null,
  });
});

test('remembers a card that was shown here and is not on the roster', async () => {
  const store = await newProfile().start();
  const named = createNamedCards(store);
  const ref = store.cardRefOf(numberOf(9));
  expect((await named.of([ref])).size).toBe(0);
  named.remember(ref, numberOf(9));
  expect((await named.of([ref])).get(ref)).toEqual({ tail: numberOf(9).slice(-4), maskedName: null });
});
