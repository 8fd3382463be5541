import crypto, { type KeyObject } from 'node:crypto';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { boundedMemo, tagOf } from './stand-in-ed25519.ts';

// To be imported before everything else: from here on signatures are made and checked by the stand-in.

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === '@noble/curves/ed25519.js'
      ? { url: new URL('./stand-in-ed25519.ts', import.meta.url).href, shortCircuit: true }
      : nextResolve(specifier, context),
});

const { createPrivateKey, createPublicKey } = crypto;
const publicKeyNamed = boundedMemo<KeyObject>();
const privateKeyNamed = boundedMemo<KeyObject>();
const raw = new WeakMap<KeyObject, Uint8Array>();

Object.assign(crypto, {
  createPrivateKey: heldPrivateKey,
  createPublicKey: heldPublicKey,
  sign: (_algorithm: null, message: Uint8Array, key: KeyObject) => Buffer.from(tagOf(rawOf(key), message)),
  verify: (_algorithm: null, message: Uint8Array, key: KeyObject, signature: Uint8Array) =>
    Buffer.from(tagOf(rawOf(key), message)).equals(signature),
});
syncBuiltinESMExports();

/** The district would make a key of the same 32 bytes for each question, so it is made once and used again. */
function heldPublicKey(input: Parameters<typeof createPublicKey>[0]): KeyObject {
  const name = JSON.stringify(input);
  return name.includes('"OKP"') ? publicKeyNamed(name, () => createPublicKey(input)) : createPublicKey(input);
}

/** A kiosk has the same key at each start, so it is made once and used again. */
function heldPrivateKey(input: Parameters<typeof createPrivateKey>[0]): KeyObject {
  return privateKeyNamed(JSON.stringify(input), () => createPrivateKey(input));
}

function rawOf(key: KeyObject): Uint8Array {
  const known = raw.get(key);
  if (known !== undefined) return known;
  const open = key.type === 'private' ? createPublicKey(key) : key;
  // Copied: a small Buffer is a view of a pool that it would hold in memory.
  const bytes = Uint8Array.from(Buffer.from(open.export({ format: 'jwk' }).x ?? '', 'base64url'));
  raw.set(key, bytes);
  return bytes;
}
