import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { RecordKind, RecordState } from '../../domain/records/record.ts';
import type { Int8, Jsonb } from './ledger-tables.ts';

/** A record whose opening has come. */
interface RecordTable {
  record_id: string;
  kind: RecordKind;
  site_id: string;
  item_id: string;
  item_ids: Jsonb<string[]>;
  card_ref: string;
  opener_journal_id: string;
  opener_seq: Int8;
  state: Jsonb<RecordState>;
  until: string | null;
  ends_on: string | null;
  due_on: string | null;
  promised_on: string | null;
  position: Int8;
}

/** An entry that belongs to a record, whether the district knows the record's opening or not. */
interface RecordStepTable {
  record_id: string;
  n: number;
  journal_id: string;
  seq: Int8;
  hash: string;
  site_id: string;
  recorded_ms: Int8;
  /** As it came: `json`, not `jsonb`. */
  body: Jsonb<JournalEntry['body']>;
}

export interface RecordTables {
  record: RecordTable;
  record_step: RecordStepTable;
}
