import { z } from 'zod';
import { MemberId, SiteId, StaffMember, StaffRole } from '../domain/staff/member.ts';
import { Permission } from '../domain/staff/permission.ts';
import { PinText } from '../domain/staff/pin.ts';
import { Nothing, resultOf } from './call-shapes.ts';

/** The staff of a desk as far as the window may know it: no PIN, and nothing that a PIN is checked by. */
export const StaffView = z.strictObject({
  /** Nothing is recorded here before somebody has signed in. */
  isRequired: z.boolean(),
  /** The members who may sign in at the desk, in the order of their digit keys. */
  members: z.array(StaffMember),
  session: z
    .strictObject({
      member: StaffMember,
      isLocked: z.boolean(),
      /** The office has allotted the PIN, and still knows it. */
      isPinAllotted: z.boolean(),
    })
    .nullable(),
  /** What a supervisor has just allowed; null after it was used or has run out. */
  approval: z.strictObject({ permission: Permission, member: StaffMember }).nullable(),
  /** Changed PINs that the district does not know yet. */
  pinsWaiting: z.int().min(0),
});
export type StaffView = z.infer<typeof StaffView>;

/**
 * Why nobody was let in. `wrong`: the member, the PIN or both are wrong; it is not said which. `must-change`: the PIN is
 * right, and can only be changed. `not-allowed`: this member may not allow it. `disk`: a try could not be counted.
 */
export const StaffFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['wrong', 'must-change', 'not-allowed', 'disk']) }),
  z.strictObject({ kind: z.literal('wait'), waitMs: z.int().min(1) }),
  z.strictObject({
    kind: z.literal('unfit-pin'),
    why: z.enum(['not-digits', 'too-short', 'too-long', 'easy', 'same']),
  }),
]);
export type StaffFault = z.infer<typeof StaffFault>;

/** A member to try in the demo. */
export const DemoMember = z.strictObject({ name: z.string(), role: StaffRole, pin: z.string() });
export type DemoMember = z.infer<typeof DemoMember>;

const StaffResult = resultOf(StaffView, StaffFault);
const AtSite = z.strictObject({ siteId: SiteId });
const ByPin = z.strictObject({ siteId: SiteId, memberId: MemberId, pin: PinText });

/** Calls about who works here. The host keeps the session: no call names who makes an entry. */
export const staffApi = {
  'staff.read': { input: AtSite, output: StaffView },
  /** Begins a session in place of the one before, or opens the lock. */
  'staff.signIn': { input: ByPin, output: StaffResult },
  /** Nothing is recorded until somebody signs in again. Does nothing if nobody is signed in. */
  'staff.lock': { input: AtSite, output: StaffView },
  /** Ends the session. */
  'staff.signOut': { input: AtSite, output: StaffView },
  /** A member who may do it allows it to the clerk: once, and soon. */
  'staff.approve': { input: ByPin.extend({ permission: Permission }), output: StaffResult },
  /** The member's own PIN; it counts here at once, and elsewhere when the district has it. */
  'staff.changePin': { input: ByPin.extend({ next: PinText }), output: StaffResult },
  /** Members to try in the demo; empty outside it. */
  'staff.demo': {
    input: Nothing,
    output: z.array(DemoMember),
  },
} as const;

/** What became of a look at the district's list. `older-district`: its release has no such list. */
export const StaffPulled = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['adopted', 'current', 'older-district', 'disk']) }),
  z.strictObject({ kind: z.literal('refused'), detail: z.string() }),
]);
export type StaffPulled = z.infer<typeof StaffPulled>;
