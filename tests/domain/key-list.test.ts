import { describe, expect, test } from 'vitest';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import { type KeyList, readKeyList, signKeyList } from '../../src/domain/trust/key-list.ts';
import { signText } from '../../src/domain/trust/signed-text.ts';

const ROOT = { keyId: 'root', secretKey: secretKeyOfPhrase('a root') };
const ROOTS = { keys: [{ id: 'root', publicKeyHex: publicKeyHexOf(ROOT.secretKey), note: 'tests' }] };
const LIST: KeyList = {
  format: 1,
  serial: 7,
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  keys: [
    {
      id: 'card-1',
      algorithm: 'ed25519',
      publicKeyHex: publicKeyHexOf(secretKeyOfPhrase('cards')),
      purposes: ['card'],
      validFrom: '2026-01-01',
      validUntil: '2030-12-31',
    },
  ],
};
const CONTEXT = { roots: ROOTS, date: '2026-11-23', knownSerial: 0 };

function faultOf(signed = signKeyList(LIST, ROOT), context: Partial<typeof CONTEXT> = {}) {
  const reading = readKeyList(signed, { ...CONTEXT, ...context });
  return reading.ok ? null : reading.fault.kind;
}

describe('a list of keys', () => {
  test('is what a pinned root signed', () => {
    expect(readKeyList(signKeyList(LIST, ROOT), CONTEXT)).toEqual({ ok: true, list: LIST });
  });

  test('of an unknown root, or signed by another under the root’s name, is refused', () => {
    const stranger = { keyId: 'stranger', secretKey: secretKeyOfPhrase('a stranger') };
    expect(faultOf(signKeyList(LIST, stranger))).toBe('unknown-root');
    expect(faultOf(signKeyList(LIST, { ...stranger, keyId: 'root' }))).toBe('bad-signature');
  });

  test('whose text was changed, or signed for something else, is refused', () => {
    const signed = signKeyList(LIST, ROOT);
    expect(faultOf({ ...signed, text: signed.text.replace('"serial":7', '"serial":8') })).toBe(
      'bad-signature',
    );
    expect(faultOf(signText('roster', signed.text, ROOT))).toBe('bad-signature');
  });

  test.each([
    ['no JSON', '{'],
    ['nothing of a list', '{}'],
    ['a format of a later version', JSON.stringify({ ...LIST, format: 2 })],
    ['no serial above 0', JSON.stringify({ ...LIST, serial: 0 })],
    ['more keys than anybody needs', JSON.stringify({ ...LIST, keys: Array(65).fill(LIST.keys[0]) })],
  ])('with %s is refused, though a root signed it', (_, text) => {
    expect(faultOf(signText('keys', text, ROOT))).toBe('bad-shape');
  });

  test.each([
    ['2025-12-31', 'not-yet-valid'],
    ['2026-01-01', null],
    ['2026-12-31', null],
    ['2027-01-01', 'expired'],
  ])('on %s is %s', (date, fault) => {
    expect(faultOf(undefined, { date })).toBe(fault);
  });

  test('older than the one that is held is refused; the same or a newer one is read', () => {
    expect(faultOf(undefined, { knownSerial: 8 })).toBe('older');
    expect(faultOf(undefined, { knownSerial: 7 })).toBeNull();
    expect(faultOf(undefined, { knownSerial: 6 })).toBeNull();
  });

  test('of a newer release is read: its fields are passed over, and a key that nobody here can read', () => {
    const [key] = LIST.keys;
    const newer = { ...key, id: 'card-2', publicKeyHex: 'ab'.repeat(2_000), algorithm: 'ml-dsa' };
    const text = JSON.stringify({
      ...LIST,
      note: 'x',
      keys: [{ ...key, owner: 'office' }, newer, 7, null, '__proto__'],
    });
    expect(readKeyList(signText('keys', text, ROOT), CONTEXT)).toEqual({ ok: true, list: LIST });
  });

  test('may hold a key of an algorithm that this version does not know', () => {
    const sm2 = { ...LIST.keys[0], id: 'card-2', algorithm: 'sm2', publicKeyHex: '04'.repeat(65) };
    expect(
      faultOf(signText('keys', JSON.stringify({ ...LIST, keys: [...LIST.keys, sm2] }), ROOT)),
    ).toBeNull();
  });
});
