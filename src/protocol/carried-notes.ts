import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { hexOf } from '../domain/base/id-text.ts';
import { jsonOf } from '../domain/base/json-text.ts';
import { type CarryKey, NotesPush, type PushedNote } from './wire-notes.ts';

/** Notes that one exported file carries at most. */
export const CARRIED_NOTES_MAX = 2_000;

/** Sealed notes beside the signed text of an export. A district of an earlier release passes over them. */
export const CarriedNotes = z.object({
  keyId: hexOf(32),
  publicKeyHex: hexOf(32),
  ephemeralHex: hexOf(32),
  /** AES-256-GCM over the JSON of the notes, in base64. */
  box: z.base64(),
});
export type CarriedNotes = z.infer<typeof CarriedNotes>;

const Notes = z.array(NotesPush.shape.notes.element).max(CARRIED_NOTES_MAX);

export function carryPublicKeyOf(secretHex: string): string {
  return bytesToHex(x25519.getPublicKey(hexToBytes(secretHex)));
}

/**
 * Seals notes and their keys, so that the district alone can open them, and nobody once it has destroyed its key. Each
 * file has an ephemeral key of its own (`ephemeral`: 32 random bytes), after RFC 9180 in its plainest form.
 */
export async function sealCarriedNotes(
  notes: readonly PushedNote[],
  { id, publicKeyHex }: CarryKey,
  ephemeral: Uint8Array,
): Promise<CarriedNotes> {
  const ephemeralHex = bytesToHex(x25519.getPublicKey(ephemeral));
  const shared = x25519.getSharedSecret(ephemeral, hexToBytes(publicKeyHex));
  const { key, iv } = await boxKeyOf(shared, { ephemeralHex, publicKeyHex });
  const text = new Uint8Array(utf8ToBytes(JSON.stringify(notes)));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text));
  return { keyId: id, publicKeyHex, ephemeralHex, box: base64Of(sealed) };
}

/** Null for another key, or if a byte was changed. */
export async function openCarriedNotes(
  { publicKeyHex, ephemeralHex, box }: CarriedNotes,
  secretHex: string,
): Promise<readonly PushedNote[] | null> {
  if (carryPublicKeyOf(secretHex) !== publicKeyHex) return null;
  try {
    const shared = x25519.getSharedSecret(hexToBytes(secretHex), hexToBytes(ephemeralHex));
    const { key, iv } = await boxKeyOf(shared, { ephemeralHex, publicKeyHex });
    const sealed = Uint8Array.from(atob(box), (unit) => unit.charCodeAt(0));
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed);
    return Notes.safeParse(jsonOf(new TextDecoder().decode(text))).data ?? null;
  } catch {
    return null; // the tag does not fit, or the ephemeral key is no point
  }
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** The key of one box. It seals once, so that its nonce may follow from it. */
async function boxKeyOf(
  shared: Uint8Array,
  { ephemeralHex, publicKeyHex }: Pick<CarriedNotes, 'ephemeralHex' | 'publicKeyHex'>,
) {
  const salt = concatBytes(hexToBytes(ephemeralHex), hexToBytes(publicKeyHex));
  const derived = hkdf(sha256, shared, salt, utf8ToBytes('talent-card-notes-1'), KEY_BYTES + NONCE_BYTES);
  const raw = new Uint8Array(derived.slice(0, KEY_BYTES));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, iv: new Uint8Array(derived.slice(KEY_BYTES)) };
}

const CHUNK_BYTES = 8_192;

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(from, from + CHUNK_BYTES));
  }
  return btoa(text);
}
