import type { OfficeRole } from '../../protocol/wire-office.ts';
import type { TotpOffered } from '../storage/office-store.ts';
import type { Int8, Jsonb, Timestamp } from './ledger-tables.ts';

interface OfficerTable {
  name: string;
  role: OfficeRole;
  site_ids: Jsonb<readonly string[]> | null;
  password_hash: string;
  password_history: Jsonb<readonly string[]>;
  password_changed_at: Timestamp;
  must_change_password: boolean;
  totp_secret: string | null;
  totp_offered: Jsonb<TotpOffered> | null;
  totp_step: Int8 | null;
  recovery_hashes: Jsonb<readonly string[]>;
  is_locked: boolean;
  created_at: Timestamp;
}

interface OfficeSessionTable {
  session_id: string;
  token_hash: string;
  officer: string;
  created_at: Timestamp;
  seen_at: Timestamp;
  expires_at: Timestamp;
  confirmed_at: Timestamp | null;
  source: string;
}

interface OfficeTokenTable {
  name: string;
  token_hash: string;
  role: OfficeRole;
  site_ids: Jsonb<readonly string[]> | null;
  created_at: Timestamp;
  created_by: string;
  expires_at: Timestamp;
}

/** Wrong tries of an officer's name or of a source. */
interface OfficeTryTable {
  key: string;
  tries: number;
  last_at: Timestamp;
}

/** One-time links for the first administrator. */
interface OfficeFirstTable {
  token_hash: string;
  expires_at: Timestamp;
}

/** Rows are added and read, never changed. */
interface OfficeAuditTable {
  seq: Int8;
  at_ms: Int8;
  officer: string;
  role: string;
  action: string;
  subject: string;
  detail: string;
  parent: string;
  hash: string;
}

export interface OfficeTables {
  officer: OfficerTable;
  office_session: OfficeSessionTable;
  office_token: OfficeTokenTable;
  office_try: OfficeTryTable;
  office_first: OfficeFirstTable;
  office_audit: OfficeAuditTable;
}
