import { describe, expect, test } from 'vitest';
import {
  type DeniedCard,
  type DenyList,
  deniedCardsOf,
  deniedStatusOf,
  readDenyList,
  signDenyList,
} from '../../src/domain/card/deny-list.ts';
import { publicKeyHexOf, secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import { signText } from '../../src/domain/trust/signed-text.ts';
import type { KeysInUse, SigningKey } from '../../src/domain/trust/signing-key.ts';

const SIGNER = { keyId: 'district-1', secretKey: secretKeyOfPhrase('district') };
const KEY: SigningKey = {
  id: 'district-1',
  algorithm: 'ed25519',
  publicKeyHex: publicKeyHexOf(SIGNER.secretKey),
  purposes: ['denied'],
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
};
const IN_USE: KeysInUse = { keys: [KEY], date: '2026-11-23' };
const LOST: DeniedCard = { cardRef: 'a'.repeat(32), issueSerial: null, status: 'lost' };
const REPRINTED: DeniedCard = { cardRef: 'b'.repeat(32), issueSerial: 5, status: 'replaced' };
const LIST: DenyList = { format: 1, serial: 9, cards: [LOST, REPRINTED] };

function faultOf(signed = signDenyList(LIST, SIGNER), keys = IN_USE, knownSerial = 0) {
  const reading = readDenyList(signed, keys, knownSerial);
  return reading.ok ? null : reading.fault.kind;
}

describe('a list of denied cards', () => {
  test('is what a key of that purpose signed', () => {
    expect(readDenyList(signDenyList(LIST, SIGNER), IN_USE, 9)).toEqual({ ok: true, list: LIST });
    expect(faultOf(undefined, { ...IN_USE, keys: [{ ...KEY, purposes: ['roster'] }] })).toBe('wrong-purpose');
    expect(faultOf(undefined, { ...IN_USE, date: '2027-01-01' })).toBe('key-not-in-force');
    expect(faultOf(signText('roster', JSON.stringify(LIST), SIGNER))).toBe('bad-signature');
  });

  test('older than what is held is refused', () => {
    expect(faultOf(undefined, IN_USE, 10)).toBe('older');
    expect(faultOf(undefined, IN_USE, 9)).toBeNull();
  });

  test.each([
    ['no JSON', '['],
    [
      'a card number instead of a pseudonym',
      JSON.stringify({ ...LIST, cards: [{ ...LOST, cardRef: 'LW1' }] }),
    ],
    ['a status that denies nothing', JSON.stringify({ ...LIST, cards: [{ ...LOST, status: 'active' }] })],
    ['a status that is no word', JSON.stringify({ ...LIST, cards: [{ ...LOST, status: 7 }] })],
    ['too many cards', JSON.stringify({ ...LIST, cards: Array(50_001).fill(LOST) })],
  ])('with %s is refused, though it is signed', (_, text) => {
    expect(faultOf(signText('denied', text, SIGNER))).toBe('bad-shape');
  });

  test('of a newer release still denies every card, whatever it says of it', () => {
    const cards = [{ ...LOST, status: 'stolen', since: '2026-11-01' }, REPRINTED];
    const text = JSON.stringify({ ...LIST, cards, reason: 'x' });
    expect(readDenyList(signText('denied', text, SIGNER), IN_USE, 0)).toEqual({
      ok: true,
      list: { ...LIST, cards: [{ ...LOST, status: 'suspended' }, REPRINTED] },
    });
  });

  test('denies a whole card however it is shown, and one print of a card alone', () => {
    const denied = deniedCardsOf(LIST);
    const statusOf = (cardRef: string, issueSerial: number | null) =>
      deniedStatusOf(denied, { cardRef, issueSerial });
    expect(statusOf(LOST.cardRef, null)).toBe('lost');
    expect(statusOf(LOST.cardRef, 77)).toBe('lost');
    expect(statusOf(REPRINTED.cardRef, 5)).toBe('replaced');
    expect(statusOf(REPRINTED.cardRef, 6)).toBeNull();
    expect(statusOf(REPRINTED.cardRef, null)).toBeNull();
    expect(statusOf('c'.repeat(32), 5)).toBeNull();
  });

  test('denies a card for each of its prints that is listed', () => {
    const denied = deniedCardsOf({ ...LIST, cards: [REPRINTED, { ...REPRINTED, issueSerial: 6 }] });
    const serials = [4, 5, 6].filter(
      (issueSerial) => deniedStatusOf(denied, { cardRef: REPRINTED.cardRef, issueSerial }) !== null,
    );
    expect(serials).toEqual([5, 6]);
  });
});
