import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, expect, test, vi } from 'vitest';
import { isSignedNatively } from '../../src/store/native-signatures.ts';

const SECRET = new Uint8Array(32).fill(7);
const publicKeyHex = bytesToHex(ed25519.getPublicKey(SECRET));
const message = new TextEncoder().encode('荔湾');
const signature = ed25519.sign(message, SECRET);
const claim = { message, signature, publicKeyHex };

afterEach(() => vi.unstubAllGlobals());

test('believes what the key signed, and nothing else', async () => {
  const verify = vi.spyOn(crypto.subtle, 'verify');
  expect(await isSignedNatively(claim)).toBe(true);
  expect(await isSignedNatively({ ...claim, message: Uint8Array.of(1) })).toBe(false);
  expect(await isSignedNatively({ ...claim, signature: signature.with(0, 0) })).toBe(false);
  const other = bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(8)));
  expect(await isSignedNatively({ ...claim, publicKeyHex: other })).toBe(false);
  expect(verify).toHaveBeenCalledTimes(4);
});

test('refuses the second form of a good signature', async () => {
  // s plus the order of the group, RFC 8032 5.1.7.
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const low = signature.subarray(32);
  const s = low.reduceRight((sum, byte) => (sum << 8n) + BigInt(byte), 0n) + order;
  const second = Uint8Array.from(signature);
  for (let index = 0; index < 32; index += 1) second[32 + index] = Number((s >> BigInt(8 * index)) & 255n);
  expect(await isSignedNatively({ ...claim, signature: second })).toBe(false);
});

test('a browser without Ed25519 checks by our own code', async () => {
  const importKey = vi.fn().mockRejectedValue(new DOMException('Unrecognized name', 'NotSupportedError'));
  vi.stubGlobal('crypto', { subtle: { importKey } });
  expect(await isSignedNatively(claim)).toBe(true);
  expect(await isSignedNatively({ ...claim, message: Uint8Array.of(1) })).toBe(false);
  expect(importKey).toHaveBeenCalledTimes(2);
});
