import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { DAY_MS } from '../base/duration.ts';
import { hexOf } from '../base/id-text.ts';
import { isStorableText } from '../base/plain-text.ts';
import type { Instant } from '../base/wall-time.ts';

/** What a clerk may write down of a person: a telephone for the call-back, the purpose of a room. */
export const NoteKind = z.enum(['telephone', 'purpose']);
export type NoteKind = z.infer<typeof NoteKind>;

/** The name of a kind as any release wrote it. */
export const NoteKindName = z.string().regex(/^[a-z][a-z-]{0,39}$/);

const TEXT_LENGTH_MAX = 500;
export const NoteText = z.string().min(1).max(TEXT_LENGTH_MAX).refine(isStorableText);

/** SHA-256 of the sealed bytes. Key and nonce are random, so that no guess at the text leads to it. */
export const NoteHash = hexOf(32);
export const NoteKeyHex = hexOf(32);

/** How an entry names a note. */
export const NoteRef = z.strictObject({ kind: NoteKind, hash: NoteHash });
/** The same note in the shape of any release. */
export const ReadNoteRef = z.looseObject({ kind: NoteKindName, hash: NoteHash });
export interface NoteRef {
  readonly kind: string;
  readonly hash: string;
}

export const NOTES_PER_ENTRY_MAX = 4;

/** The notes that a body names, whatever release wrote it. */
export function notesIn(body: {
  readonly kind: string;
  readonly [field: string]: unknown;
}): readonly NoteRef[] {
  const named = z.array(ReadNoteRef).safeParse(body['notes']);
  return named.success ? named.data : [];
}

/** A catalogue may keep a kind for fewer or more days, but no longer than the most. */
const DAYS_DEFAULT = 30;
export const NOTE_DAYS_MAX = 180;

/** How long notes of a kind are kept after the end of their record: data of the catalogue. */
export const NoteKeeping = z.strictObject({ kind: NoteKindName, days: z.int().min(1).max(NOTE_DAYS_MAX) });
export type NoteKeeping = z.infer<typeof NoteKeeping>;

function daysOf(keeping: readonly NoteKeeping[] | undefined, kind: string): number {
  return keeping?.find((one) => one.kind === kind)?.days ?? DAYS_DEFAULT;
}

/**
 * When a note ends: a number of days after the end of its record, or after it was written if that end is not known, and
 * never later than 180 days after it was written.
 */
export function noteEndOf(
  { kind, writtenMs, recordEndsMs }: NoteTimes,
  keeping: readonly NoteKeeping[] | undefined,
): Instant {
  const end = (recordEndsMs ?? writtenMs) + daysOf(keeping, kind) * DAY_MS;
  return Math.min(end, writtenMs + NOTE_DAYS_MAX * DAY_MS);
}

interface NoteTimes {
  readonly kind: string;
  readonly writtenMs: Instant;
  readonly recordEndsMs: Instant | null;
}

/** The first byte of the sealed form. */
const NOTE_VERSION = 1;
/** After it stands the SHA-256 of the key: bytes that are named by their hash open with one key alone. */
const KEY_CHECK_BYTES = 32;
export const NOTE_HEAD_BYTES = 1 + KEY_CHECK_BYTES;
const BOX_BYTES = 12 + 16;
const BYTES_PER_UNIT_MAX = 3;
export const SEALED_NOTE_BYTES_MAX = NOTE_HEAD_BYTES + BOX_BYTES + BYTES_PER_UNIT_MAX * TEXT_LENGTH_MAX;

export function noteHashOf(sealed: Uint8Array): string {
  return bytesToHex(sha256(sealed));
}

/** The version and the check of the key, before the box of the cipher. */
export function noteHeadOf(keyHex: string): Uint8Array {
  const head = new Uint8Array(NOTE_HEAD_BYTES);
  head[0] = NOTE_VERSION;
  head.set(sha256(hexToBytes(keyHex)), 1);
  return head;
}

/** True if these bytes may be a note that this key opens. What it says, and of whom, only the cipher tells. */
export function isKeyOfNote(sealed: Uint8Array, keyHex: string): boolean {
  const isSized = sealed.length > NOTE_HEAD_BYTES + BOX_BYTES && sealed.length <= SEALED_NOTE_BYTES_MAX;
  return isSized && noteHeadOf(keyHex).every((byte, index) => sealed[index] === byte);
}

/** What the cipher binds a text to: moved to another record, or called another kind, a note does not open. */
export function noteBindingOf({ kind, recordId }: { readonly kind: string; readonly recordId: string }) {
  return utf8ToBytes(`note:${kind}:${recordId}`);
}
