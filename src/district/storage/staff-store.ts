import type { Instant } from '../../domain/base/wall-time.ts';
import type { StaffRole } from '../../domain/staff/member.ts';
import type { PinVerifier } from '../../domain/staff/pin.ts';
import type { PinState } from '../../domain/staff/staff-list.ts';

export interface StaffMemberRow {
  readonly memberId: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly siteIds: readonly string[];
  /** Null for a member who was never given one, and for a removed one. */
  readonly pin: { readonly state: PinState; readonly verifier: PinVerifier } | null;
  readonly createdAt: Instant;
  readonly removedAt: Instant | null;
}

/** May be read within a transaction or without. */
export interface StaffReads {
  /** In the order of their making, the removed ones too. */
  staffMembers(): Promise<readonly StaffMemberRow[]>;
  /** The sites where nothing is recorded before somebody has signed in. */
  signInSites(): Promise<readonly string[]>;
  /** Grows with every change. */
  staffSerial(): Promise<number>;
}

export interface StaffWrites {
  /** Whoever changes the staff waits for who does so already. */
  lockStaffSerial(): Promise<number>;
  setStaffSerial(serial: number): Promise<void>;
  putStaffMember(row: StaffMemberRow): Promise<void>;
  setSignIn(siteId: string, signIn: boolean): Promise<void>;
}
