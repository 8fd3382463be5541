import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { UseRow } from './database.ts';

const SUM_SIZE = 2 ** 32;

/**
 * A number that stands for a row. The sum over all rows, modulo 2^32, is kept beside them and moves with
 * every change, so that a row that was lost, doubled or changed behind our back is noticed at the next start.
 */
export function sumOfRow(row: UseRow): number {
  const { seq, siteId, recordedAt, recordedOn, date, cardRef, body, voidedBySeq } = row;
  const held = [seq, siteId, recordedAt, recordedOn, date, cardRef, Object.entries(body).sort(), voidedBySeq];
  return new DataView(sha256(utf8ToBytes(JSON.stringify(held))).buffer).getUint32(0);
}

/** Sums stay within 32 bits whichever way they move. */
export function sumOf(...numbers: readonly number[]): number {
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return ((total % SUM_SIZE) + SUM_SIZE) % SUM_SIZE;
}
