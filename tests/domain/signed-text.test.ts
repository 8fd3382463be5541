import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import { openSignedText, SignedText, signText } from '../../src/domain/trust/signed-text.ts';
import { SigningKey } from '../../src/domain/trust/signing-key.ts';

const SIGNER = { keyId: 'roster-1', secretKey: secretKeyOfPhrase('a roster key') };
const KEY: SigningKey = {
  id: SIGNER.keyId,
  algorithm: 'ed25519',
  publicKeyHex: publicKeyHexOf(SIGNER.secretKey),
  purposes: ['roster', 'lease'],
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
};
const DATE = '2026-11-23';

function openedWith(key: Partial<SigningKey>, signed = signText('roster', 'a page', SIGNER), date = DATE) {
  const opening = openSignedText('roster', signed, { keys: [{ ...KEY, ...key }], date });
  return opening.ok ? opening.text : opening.fault.kind;
}

describe('a signed text', () => {
  test('opens to what was signed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        fc.pre(text.isWellFormed());
        const signed = SignedText.parse(JSON.parse(JSON.stringify(signText('roster', text, SIGNER))));
        expect(openSignedText('roster', signed, { keys: [KEY], date: DATE })).toEqual({ ok: true, text });
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['on the first day of its key', '2026-01-01', 'a page'],
    ['on the last day of its key', '2026-12-31', 'a page'],
    ['not before', '2025-12-31', 'key-not-in-force'],
    ['not after', '2027-01-01', 'key-not-in-force'],
  ])('opens %s', (_, date, answer) => {
    expect(openedWith({}, undefined, date)).toBe(answer);
  });

  test('is refused where the key is another, is for something else, or is of an algorithm not known here', () => {
    expect(openedWith({ id: 'roster-2' })).toBe('unknown-key');
    expect(openedWith({ purposes: ['lease'] })).toBe('wrong-purpose');
    expect(openedWith({ algorithm: 'sm2' })).toBe('unsupported-algorithm');
    expect(openedWith({ publicKeyHex: publicKeyHexOf(secretKeyOfPhrase('another')) })).toBe('bad-signature');
  });

  test('does not fit another purpose, though the same key is good for both', () => {
    const lease = signText('lease', 'a page', SIGNER);
    expect(openedWith({}, lease)).toBe('bad-signature');
    expect(openSignedText('lease', lease, { keys: [KEY], date: DATE }).ok).toBe(true);
  });

  test('is refused after any change of its text or signature', () => {
    const signed = signText('roster', 'a page', SIGNER);
    expect(openedWith({}, { ...signed, text: 'a page ' })).toBe('bad-signature');
    for (let index = 0; index < 64; index += 1) {
      const bytes = hexToBytes(signed.signatureHex);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      expect(openedWith({}, { ...signed, signatureHex: bytesToHex(bytes) })).toBe('bad-signature');
    }
  });

  test('has one signature alone: the same one with the group order added to S is refused', () => {
    const signed = signText('roster', 'a page', SIGNER);
    const signature = hexToBytes(signed.signatureHex);
    let s = 0n;
    for (let index = 63; index >= 32; index -= 1) s = (s << 8n) | BigInt(signature[index] ?? 0);
    s += ed25519.Point.Fn.ORDER;
    for (let index = 32; index < 64; index += 1) {
      signature[index] = Number(s & 0xffn);
      s >>= 8n;
    }
    expect(openedWith({}, { ...signed, signatureHex: bytesToHex(signature) })).toBe('bad-signature');
  });

  test('is not taken from a key of small order, whose signature would fit any text', () => {
    const identity = `01${'00'.repeat(31)}`;
    const signed = { keyId: SIGNER.keyId, signatureHex: identity + '00'.repeat(32), text: 'any text' };
    expect(openedWith({ publicKeyHex: identity }, signed)).toBe('bad-signature');
  });

  test('with half a surrogate pair is neither signed nor opened as the text with the same bytes', () => {
    expect(() => signText('roster', '\ud83d', SIGNER)).toThrow(RangeError);
    expect(openedWith({}, { ...signText('roster', '\ufffd', SIGNER), text: '\ud83d' })).toBe('bad-signature');
  });
});

describe('a signing key', () => {
  test('of Ed25519 has 32 bytes; one of a later algorithm may have others', () => {
    const keyOf = (algorithm: string, bytes: number) => ({
      ...KEY,
      algorithm,
      publicKeyHex: 'ab'.repeat(bytes),
    });
    expect(SigningKey.safeParse(keyOf('ed25519', 32)).success).toBe(true);
    expect(SigningKey.safeParse(keyOf('ed25519', 31)).success).toBe(false);
    expect(SigningKey.safeParse(keyOf('ed25519', 33)).success).toBe(false);
    expect(SigningKey.safeParse(keyOf('sm2', 65)).success).toBe(true);
  });
});
