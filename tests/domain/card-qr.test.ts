import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base45Of, bytesOfBase45 } from '../../src/domain/base/base45.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { CARD_QR_PREFIX, issueCardQr, verifyCardQr } from '../../src/domain/card/card-qr.ts';
import type { CardClaim } from '../../src/domain/card/card-qr-bytes.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import type { SigningKey } from '../../src/domain/trust/signing-key.ts';
import { fuzzCardQr } from '../fuzz/card-qr.ts';
import { testSeed } from '../support/random.ts';

const SIGNER = { keyId: 'card-7', secretKey: secretKeyOfPhrase('cards') };
const KEY: SigningKey = {
  id: 'card-7',
  algorithm: 'ed25519',
  publicKeyHex: publicKeyHexOf(SIGNER.secretKey),
  purposes: ['card'],
  validFrom: '2026-01-01',
  validUntil: '2030-12-31',
};
const CLAIM: CardClaim = {
  cardNumber: cardNumberOf('LW20260001'),
  issueSerial: 20_260_001,
  tier: 2,
  validFrom: '2026-07-01',
  validUntil: '2029-06-30',
};
const DATE = '2026-11-23';
const TEXT = issueCardQr(CLAIM, SIGNER);

function faultOf(text: string, { key = {}, date = DATE }: { key?: Partial<SigningKey>; date?: string } = {}) {
  const reading = verifyCardQr(text, { keys: [{ ...KEY, ...key }], date });
  return reading.ok ? null : reading.fault;
}

/** The same text with some bytes changed and nothing signed again. */
function withByte(at: number, value: number): string {
  const bytes = bytesOfBase45(TEXT.slice(CARD_QR_PREFIX.length)) ?? new Uint8Array();
  bytes[at] = value;
  return CARD_QR_PREFIX + base45Of(bytes);
}

describe('a signed QR', () => {
  test('has 135 characters of a QR’s alphanumeric mode, for the longest card number and all values at their highest', () => {
    const longest = issueCardQr(
      {
        cardNumber: cardNumberOf('ZZZZZZZZZZZZZZZ'),
        issueSerial: 0xffff_ffff,
        tier: 255,
        validFrom: '2199-06-05',
        validUntil: '2199-06-06',
      },
      { ...SIGNER, keyId: 'card-65535' },
    );
    expect(longest).toHaveLength(135);
    expect(TEXT).toHaveLength(135);
    expect(`${longest}${TEXT}`).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
  });

  test('says what was signed, of any card', () => {
    const body = fc
      .array(fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: 7, maxLength: 15 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(body, fc.nat(0xffff_ffff), fc.nat(255), (given, issueSerial, tier) => {
        const claim = { ...CLAIM, cardNumber: cardNumberOf(given), issueSerial, tier };
        const reading = verifyCardQr(issueCardQr(claim, SIGNER), { keys: [KEY], date: DATE });
        expect(reading).toEqual({ ok: true, claim });
      }),
      { numRuns: 60 },
    );
  });

  test.each(['0000000', '000000000000000', 'ZZZZZZZ'])('keeps the zeros of %s', (body) => {
    const claim = { ...CLAIM, cardNumber: cardNumberOf(body) };
    expect(verifyCardQr(issueCardQr(claim, SIGNER), { keys: [KEY], date: DATE })).toEqual({
      ok: true,
      claim,
    });
  });

  test.each([
    ['2026-06-30', 'not-yet-valid'],
    ['2026-07-01', null],
    ['2029-06-30', null],
    ['2029-07-01', 'expired'],
  ])('on %s is %s', (date, fault) => {
    expect(faultOf(TEXT, { date })).toBe(fault);
  });

  test('says its claim where it is proved but not in force, so that the clerk can be told until when', () => {
    expect(verifyCardQr(TEXT, { keys: [KEY], date: '2029-07-01' })).toEqual({
      ok: false,
      fault: 'expired',
      claim: CLAIM,
    });
  });

  test('of a key that is unknown, of another purpose, not in force or of a later algorithm is refused', () => {
    expect(faultOf(TEXT, { key: { id: 'card-8' } })).toBe('unknown-key');
    expect(faultOf(TEXT, { key: { purposes: ['roster'] } })).toBe('wrong-purpose');
    expect(faultOf(TEXT, { key: { validUntil: '2026-11-22' } })).toBe('key-not-in-force');
    expect(faultOf(TEXT, { key: { validUntil: '2026-11-23' } })).toBeNull();
    expect(faultOf(TEXT, { key: { validFrom: '2026-11-24' } })).toBe('key-not-in-force');
    expect(faultOf(TEXT, { key: { algorithm: 'sm2' } })).toBe('unsupported-algorithm');
    expect(faultOf(TEXT, { key: { publicKeyHex: publicKeyHexOf(secretKeyOfPhrase('x')) } })).toBe(
      'bad-signature',
    );
  });

  test('with the byte of SM2 is told to be of a later version, not to be forged', () => {
    expect(faultOf(withByte(1, 2))).toBe('unsupported-algorithm');
    expect(faultOf(withByte(1, 0))).toBe('unsupported-algorithm');
  });

  test.each([
    ['nothing', ''],
    ['the prefix alone', 'LW1:'],
    ['one character more', `${TEXT}0`],
    ['one character less', TEXT.slice(0, -1)],
    ['white space behind', `${TEXT}\n`],
    ['a lower-case prefix', TEXT.replace('LW', 'lw')],
    ['another format', withByte(0, 2)],
    ['a card number too short', numberBytes(36n ** 6n)],
    ['a card number too long', numberBytes(2n ** 80n - 1n)],
    ['an end before its beginning', withByte(21, 0)],
  ])('of bad shape: %s', (_, text) => {
    expect(faultOf(text)).toBe('bad-shape');
  });

  test('in lower case or with other characters is not base45', () => {
    expect(faultOf(`LW1:${TEXT.slice(4).toLowerCase()}`)).toBe('not-base45');
    expect(faultOf(`${TEXT.slice(0, 50)}_${TEXT.slice(51)}`)).toBe('not-base45');
    expect(faultOf(`LW1:GGX${TEXT.slice(7)}`)).toBe('not-base45');
  });

  test('is not made of what has no room in it', () => {
    expect(() => issueCardQr({ ...CLAIM, issueSerial: 2 ** 32 }, SIGNER)).toThrow(RangeError);
    expect(() => issueCardQr({ ...CLAIM, tier: 256 }, SIGNER)).toThrow(RangeError);
    expect(() => issueCardQr({ ...CLAIM, tier: 0.5 }, SIGNER)).toThrow(RangeError);
    expect(() => issueCardQr({ ...CLAIM, validFrom: '2019-12-31' }, SIGNER)).toThrow(RangeError);
    expect(() => issueCardQr({ ...CLAIM, validUntil: '2199-06-07' }, SIGNER)).toThrow(RangeError);
    expect(() => issueCardQr({ ...CLAIM, validUntil: '2026-06-30' }, SIGNER)).toThrow(RangeError);
    for (const keyId of ['card-0', 'card-65536', 'card-07', 'roster-1', 'card-']) {
      expect(() => issueCardQr(CLAIM, { ...SIGNER, keyId })).toThrow(RangeError);
    }
  });

  test('is not believed after any of 20,000 mutations, of which every kind was tried', () => {
    const found = fuzzCardQr({ count: 20_000, seed: testSeed() });
    expect(found.examples).toEqual([]);
    expect(found.accepted).toBe(0);
    expect(found.mutants).toBe(20_000);
    expect(Object.keys(found.byMutation)).toHaveLength(23);
    expect(found.refutedBySignature).toBeGreaterThan(0.1);
  });

  test('of any text at all never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(faultOf(text)).not.toBeNull();
        expect(faultOf(`LW1:${text}`.padEnd(135, '0').slice(0, 135))).not.toBeNull();
      }),
    );
  });
});

/** The issued text with other bytes for its card number. */
function numberBytes(value: bigint): string {
  const bytes = bytesOfBase45(TEXT.slice(CARD_QR_PREFIX.length)) ?? new Uint8Array();
  let rest = value;
  for (let index = 13; index >= 4; index -= 1, rest >>= 8n) bytes[index] = Number(rest & 0xffn);
  return CARD_QR_PREFIX + base45Of(bytes);
}
