import type { StaffMember } from '../domain/staff/member.ts';
import { mayAllow, type Permission } from '../domain/staff/permission.ts';
import type { PinFault } from '../domain/staff/pin.ts';

/** The member who works here, and those who could. It says nothing about a PIN. */
export interface StaffNow {
  /** Nothing is recorded here before somebody has signed in. */
  readonly isRequired: boolean;
  readonly members: readonly StaffMember[];
  readonly session: {
    readonly member: StaffMember;
    readonly isLocked: boolean;
    readonly isPinAllotted: boolean;
  } | null;
  readonly approval: { readonly permission: Permission; readonly member: StaffMember } | null;
  readonly pinsWaiting: number;
}

/** Why a PIN did nothing. `wrong` does not say which part was wrong. */
export type StaffRefusal =
  | { readonly kind: 'wrong' | 'must-change' | 'not-allowed' | 'disk' }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'unfit-pin'; readonly why: PinFault | 'same' };

/** A member and what was typed. It is handed on and kept nowhere. */
export interface GivenPin {
  readonly memberId: string;
  readonly pin: string;
}

/** A desk whose district keeps no staff. */
export const NO_STAFF: StaffNow = {
  isRequired: false,
  members: [],
  session: null,
  approval: null,
  pinsWaiting: 0,
};

/** True if the desk opens by a member and a PIN alone. */
export function needsPin({ isRequired, session }: StaffNow): boolean {
  return session === null ? isRequired : session.isLocked;
}

/** True if the member who works here may do it now; without a session everybody may, as the desk asks for none. */
export function isAllowedNow(staff: StaffNow, permission: Permission): boolean {
  const { session, approval } = staff;
  if (session === null) return !staff.isRequired;
  return mayAllow(session.member.role, permission) || approval?.permission === permission;
}

/** Returns the members whose PIN would allow it. */
export function approversOf(staff: StaffNow, permission: Permission): readonly StaffMember[] {
  return staff.members.filter(({ role }) => mayAllow(role, permission));
}

/** Finds a member by the place in the list, from 1, by name or by id. Null if there is none, or more than one. */
export function memberNamed(members: readonly StaffMember[], named: number | string): StaffMember | null {
  if (typeof named === 'number') return members[named - 1] ?? null;
  const found = members.filter(({ memberId, name }) => memberId === named || name === named);
  return found.length === 1 ? (found[0] ?? null) : null;
}
