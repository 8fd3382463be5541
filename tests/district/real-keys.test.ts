import { describe, expect, test } from 'vitest';
import { verifyCatalogue } from '../../src/district/roster/catalogue.ts';
import { districtKeysOf } from '../../src/district/roster/keys.ts';
import {
  publicKeyHexOf,
  secretKeyOfPhrase,
  signCatalogue,
} from '../../src/domain/catalogue/catalogue-file.ts';
import {
  DEVELOPMENT_CARD_SIGNER,
  DEVELOPMENT_ROOT,
  DEVELOPMENT_SERVER_SIGNER,
} from '../../src/domain/trust/development-keys.ts';
import { signKeyList } from '../../src/domain/trust/key-list.ts';
import type { Signer } from '../../src/domain/trust/signed-text.ts';
import { shipped } from '../domain/shipped.ts';

const DATE = '2026-11-23';
const DAYS = { validFrom: '2026-01-01', validUntil: '2030-12-31' };
const signerOf = (keyId: string): Signer => ({ keyId, secretKey: secretKeyOfPhrase(`a real ${keyId}`) });
const ROOT = signerOf('root-1');
const SERVER = signerOf('district-1');
const CATALOGUE = signerOf('catalogue-1');
const SERVER_PURPOSES = ['roster', 'denied', 'lease'];

const rootsOf = (...signers: Signer[]) => ({
  keys: signers.map(({ keyId, secretKey }) => ({
    id: keyId,
    publicKeyHex: publicKeyHexOf(secretKey),
    note: '',
  })),
});
const listedKey = ({ keyId, secretKey }: Signer, purposes: string[], days: Partial<typeof DAYS> = {}) => ({
  id: keyId,
  algorithm: 'ed25519' as const,
  publicKeyHex: publicKeyHexOf(secretKey),
  purposes,
  ...DAYS,
  ...days,
});

function given(changes: {
  readonly root?: Signer;
  readonly roots?: readonly Signer[];
  readonly keys?: readonly ReturnType<typeof listedKey>[];
  readonly signer?: Signer;
}) {
  const { root = ROOT, roots = [ROOT], signer = SERVER } = changes;
  const keys = changes.keys ?? [listedKey(SERVER, SERVER_PURPOSES), listedKey(CATALOGUE, ['catalogue'])];
  const signed = signKeyList({ format: 1, serial: 3, ...DAYS, keys: [...keys] }, root);
  return { roots: rootsOf(...roots), signed, signer, date: DATE };
}

describe('a district without --demo', () => {
  test('takes its own key where a root lists it', () => {
    expect(districtKeysOf(given({}))).toMatchObject({ serial: 3, signer: SERVER });
  });

  test.each([
    ['the development root alone', { root: DEVELOPMENT_ROOT, roots: [DEVELOPMENT_ROOT] }, 'development root'],
    ['the development root beside its own', { roots: [ROOT, DEVELOPMENT_ROOT] }, 'development root'],
    [
      'the development root under another name',
      { roots: [ROOT, { ...DEVELOPMENT_ROOT, keyId: 'root-2' }] },
      'development root',
    ],
    [
      'the development card key in its list, under another name',
      {
        keys: [
          listedKey(SERVER, SERVER_PURPOSES),
          listedKey({ ...DEVELOPMENT_CARD_SIGNER, keyId: 'card-7' }, ['card']),
        ],
      },
      'the development key card-7',
    ],
    [
      'the development server key',
      { keys: [listedKey(DEVELOPMENT_SERVER_SIGNER, SERVER_PURPOSES)], signer: DEVELOPMENT_SERVER_SIGNER },
      'the development key district-1',
    ],
    ['a list of a stranger’s root', { root: signerOf('root-2') }, 'unknown-root'],
    ['a list forged under the name of its root', { root: { ...SERVER, keyId: 'root-1' } }, 'bad-signature'],
    ['a key that nobody lists', { signer: signerOf('district-2') }, 'does not name the server'],
    [
      'another key under the name of its own',
      { signer: { ...CATALOGUE, keyId: 'district-1' } },
      'does not name the server',
    ],
    [
      'a withdrawn key',
      { keys: [listedKey(SERVER, SERVER_PURPOSES, { validUntil: '2026-11-22' })] },
      'key-not-in-force',
    ],
    [
      'a key that cannot sign leases',
      { keys: [listedKey(SERVER, ['roster', 'denied'])] },
      'cannot sign lease',
    ],
    [
      'a key that makes cards too',
      { keys: [listedKey(SERVER, [...SERVER_PURPOSES, 'card'])] },
      'may also sign card',
    ],
  ])('refuses %s', (_name, changes, words) => {
    expect(() => districtKeysOf(given(changes))).toThrow(
      expect.objectContaining({ kind: 'keys-refused', message: expect.stringContaining(words) }),
    );
  });
});

describe('the catalogue of such a district', () => {
  const trusted = rootsOf(ROOT);
  const listed = (days: Partial<typeof DAYS> = {}) => ({
    keys: [listedKey(CATALOGUE, ['catalogue'], days), listedKey(SERVER, SERVER_PURPOSES)],
    date: DATE,
  });
  const textBy = (signer: Signer) => JSON.stringify(signCatalogue(shipped(), signer));

  test('is signed by a listed catalogue key or by a root', () => {
    for (const signer of [CATALOGUE, ROOT]) {
      const { catalogue } = verifyCatalogue({ text: textBy(signer), trusted, listed: listed() });
      expect(catalogue.version).toBe(shipped().version);
    }
  });

  /** The attack: whoever has the sources signs what they like with the development root. */
  test('with every price at 0.01 by the development root is refused', () => {
    const items = shipped().items.map((item) => ({
      ...item,
      rules: item.rules.map((rule) =>
        rule.kind === 'price' ? { ...rule, listFen: 1, card: { kind: 'fixed', fen: 1 } } : rule,
      ),
    }));
    const payload = { ...shipped(), version: shipped().version + 1, items };
    for (const keyId of ['development', 'root-1', 'catalogue-1']) {
      const text = JSON.stringify(signCatalogue(payload, { ...DEVELOPMENT_ROOT, keyId }));
      expect(() => verifyCatalogue({ text, trusted, listed: listed() })).toThrow(
        expect.objectContaining({ kind: 'catalogue-refused' }),
      );
    }
  });

  test.each([
    ['the server’s key', SERVER, {}, 'wrong-purpose'],
    ['a withdrawn key', CATALOGUE, { validUntil: '2026-11-22' }, 'key-not-in-force'],
    ['a key of tomorrow', CATALOGUE, { validFrom: '2026-11-24' }, 'key-not-in-force'],
    ['a stranger', signerOf('catalogue-2'), {}, 'unknown-key'],
    ['a stranger under the name of the key', { ...SERVER, keyId: 'catalogue-1' }, {}, 'bad-signature'],
  ])('by %s is refused', (_name, signer, days, kind) => {
    expect(() => verifyCatalogue({ text: textBy(signer), trusted, listed: listed(days) })).toThrow(
      new RegExp(kind),
    );
  });

  test.each([{ validUntil: DATE }, { validFrom: DATE }])(
    'is believed on the first and the last day: %j',
    (days) => {
      expect(verifyCatalogue({ text: textBy(CATALOGUE), trusted, listed: listed(days) }).text).toContain(
        'catalogue-1',
      );
    },
  );
});
