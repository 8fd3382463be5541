import { type Kysely, sql } from 'kysely';
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

/** Members keep their row when they are removed: the journal has their ids. */
export async function createStaff(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table staff_member (
      member_id text primary key,
      name text not null,
      role text not null,
      site_ids jsonb not null,
      pin jsonb,
      created_at timestamptz not null,
      removed_at timestamptz
    )`.execute(database);
  await sql`create table staff_site (site_id text primary key)`.execute(database);
  await sql`
    create table staff_head (
      id smallint primary key check (id = 1),
      serial bigint not null
    )`.execute(database);
  await sql`insert into staff_head values (1, 1)`.execute(database);
}
