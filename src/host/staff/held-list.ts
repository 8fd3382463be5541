import { z } from 'zod';
import { hexOf } from '../../domain/base/id-text.ts';
import { MemberId } from '../../domain/staff/member.ts';
import { PIN_KEY_BYTES, PinVerifier } from '../../domain/staff/pin.ts';
import { type ListedMember, StaffList } from '../../domain/staff/staff-list.ts';

export const STAFF_FILE = 'staff.sealed';

/** A PIN that was changed here and that the district does not know yet. */
const PinChange = z.strictObject({
  memberId: MemberId,
  /** The verifier on the list which this one replaces: if the list has another by now, that one counts. */
  ofCheckHex: hexOf(32),
  /** The key of the PIN before: the district believes the change by it. */
  proofHex: hexOf(PIN_KEY_BYTES),
  verifier: PinVerifier,
});
export type PinChange = z.infer<typeof PinChange>;

/** The district's list as it was taken, and what was changed here since. */
export const HeldStaff = z.strictObject({ list: StaffList, changes: z.array(PinChange) });
export type HeldStaff = z.infer<typeof HeldStaff>;

/** The member with the PIN that counts now. */
export function memberNow({ list, changes }: HeldStaff, memberId: string): ListedMember | null {
  const listed = list.members.find((member) => member.memberId === memberId);
  if (listed === undefined) return null;
  const change = changes.find((one) => isOf(one, listed));
  return change === undefined ? listed : { ...listed, pin: { state: 'own', verifier: change.verifier } };
}

/** Returns the list with another PIN of a member, who has proved the one before. */
export function withPin(
  held: HeldStaff,
  {
    memberId,
    keyHex,
    verifier,
  }: { readonly memberId: string; readonly keyHex: string; readonly verifier: PinVerifier },
): HeldStaff {
  const listed = held.list.members.find((member) => member.memberId === memberId);
  if (listed?.pin == null) return held;
  const earlier = held.changes.find((one) => isOf(one, listed));
  const others = held.changes.filter((one) => one.memberId !== memberId);
  // The district only knows the PIN of its list. So after two changes in a row the proof is that of the first.
  const proved = earlier ?? { ofCheckHex: listed.pin.verifier.checkHex, proofHex: keyHex };
  const { ofCheckHex, proofHex } = proved;
  return { ...held, changes: [...others, { memberId, ofCheckHex, proofHex, verifier }] };
}

/** Takes another list. A change is sent no more if the list knows it by now, or has yet another PIN of that member. */
export function withList(held: HeldStaff | null, list: StaffList): HeldStaff {
  const changes = (held?.changes ?? []).filter((change) =>
    list.members.some((member) => isOf(change, member)),
  );
  return { list, changes };
}

/** Returns the list without a change that the district refuses. */
export function withoutChange(held: HeldStaff, { memberId, verifier }: PinChange): HeldStaff {
  const changes = held.changes.filter(
    (one) => one.memberId !== memberId || one.verifier.checkHex !== verifier.checkHex,
  );
  return { ...held, changes };
}

function isOf(change: PinChange, { memberId, pin }: ListedMember): boolean {
  return change.memberId === memberId && change.ofCheckHex === pin?.verifier.checkHex;
}
