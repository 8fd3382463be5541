import type { ColumnType } from 'kysely';
import type { Person } from '../../domain/card/family.ts';
import type { DiscrepancyHow } from '../../protocol/wire-limits.ts';
import type { DiscrepancyKind, DiscrepancyRow, EntryRef } from '../storage/store-rows.ts';

/** `bigint`: the two drivers read it as text, number or bigint; `Number()` makes them agree. */
export type Int8 = ColumnType<string | number | bigint, number, number>;
/** `jsonb`: read as a value, written as JSON text, since a driver takes an array for an SQL array. */
export type Jsonb<T> = ColumnType<T, string, string>;
export type Timestamp = ColumnType<Date, Date, Date>;

/** Recorded uses that were not taken back: the limits count these. */
interface CountedUseTable {
  journal_id: string;
  seq: Int8;
  card_ref: string;
  site_id: string;
  item_id: string;
  person: Person;
  quantity: number;
  date: string;
  courts: Jsonb<number[]>;
  takes_place: boolean;
  /** Null for its own journal. */
  given_by: string | null;
  /** Null for what takes no stretch of time, and where a release before resources wrote it. */
  start_minute: string | null;
  minutes: number | null;
}

/** One row of counters. It is locked while leases, rights and discrepancies are given out. */
interface BookTable {
  id: number;
  serial: Int8;
  position: Int8;
}

/** A stretch of a named court's day, and the journal that may give it away. */
interface LeaseTable {
  site_id: string;
  resource_id: string;
  date: string;
  court: number;
  from_minute: number;
  to_minute: number;
  holder: string | null;
  serial: Int8;
  wanted_by: string | null;
  claimed: boolean;
}

/** A journal among which the courts of a site are shared. */
interface SharerTable {
  journal_id: string;
  site_id: string;
  asked_at: Timestamp;
  epoch: string;
  by_stretch: boolean;
}

/** What the venue has given to the public. */
interface PublicStretchTable {
  taken_id: string;
  site_id: string;
  resource_id: string;
  date: string;
  courts: Jsonb<number[]>;
  from_minute: number;
  to_minute: number;
  used_for: string;
  is_freed: boolean;
  journal_id: string;
  seq: Int8;
}

/** A card's right in a year, at the site that its holder chose. */
interface CardRightTable {
  card_ref: string;
  item_id: string;
  year: string;
  site_id: string;
  used_journal_id: string | null;
  used_seq: Int8 | null;
  position: Int8;
}

/** What an officer must look into; the table and its columns keep their first name, which old backups have. */
interface DiscrepancyTable {
  case_id: string;
  case_key: string;
  kind: DiscrepancyKind;
  opened_at: Timestamp;
  changed_at: Timestamp;
  subject: Jsonb<DiscrepancyRow['subject']>;
  entries: Jsonb<EntryRef[]>;
  closed_at: Timestamp | null;
  closed_note: string | null;
}

/** What officers have said of it; rows are added and never changed. */
interface DiscrepancyWordTable {
  case_id: string;
  /** From 1. */
  number: number;
  at: Timestamp;
  officer: string;
  how: DiscrepancyHow;
  note: string;
  asked: string | null;
}

export interface LedgerTables {
  counted_use: CountedUseTable;
  book: BookTable;
  lease: LeaseTable;
  sharer: SharerTable;
  public_stretch: PublicStretchTable;
  card_right: CardRightTable;
  office_case: DiscrepancyTable;
  discrepancy_word: DiscrepancyWordTable;
}
