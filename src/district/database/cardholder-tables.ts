import type { ChangeReason } from '../../domain/card/change-reason.ts';
import type { Cardholder } from '../storage/store-rows.ts';
import type { Int8, Jsonb, Timestamp } from './ledger-tables.ts';

/** One change of a card by the office. */
interface CardChangeTable {
  position: Int8;
  card_number: string;
  at: Timestamp;
  officer: string;
  import_id: string | null;
  file_row: number | null;
  other_card: string | null;
  before: Jsonb<Cardholder> | null;
  after: Jsonb<Cardholder> | null;
  reason: Jsonb<ChangeReason> | null;
}

/** A file of cardholders that was taken. */
interface CardImportTable {
  import_id: string;
  at: Timestamp;
  officer: string;
  file_name: string;
  added: number;
  changed: number;
  same: number;
  undone_at: Timestamp | null;
  undone_by: string | null;
}

/** A card that took the place of others, which it names from the oldest on. */
interface CardReplacementTable {
  card_ref: string;
  replaces: Jsonb<string[]>;
  position: Int8;
}

/** A run that erased cardholders. */
interface CardErasureTable {
  erasure_id: string;
  at: Timestamp;
  officer: string;
  ended_before: string;
  cards: number;
  holders: number;
  kept_newer_card: number;
  kept_open_record: number;
  sha256: string;
}

interface GuardianConsentTable {
  card_number: string;
  place: number;
  at: Timestamp;
  officer: string;
  seen_on: string | null;
  children: number;
}

export interface CardholderTables {
  guardian_consent: GuardianConsentTable;
  card_erasure: CardErasureTable;
  card_replacement: CardReplacementTable;
  card_change: CardChangeTable;
  card_import: CardImportTable;
}
