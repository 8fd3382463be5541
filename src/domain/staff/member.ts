import { z } from 'zod';
import { hexOf, IdText } from '../base/id-text.ts';
import { isShownWhole, isStorableText } from '../base/plain-text.ts';

/** `clerk` works at the desk, `supervisor` answers for it, `technician` sets it up and works there as a clerk does. */
export const StaffRole = z.enum(['clerk', 'supervisor', 'technician']);
export type StaffRole = z.infer<typeof StaffRole>;

/** A member stands in the journal by this random id alone. */
export const MemberId = hexOf(16);

export const MEMBER_NAME_LENGTH_MAX = 20;
const MEMBER_SITES_MAX = 100;

/** A name as the office writes it, for the list from which a clerk picks. */
export const MemberName = z
  .string()
  .trim()
  .min(1)
  .max(MEMBER_NAME_LENGTH_MAX)
  .refine((name) => isStorableText(name) && isShownWhole(name));

export const SiteId = IdText;
export const MemberSites = z.array(SiteId).min(1).max(MEMBER_SITES_MAX);

/** A member as the window may know one: nothing about the PIN. */
export const StaffMember = z.strictObject({
  memberId: MemberId,
  name: MemberName,
  role: StaffRole,
});
export type StaffMember = z.infer<typeof StaffMember>;
