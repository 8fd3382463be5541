import type { Int8, Timestamp } from './ledger-tables.ts';

/** Sealed notes: without their keys nobody can read them. */
interface NoteTable {
  hash: string;
  kind: string;
  record_id: string;
  site_id: string;
  /** Base64; null once it is erased. */
  sealed: string | null;
  arrived_at: Timestamp;
  ends_at: Timestamp;
  erased_at: Timestamp | null;
  position: Int8;
}

interface NoteKeyTable {
  hash: string;
  key_hex: string;
  ends_at: Timestamp;
}

/** One row: keys were deleted whose bytes may still lie in the table's file. */
interface NoteRemainsTable {
  id: number;
  has_remains: boolean;
}

export interface NoteTables {
  note: NoteTable;
  'note_keys.note_key': NoteKeyTable;
  'note_keys.remains': NoteRemainsTable;
}
