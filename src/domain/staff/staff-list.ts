import { z } from 'zod';
import { jsonOf } from '../base/json-text.ts';
import type { Instant, WallDate } from '../base/wall-time.ts';
import type { TrustedKeys } from '../catalogue/catalogue-file.ts';
import { keysOf, readKeyList } from '../trust/key-list.ts';
import { isNextSerial } from '../trust/serial-bound.ts';
import { openSignedText, SignedText, type Signer, signText } from '../trust/signed-text.ts';
import { MemberId, MemberName, MemberSites, SiteId, StaffRole } from './member.ts';
import { PinVerifier } from './pin.ts';

/** A district has no more members, so that the list of each kiosk has room for those of its sites. */
export const STAFF_MAX = 1_000;

/**
 * `allotted`: the office made the PIN, and the member should change it. `own`: the member made it. `must-change`: it
 * opens nothing, and can only be changed.
 */
export const PinState = z.enum(['allotted', 'own', 'must-change']);
export type PinState = z.infer<typeof PinState>;

/** A member with the verifier of the PIN, which stays in the host. A role of a later release counts as a clerk. */
const ListedMember = z.object({
  memberId: MemberId,
  name: MemberName,
  role: StaffRole.catch('clerk'),
  siteIds: MemberSites,
  /** Null for a member without a PIN, who cannot sign in. */
  pin: z.object({ state: PinState, verifier: PinVerifier }).nullable(),
});
export type ListedMember = z.infer<typeof ListedMember>;

/** The staff of one kiosk's sites, whole. */
export const StaffList = z.object({
  format: z.literal(1),
  /** Grows with every change of any member or site of the district. */
  serial: z.int().min(1),
  /** The kiosk that it was made for: no other takes it. */
  kioskId: z.string().min(1).max(64),
  sites: z.array(z.object({ siteId: SiteId, signIn: z.boolean() })).max(STAFF_MAX),
  members: z.array(ListedMember).max(STAFF_MAX),
});
export type StaffList = z.infer<typeof StaffList>;

/** The list with the keys that it is checked by, since the host keeps no list of keys. */
export const SignedStaff = z.object({ keys: SignedText, list: SignedText });
export type SignedStaff = z.infer<typeof SignedStaff>;

/** Signs a list, as the district. */
export function signStaffList(
  list: StaffList,
  { keys, signer }: { readonly keys: SignedText; readonly signer: Signer },
): SignedStaff {
  return { keys, list: signText('staff', JSON.stringify(StaffList.parse(list)), signer) };
}

export interface StaffContext {
  readonly roots: TrustedKeys;
  readonly kioskId: string;
  /** The serial of the list that is held; 0 for none. */
  readonly knownSerial: number;
  readonly date: WallDate;
  readonly now: Instant;
}

export type StaffReading =
  | { readonly ok: true; readonly list: StaffList }
  | { readonly ok: false; readonly detail: string };

/**
 * Reads the list if a key of the district signed it. A pinned root has to have listed that key, the list has to be made
 * for this kiosk, and it must not be older than the one that is held.
 */
export function readStaffList(
  { keys, list }: SignedStaff,
  { roots, kioskId, knownSerial, date, now }: StaffContext,
): StaffReading {
  const keyList = readKeyList(keys, { roots, date, knownSerial: 0 });
  if (!keyList.ok) return refused(`keys: ${keyList.fault.kind}`);
  const opening = openSignedText('staff', list, { keys: keysOf(keyList.list), date });
  if (!opening.ok) return refused(opening.fault.kind);
  const read = StaffList.safeParse(jsonOf(opening.text));
  if (!read.success) return refused(z.prettifyError(read.error));
  const { serial } = read.data;
  if (read.data.kioskId !== kioskId) return refused('made for another kiosk');
  if (serial < knownSerial) return refused(`serial ${serial}, and ${knownSerial} is held`);
  if (!isNextSerial(serial, knownSerial, now)) return refused(`serial ${serial} is too far ahead`);
  return { ok: true, list: read.data };
}

function refused(detail: string): StaffReading {
  return { ok: false, detail };
}

/**
 * True if nothing may be recorded at the site before somebody has signed in. A list was seen once, so a site that it does
 * not name is not let off.
 */
export function requiresSignIn(list: StaffList | null, siteId: string): boolean {
  if (list === null) return false;
  return list.sites.find((site) => site.siteId === siteId)?.signIn ?? true;
}

export function membersOf(list: StaffList | null, siteId: string): readonly ListedMember[] {
  return (list?.members ?? []).filter(({ siteIds }) => siteIds.includes(siteId));
}
