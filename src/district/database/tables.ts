import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { KioskReport } from '../../protocol/wire-kiosks.ts';
import type { Settlement } from '../../protocol/wire-reports.ts';
import type { DeniedRow, QuarantineOutcome, QuarantineReason } from '../storage/store-rows.ts';
import type { CardholderTables } from './cardholder-tables.ts';
import type { Int8, Jsonb, LedgerTables, Timestamp } from './ledger-tables.ts';
import type { NoteTables } from './note-tables.ts';
import type { NoticeTables } from './notice-tables.ts';
import type { OfficeTables } from './office-tables.ts';
import type { RecordTables } from './record-tables.ts';
import type { StaffTables } from './staff-tables.ts';

/** What this district is; one row. */
interface DistrictTable {
  id: number;
  name: string;
  epoch: string;
  /** Key of `cardRefOf`. */
  card_ref_key_hex: string;
  /** Salt of the hashes of enrolment codes. */
  code_salt_hex: string;
  /** When the present epoch began; null for the first one. */
  rolled_at: Timestamp | null;
}

/** The last position given to a roster change; one row, which is locked for every change of the roster. */
interface RosterHeadTable {
  id: number;
  position: Int8;
}

interface EnrolmentCodeTable {
  code_hash: string;
  selector: string;
  wrong_tries: number;
  /** Empty if the office has not named it. */
  kiosk_name: string;
  site_ids: Jsonb<string[]>;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}

/** Tries of one source (an address) since `since`. */
interface EnrolmentTryTable {
  source: string;
  tries: number;
  since: Timestamp;
}

interface KioskTable {
  kiosk_id: string;
  name: string;
  short_name: string | null;
  site_ids: Jsonb<string[]>;
  public_key_hex: string;
  enrolled_at: Timestamp;
  revoked_at: Timestamp | null;
  revocation_told_at: Timestamp | null;
  revoked_reason: string | null;
}

/** How a kiosk is doing; no row for one that was never seen since this is noted. */
interface KioskStatusTable {
  kiosk_id: string;
  seen_at: Timestamp | null;
  roster_at: Timestamp | null;
  report: Jsonb<KioskReport> | null;
  reported_at: Timestamp | null;
}

/** A kiosk's journal and its last entry held here without a gap. */
interface JournalTable {
  journal_id: string;
  kiosk_id: string;
  head_seq: Int8;
  head_hash: string;
}

/** One recorded use or its correction: columns for reporting beside the entry itself. */
export interface JournalEntryTable {
  journal_id: string;
  seq: Int8;
  hash: string;
  /** The kiosk that recorded it. */
  kiosk_id: string;
  /** The kiosk that brought it: another one after the device was enrolled again. */
  received_from: string;
  received_at: Timestamp;
  device_ms: Int8;
  /** When the kiosk took it to be: `recordedAtOf`. */
  recorded_ms: Int8;
  site_id: string;
  kind: string;
  card_ref: string | null;
  item_id: string | null;
  person: string | null;
  quantity: number | null;
  start_minute: string | null;
  minutes: number | null;
  list_total_fen: number | null;
  total_fen: number | null;
  rule_id: string | null;
  clause: string | null;
  catalogue_version: Int8 | null;
  verdict: string | null;
  voids_seq: Int8 | null;
  void_reason: string | null;
  /** As it came: `json`, not `jsonb`. */
  entry: Jsonb<JournalEntry>;
  /** False while no release of the district has known its kind. */
  is_projected: boolean;
  /** False for what came before there were records and may belong to one. */
  is_in_records: boolean;
}

/** The kiosks that a journal has ever belonged to. */
interface JournalKioskTable {
  journal_id: string;
  kiosk_id: string;
}

/** Sound entries that count for nobody until an officer says so. */
interface QuarantineTable {
  journal_id: string;
  seq: Int8;
  hash: string;
  received_from: string;
  received_at: Timestamp;
  entry: Jsonb<JournalEntry>;
  reason: QuarantineReason;
  outcome: QuarantineOutcome;
}

/** `record` is null for a removed card: the row stays as a tombstone for those who still hold it. */
interface CardTable {
  card_number: string;
  card_ref: string;
  position: Int8;
  record: Jsonb<RosterRecord> | null;
  tier: string | null;
}

/** One row. */
interface DenyListTable {
  id: number;
  serial: Int8;
  cards: Jsonb<readonly DeniedRow[]>;
}

/** One row: the last good backup. */
interface BackupNoteTable {
  id: number;
  made_at: Timestamp;
  sha256: string;
}

/** A venue's month as it was closed. */
interface SettlementTable {
  site_id: string;
  month: string;
  number: number;
  closed_at: Timestamp;
  content: Jsonb<Settlement>;
  reopened_at: Timestamp | null;
  reopened_note: string | null;
}

/** The signed catalogues that the district has had. */
interface CatalogueTable {
  version: Int8;
  text: string;
  stored_at: Timestamp;
  published_by: string | null;
  approved_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

interface CatalogueDraftTable {
  draft_id: string;
  is_open: boolean;
  changed_at: Timestamp;
  content: string;
}

export interface Tables
  extends LedgerTables,
    RecordTables,
    CardholderTables,
    OfficeTables,
    NoteTables,
    NoticeTables,
    StaffTables {
  settlement: SettlementTable;
  catalogue: CatalogueTable;
  catalogue_draft: CatalogueDraftTable;
  backup_note: BackupNoteTable;
  district: DistrictTable;
  roster_head: RosterHeadTable;
  enrolment_code: EnrolmentCodeTable;
  enrolment_try: EnrolmentTryTable;
  kiosk: KioskTable;
  kiosk_status: KioskStatusTable;
  journal: JournalTable;
  journal_entry: JournalEntryTable;
  journal_kiosk: JournalKioskTable;
  quarantine: QuarantineTable;
  card: CardTable;
  deny_list: DenyListTable;
}
