import { bytesToHex } from '@noble/hashes/utils.js';

const ID_BYTES = 16;

/** Another id for a record each time: it says nothing of the record. */
export function randomRecordId(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}
