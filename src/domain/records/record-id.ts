import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { hexOf } from '../base/id-text.ts';

const ID_BYTES = 16;

/** 128 random bits as hexadecimal digits, made where the record is opened. */
export const RecordId = hexOf(ID_BYTES);

/**
 * The record that an entry of a release before records opened: it follows from the entry, so that every kiosk and the
 * district say the same.
 */
export function recordIdOfEntry({
  journalId,
  seq,
}: {
  readonly journalId: string;
  readonly seq: number;
}): string {
  return bytesToHex(sha256(utf8ToBytes(`record:${journalId}:${seq}`)).subarray(0, ID_BYTES));
}
