import { expect, it } from 'vitest';
import { importRosterKey, openCard, sealCard } from '../../src/store/card-box.ts';
import { KEYS, recordOf } from './profile.ts';

const PLACE = { generation: 7, cardRef: 'ab'.repeat(16) };

it.each([
  ['where it was sealed', {}, recordOf(1)],
  ['not in another generation', { generation: 8 }, null],
  ['not under another card', { cardRef: 'cd'.repeat(16) }, null],
  ['not with another iv', { iv: new Uint8Array(12) }, null],
  ['not cut short', { box: new ArrayBuffer(3) }, null],
])('a box opens %s', async (_, change, expected) => {
  const key = await importRosterKey(KEYS.rosterKeyHex);
  const row = await sealCard(key, PLACE, recordOf(1));
  expect(await openCard(key, { ...row, ...change })).toEqual(expected);
});

it('a box with something other than a card record is no card', async () => {
  const key = await importRosterKey(KEYS.rosterKeyHex);
  const row = await sealCard(key, PLACE, { ...recordOf(1), name: '' });
  expect(await openCard(key, row)).toBeNull();
});

it('the key can be used and not be read', async () => {
  const key = await importRosterKey(KEYS.rosterKeyHex);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});
