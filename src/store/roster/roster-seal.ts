import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CacheKeys } from '../../app/cache-port.ts';
import type { BlockRow } from '../database.ts';

/** Bytes as the database keeps them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What a box contains and where it belongs: in another place it does not open. */
export interface BoxPlace {
  readonly generation: number;
  readonly kind: 'facts-key' | 'names-key' | 'directory' | BlockRow['kind'];
  readonly index: number;
}

const IV_BYTES = 12;
const KEY_BYTES = 32;

/** An AES-256-GCM key that scripts of the page can use and cannot read. */
export function importKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export function keyBytesOf(keyHex: string): Bytes {
  return Uint8Array.from(hexToBytes(keyHex));
}

/** A key for one generation alone. */
export function newKeyBytes(): Bytes {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/**
 * Tells whether the facts of a database were sealed under these keys, and nothing else about them. The names
 * key is not part of it, since that key comes and goes while the facts stay.
 */
export function fingerprintOf(keys: CacheKeys): string {
  const text = `kiosk store keys\n${keys.cardRefKeyHex}\n${keys.rosterKeyHex}`;
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Seals bytes under a fresh iv, which stands before them. */
export async function seal(key: CryptoKey, place: BoxPlace, plain: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(algorithmOf(iv, place), key, plain);
  const box = new Uint8Array(IV_BYTES + sealed.byteLength);
  box.set(iv);
  box.set(new Uint8Array(sealed), IV_BYTES);
  return box;
}

/** The bytes in a box; null if it was damaged, swapped, or sealed with another key. */
export async function unseal(key: CryptoKey, place: BoxPlace, box: Bytes): Promise<Bytes | null> {
  try {
    const algorithm = algorithmOf(box.subarray(0, IV_BYTES), place);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, box.subarray(IV_BYTES)));
  } catch {
    // Whatever the reason, the answer is the same: this box cannot be read and must be loaded again.
    return null;
  }
}

/** Seals what deflates well. */
export async function sealDeflated(key: CryptoKey, place: BoxPlace, plain: Bytes): Promise<Bytes> {
  return seal(key, place, await through(new CompressionStream('deflate-raw'), plain));
}

export async function unsealDeflated(key: CryptoKey, place: BoxPlace, box: Bytes): Promise<Bytes | null> {
  const packed = await unseal(key, place, box);
  return packed && through(new DecompressionStream('deflate-raw'), packed);
}

async function through(
  stream: { readonly readable: ReadableStream; readonly writable: WritableStream },
  bytes: Bytes,
): Promise<Bytes> {
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const [result] = await Promise.all([new Response(stream.readable).arrayBuffer(), written]);
  return new Uint8Array(result);
}

function algorithmOf(iv: Bytes, { generation, kind, index }: BoxPlace): AesGcmParams {
  const additionalData = Uint8Array.from(utf8ToBytes(`${generation}/${kind}/${index}`));
  return { name: 'AES-GCM', iv, additionalData };
}
