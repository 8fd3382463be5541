import type { StaffRole } from '../../domain/staff/member.ts';
import type { StaffMemberRow } from '../storage/staff-store.ts';
import type { Int8, Jsonb, Timestamp } from './ledger-tables.ts';

interface StaffMemberTable {
  member_id: string;
  name: string;
  role: StaffRole;
  site_ids: Jsonb<readonly string[]>;
  pin: Jsonb<NonNullable<StaffMemberRow['pin']>> | null;
  created_at: Timestamp;
  removed_at: Timestamp | null;
}

/** Sites that ask for a sign-in. */
interface StaffSiteTable {
  site_id: string;
}

/** One row, locked by whoever changes the staff. */
interface StaffHeadTable {
  id: number;
  serial: Int8;
}

export interface StaffTables {
  staff_member: StaffMemberTable;
  staff_site: StaffSiteTable;
  staff_head: StaffHeadTable;
}
