import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CardRef } from '../domain/card-ref.ts';
import { RosterRecord } from '../domain/roster-record.ts';
import type { CardRow } from './database.ts';

/** Keys as the operating system's safe storage keeps them: 64 hexadecimal digits each. */
export interface StoreKeys {
  readonly cardRefKeyHex: string;
  readonly rosterKeyHex: string;
  /** Seals the names; null while they are locked, or for good once it was destroyed. */
  readonly namesKeyHex: string | null;
}

/** Where a box belongs: it opens nowhere else. */
export interface BoxPlace {
  readonly generation: number;
  readonly cardRef: CardRef;
}

const IV_BYTES = 12;
/** Boxes of one size, or a few: the length of a box shall not tell how many children a family has. */
const PLAIN_BYTES_STEP = 512;

/** The AES-256-GCM key of the rows; scripts of the page can use it and cannot read it. */
export function importRosterKey(rosterKeyHex: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(hexToBytes(rosterKeyHex));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Tells whether the rows of a database were written under these keys, and nothing else about them. */
export function fingerprintOf(keys: StoreKeys): string {
  const text = `kiosk store keys\n${keys.cardRefKeyHex}\n${keys.rosterKeyHex}`;
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Seals a record under a fresh iv, tied to its generation and card so that no row can be put for another. */
export async function sealCard(key: CryptoKey, place: BoxPlace, record: RosterRecord): Promise<CardRow> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const box = await crypto.subtle.encrypt(algorithmOf(iv, place), key, padded(JSON.stringify(record)));
  return { ...place, iv, box };
}

/** The record in a row; null where the row was damaged, swapped, or sealed with another key. */
export async function openCard(key: CryptoKey, row: CardRow): Promise<RosterRecord | null> {
  try {
    const plain = await crypto.subtle.decrypt(algorithmOf(row.iv, row), key, row.box);
    // Trailing blanks are white space to JSON.
    return RosterRecord.parse(JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    // Whatever the reason, the answer is the same: this row cannot be read and must be loaded again.
    return null;
  }
}

function algorithmOf(iv: Uint8Array<ArrayBuffer>, place: BoxPlace): AesGcmParams {
  const additionalData = Uint8Array.from(utf8ToBytes(`${place.generation}/${place.cardRef}`));
  return { name: 'AES-GCM', iv, additionalData };
}

function padded(json: string): Uint8Array<ArrayBuffer> {
  const bytes = utf8ToBytes(json);
  const plain = new Uint8Array(Math.ceil(bytes.length / PLAIN_BYTES_STEP) * PLAIN_BYTES_STEP).fill(0x20);
  plain.set(bytes);
  return plain;
}
