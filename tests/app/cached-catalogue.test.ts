import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createCachedCatalogue } from '../../src/app/check/cached-catalogue.ts';
import {
  publicKeyHexOf,
  secretKeyOfPhrase,
  signCatalogue,
  TrustedKeys,
} from '../../src/domain/catalogue/catalogue-file.ts';
import { newProfile } from '../store/profile.ts';
import { signedCatalogue, TRUSTED } from './signed-catalogue.ts';

async function newHeld(trusted = TRUSTED) {
  const { catalogueFile } = await newProfile().start();
  return { file: catalogueFile, held: createCachedCatalogue({ file: catalogueFile, trusted }) };
}

it('holds nothing before the first load, and nothing where nothing is stored', async () => {
  const { held } = await newHeld();
  expect(held.current()).toBeNull();
  expect(await held.load()).toBe(false);
  expect(held.current()).toBeNull();
});

it('comes back after a restart', async () => {
  const { file, held } = await newHeld();
  await held.offer(signedCatalogue(5));
  const restarted = createCachedCatalogue({ file, trusted: TRUSTED });
  expect(await restarted.load()).toBe(true);
  expect(restarted.current()?.version).toBe(5);
});

it('takes a catalogue of a newer release, keeps it as it was signed, and begins with it', async () => {
  const { file, held } = await newHeld();
  await held.offer(signedCatalogue(5));
  const newer = signedCatalogue(6, undefined, { lotteries: [{ id: 'draw' }] });
  expect(await held.offer(newer)).toEqual({ kind: 'adopted', version: 6 });
  expect(held.current()?.unread?.places).toEqual(['lotteries']);
  expect(await file.read()).toBe(newer);
  const restarted = createCachedCatalogue({ file, trusted: TRUSTED });
  expect(await restarted.load()).toBe(true);
  expect(restarted.current()).toMatchObject({ version: 6, unread: { places: ['lotteries'] } });
});

it('keeps what it has where a newer one is in force on no day', async () => {
  const { file, held } = await newHeld();
  await held.offer(signedCatalogue(5));
  const offer = await held.offer(signedCatalogue(6, undefined, { validFrom: 'soon' }));
  expect(offer).toMatchObject({ kind: 'unverifiable', fault: { kind: 'bad-shape' } });
  expect(held.current()?.version).toBe(5);
  expect(await file.read()).toBe(signedCatalogue(5));
});

it.each([
  [3, 5, 5],
  [5, 3, 5],
  [null, 3, 3],
  [5, null, 5],
])(
  'begins with the newer of what is stored (%s) and what came with the app (%s)',
  async (stored, shipped, used) => {
    const { file } = await newHeld();
    if (stored !== null) await file.write(signedCatalogue(stored));
    const options = { file, trusted: TRUSTED };
    const held = createCachedCatalogue(
      shipped === null ? options : { ...options, shipped: signedCatalogue(shipped) },
    );
    expect(await held.load()).toBe(true);
    expect(held.current()?.version).toBe(used);
  },
);

it('begins with what came with the app where the disk is not to be believed', async () => {
  const { file } = await newHeld();
  await file.write(signedCatalogue(9, 'a stranger'));
  const held = createCachedCatalogue({ file, trusted: TRUSTED, shipped: signedCatalogue(2) });
  expect(await held.load()).toBe(true);
  expect(held.current()?.version).toBe(2);
});

it('believes its own disk no more than the district', async () => {
  const { file, held } = await newHeld();
  await file.write(signedCatalogue(5, 'a stranger'));
  expect(await held.load()).toBe(false);
  expect(held.current()).toBeNull();
});

it('tells of a catalogue that comes into use, and of none that does not', async () => {
  const { held } = await newHeld();
  const versions: (number | undefined)[] = [];
  const unsubscribe = held.subscribe(() => versions.push(held.current()?.version));
  await held.offer(signedCatalogue(2));
  await held.offer(signedCatalogue(2));
  await held.offer('nonsense');
  unsubscribe();
  await held.offer(signedCatalogue(3));
  expect(versions).toEqual([2]);
});

it('does not decide by a catalogue that would be gone after a restart', async () => {
  const { file } = await newHeld();
  const fault = { kind: 'quota' as const, detail: 'no room' };
  const held = createCachedCatalogue({ file: { ...file, write: async () => fault }, trusted: TRUSTED });
  expect(await held.offer(signedCatalogue(2))).toEqual({ kind: 'store-fault', fault });
  expect(held.current()).toBeNull();
});

it('takes the catalogue that is shipped, by the keys that are shipped', async () => {
  const shipped = (name: string) => readFileSync(`resources/${name}`, 'utf8');
  const { held } = await newHeld(TrustedKeys.parse(JSON.parse(shipped('trusted-keys.json'))));
  expect(await held.offer(shipped('catalogue.json'))).toMatchObject({ kind: 'adopted' });
});

it('takes a catalogue of a listed key while that is in force, and keeps it when the key is withdrawn', async () => {
  const { file } = await newHeld();
  const secretKey = secretKeyOfPhrase('a catalogue key');
  const day = { today: '2026-11-23', lastDay: '2026-11-23' };
  const listed = () => ({
    date: day.today,
    keys: [
      {
        id: 'catalogue-1',
        algorithm: 'ed25519',
        publicKeyHex: publicKeyHexOf(secretKey),
        purposes: ['catalogue'],
        validFrom: '2026-11-01',
        validUntil: day.lastDay,
      },
    ],
  });
  const signed = (version: number) =>
    JSON.stringify(
      signCatalogue({ ...JSON.parse(signedCatalogue(version)).payload }, { keyId: 'catalogue-1', secretKey }),
    );
  const held = createCachedCatalogue({ file, trusted: TRUSTED, listed });
  expect(await held.offer(signed(2))).toEqual({ kind: 'adopted', version: 2 });
  day.lastDay = '2026-11-22';
  expect(await held.offer(signed(3))).toMatchObject({
    kind: 'unverifiable',
    fault: { kind: 'key-not-in-force' },
  });
  const restarted = createCachedCatalogue({ file, trusted: TRUSTED, listed });
  expect(await restarted.load()).toBe(true);
  expect(restarted.current()?.version).toBe(2);
  // A kiosk without a list that names this key does not believe its disk.
  expect(await createCachedCatalogue({ file, trusted: TRUSTED }).load()).toBe(false);
});

it.each([10_006, Number.MAX_SAFE_INTEGER])(
  'refuses version %d after 5, though it is signed: no later one could follow',
  async (version) => {
    const { held } = await newHeld();
    await held.offer(signedCatalogue(5));
    expect(await held.offer(signedCatalogue(version))).toEqual({ kind: 'too-far-ahead', version });
    expect(held.current()?.version).toBe(5);
    expect(await held.offer(signedCatalogue(10_005))).toMatchObject({ kind: 'adopted' });
  },
);

it('begins with what came with the app where such a version was taken by an earlier release', async () => {
  const { file } = await newHeld();
  await file.write(signedCatalogue(Number.MAX_SAFE_INTEGER));
  const held = createCachedCatalogue({ file, trusted: TRUSTED, shipped: signedCatalogue(2) });
  expect(await held.load()).toBe(true);
  expect(held.current()?.version).toBe(2);
  expect(await held.offer(signedCatalogue(3))).toMatchObject({ kind: 'adopted' });
});
