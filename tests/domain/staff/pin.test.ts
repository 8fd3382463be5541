import { expect, test } from 'vitest';
import {
  checkHexOf,
  isKeyOf,
  PIN_WAIT_MS_MAX,
  pinFaultOf,
  pinWaitMsAfter,
  typedPin,
} from '../../../src/domain/staff/pin.ts';

test('a PIN has six to twelve digits, and none that is tried first', () => {
  expect(pinFaultOf('26048')).toBe('too-short');
  expect(pinFaultOf('260481')).toBeNull();
  expect(pinFaultOf('260481937205')).toBeNull();
  expect(pinFaultOf('2604819372056')).toBe('too-long');
  for (const text of ['26048a', '26 0481', '２６０４８１', '-260481'])
    expect(pinFaultOf(text)).toBe('not-digits');
  for (const pin of [
    '000000',
    '777777',
    '123456',
    '234567',
    '987654',
    '890123',
    '121212',
    '123123',
    '1212121',
  ]) {
    expect(pinFaultOf(pin), pin).toBe('easy');
  }
  for (const pin of ['135790', '112233', '100000', '201998']) expect(pinFaultOf(pin), pin).toBeNull();
});

test('digits of an input method are digits, and blanks are let go', () => {
  expect(typedPin(' ２６0 481 ')).toBe('260481');
});

test('a key proves its verifier, and another key does not', () => {
  const key = Uint8Array.from({ length: 32 }, (_, index) => index);
  const verifier = { checkHex: checkHexOf(key) };
  expect(isKeyOf(verifier, Buffer.from(key).toString('hex'))).toBe(true);
  expect(isKeyOf(verifier, verifier.checkHex)).toBe(false);
});

test('two slips cost no wait, then each wrong one waits twice as long, up to a quarter of an hour', () => {
  const waits = [0, 1, 2, 3, 4, 5, 12, 13, 14, 10_000].map(pinWaitMsAfter);
  expect(waits).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 512_000, 900_000, 900_000, PIN_WAIT_MS_MAX]);
});
