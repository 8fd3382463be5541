import { expect, it } from 'vitest';
import { sipHasher } from '../../src/store/roster/siphash.ts';

const KEY = Uint8Array.from({ length: 16 }, (_, index) => index);

function hexOf(message: Uint8Array, key = KEY, offset = 0): string {
  const hasher = sipHasher(key);
  hasher.hash(message, offset);
  return [hasher.high, hasher.low].map((half) => half.toString(16).padStart(8, '0')).join('');
}

it('is SipHash-2-4: the vector of its authors for a message of sixteen bytes', () => {
  expect(hexOf(KEY)).toBe('3f2acc7f57c29bdb');
});

it('reads the message where it is told to', () => {
  expect(hexOf(Uint8Array.of(9, 9, 9, ...KEY, 9), KEY, 3)).toBe('3f2acc7f57c29bdb');
});

it('is another one for every bit of the key and of the message', () => {
  const hashes = new Set([hexOf(KEY)]);
  for (let bit = 0; bit < 128; bit += 1) {
    const changed = KEY.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    hashes.add(hexOf(changed)).add(hexOf(KEY, changed));
  }
  expect(hashes.size).toBe(257);
});
