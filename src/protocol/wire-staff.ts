import { z } from 'zod';
import { hexOf } from '../domain/base/id-text.ts';
import { MemberId, MemberName, MemberSites, SiteId, StaffRole } from '../domain/staff/member.ts';
import { PIN_KEY_BYTES, PinVerifier } from '../domain/staff/pin.ts';
import { PinState, SignedStaff } from '../domain/staff/staff-list.ts';
import { Epoch } from './wire.ts';

/**
 * `GET /v1/staff?have=N`: the members of the asker's sites and which of them ask for a sign-in, signed for this kiosk.
 * `have` is the serial of the list that is held.
 */
export const StaffQuery = z.strictObject({ have: z.coerce.number().int().min(0).default(0) });
export const StaffReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  serial: z.int().min(1),
  /** Null if the kiosk has the newest list already. */
  signed: SignedStaff.nullable(),
});
export type StaffReply = z.infer<typeof StaffReply>;

/**
 * `POST /v1/staff/pins`: a member of the asker's sites has changed the PIN at the desk. `proofHex` is the key of the
 * earlier PIN. `isTaken` is false if the district has another PIN by now.
 */
export const PinChangeRequest = z.strictObject({
  memberId: MemberId,
  proofHex: hexOf(PIN_KEY_BYTES),
  verifier: z.strictObject(PinVerifier.shape),
});
export type PinChangeRequest = z.infer<typeof PinChangeRequest>;
export const PinChangeReply = z.object({ serverTimeMs: z.int(), isTaken: z.boolean() });
export type PinChangeReply = z.infer<typeof PinChangeReply>;

/** A member as the office sees one. `pin`: `none` for one who has never been given any. */
export const StaffMemberView = z.object({
  memberId: MemberId,
  name: MemberName,
  role: StaffRole,
  siteIds: z.array(SiteId),
  pin: z.enum([...PinState.options, 'none']),
  createdAtMs: z.int(),
  /** Null while the member may sign in; a removed one keeps the name, since the journal has the id. */
  removedAtMs: z.int().nullable(),
});
export type StaffMemberView = z.infer<typeof StaffMemberView>;

export const StaffSiteView = z.object({ siteId: SiteId, signIn: z.boolean() });
export type StaffSiteView = z.infer<typeof StaffSiteView>;

/** `GET /v1/office/staff` */
export const StaffOfficeReply = z.object({
  serverTimeMs: z.int(),
  members: z.array(StaffMemberView),
  sites: z.array(StaffSiteView),
});
export type StaffOfficeReply = z.infer<typeof StaffOfficeReply>;

/** `POST /v1/office/staff` */
export const NewMember = z.strictObject({ name: MemberName, role: StaffRole, siteIds: MemberSites });
export type NewMember = z.infer<typeof NewMember>;

/** `POST /v1/office/staff/:memberId`: what is absent stays. `reset` allots another PIN, `removed` takes the member off. */
export const MemberChange = z
  .strictObject({
    name: MemberName.optional(),
    role: StaffRole.optional(),
    siteIds: MemberSites.optional(),
    reset: z.literal(true).optional(),
    removed: z.literal(true).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'nothing to change');
export type MemberChange = z.infer<typeof MemberChange>;

export const MemberParams = z.strictObject({ memberId: MemberId });

/** The PIN that was allotted is told once; null if none was. */
export const MemberReply = z.object({
  serverTimeMs: z.int(),
  member: StaffMemberView,
  pin: z.string().nullable(),
});
export type MemberReply = z.infer<typeof MemberReply>;

/** `POST /v1/office/staff-sites/:siteId` */
export const SiteParams = z.strictObject({ siteId: SiteId });
export const SiteSignIn = z.strictObject({ signIn: z.boolean() });
export const SiteSignInReply = z.object({ serverTimeMs: z.int(), site: StaffSiteView });
