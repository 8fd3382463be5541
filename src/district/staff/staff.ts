import { randomBytes } from 'node:crypto';
import type { Instant } from '../../domain/base/wall-time.ts';
import { isKeyOf } from '../../domain/staff/pin.ts';
import { STAFF_MAX } from '../../domain/staff/staff-list.ts';
import type {
  MemberChange,
  NewMember,
  PinChangeRequest,
  StaffMemberView,
  StaffSiteView,
} from '../../protocol/wire-staff.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { StaffMemberRow } from '../storage/staff-store.ts';
import type { DistrictWrites } from '../storage/store.ts';
import { newPin, verifierOf } from './allotted-pin.ts';

type Parts = Pick<Services, 'store' | 'now'>;

/** A member as it is now, and the PIN that was allotted; null if none was. */
export interface MemberDone {
  readonly member: StaffMemberView;
  readonly pin: string | null;
}

/** All members, the removed ones too, and the sites that ask for a sign-in. */
export async function listStaff({ store }: Pick<Parts, 'store'>): Promise<{
  readonly members: readonly StaffMemberView[];
  readonly signInSites: readonly string[];
}> {
  const [members, signInSites] = await store.read(async (reads) => [
    await reads.staffMembers(),
    await reads.signInSites(),
  ]);
  return { members: members.map(viewOf), signInSites };
}

export async function addMember(parts: Parts, given: NewMember): Promise<Outcome<MemberDone>> {
  const pin = newPin();
  const verifier = await verifierOf(pin);
  return changeStaff<MemberDone>(parts, async (writes, at) => {
    const present = (await writes.staffMembers()).filter(({ removedAt }) => removedAt === null);
    if (present.some(({ name }) => name === given.name)) {
      return refused({ kind: 'bad-request', message: NAME_TAKEN });
    }
    if (present.length >= STAFF_MAX) return refused({ kind: 'bad-request', message: FULL });
    const row: StaffMemberRow = {
      ...given,
      memberId: randomBytes(16).toString('hex'),
      pin: { state: 'allotted', verifier },
      createdAt: at,
      removedAt: null,
    };
    await writes.putStaffMember(row);
    return { ok: true, value: { member: viewOf(row), pin } };
  });
}

const NAME_TAKEN =
  '已有同名人员，请加以区分 there is a member of this name: add something to tell them apart';

const FULL = `在岗人员已满 ${STAFF_MAX} 名，请先停用离岗的 there are ${STAFF_MAX} members: remove those who have left`;

export async function changeMember(
  parts: Parts,
  memberId: string,
  change: MemberChange,
): Promise<Outcome<MemberDone>> {
  const pin = change.reset === true ? newPin() : null;
  const verifier = pin === null ? null : await verifierOf(pin);
  return changeStaff<MemberDone>(parts, async (writes, at) => {
    const all = await writes.staffMembers();
    const before = all.find((row) => row.memberId === memberId);
    if (before === undefined) return refused({ kind: 'not-found', message: '没有这个人 no such member' });
    if (before.removedAt !== null) return refused({ kind: 'bad-request', message: REMOVED });
    const { name = before.name, role = before.role, siteIds = before.siteIds } = change;
    if (all.some((row) => row.name === name && row.removedAt === null && row.memberId !== memberId)) {
      return refused({ kind: 'bad-request', message: NAME_TAKEN });
    }
    const isRemoved = change.removed === true;
    const allotted = verifier === null ? before.pin : { state: 'allotted' as const, verifier };
    const row = {
      ...{ ...before, name, role, siteIds },
      pin: isRemoved ? null : allotted,
      removedAt: isRemoved ? at : null,
    };
    await writes.putStaffMember(row);
    return { ok: true, value: { member: viewOf(row), pin: isRemoved ? null : pin } };
  });
}

const REMOVED = '此人员已停用 this member was removed; add a new one';

/** Whether a desk of the site records anything before somebody has signed in. */
export async function setSignIn(parts: Parts, { siteId, signIn }: StaffSiteView): Promise<StaffSiteView> {
  await changeStaff(parts, async (writes) => {
    await writes.setSignIn(siteId, signIn);
    return { ok: true, value: null };
  });
  return { siteId, signIn };
}

/**
 * Stores a PIN that a member has changed at a desk of the kiosk's sites. False if the proof does not belong to the PIN that
 * the district has: the member was given another one since, or was removed. A kiosk that got no answer sends its change
 * again; that answers true, and changes nothing more.
 */
export async function takePin(
  parts: Parts,
  { siteIds }: { readonly siteIds: readonly string[] },
  { memberId, proofHex, verifier }: PinChangeRequest,
): Promise<boolean> {
  let isTakenBefore = false;
  const outcome = await changeStaff<null>(parts, async (writes) => {
    const row = (await writes.staffMembers()).find((one) => one.memberId === memberId);
    const isOfKiosk = row?.siteIds.some((siteId) => siteIds.includes(siteId)) === true;
    if (row?.pin == null || !isOfKiosk || !isKeyOf(row.pin.verifier, proofHex)) {
      isTakenBefore = isOfKiosk && row?.pin?.verifier.checkHex === verifier.checkHex;
      return refused({ kind: 'not-found', message: 'another PIN' });
    }
    await writes.putStaffMember({ ...row, pin: { state: 'own', verifier } });
    return { ok: true, value: null };
  });
  return outcome.ok || isTakenBefore;
}

/** Whoever has a kiosk can guess the PINs of its sites in peace: each is good for nothing now but to be changed. */
export async function forceNewPins(
  writes: DistrictWrites,
  { siteIds, at }: { readonly siteIds: readonly string[]; readonly at: Instant },
): Promise<void> {
  const serial = await writes.lockStaffSerial();
  const concerned = (await writes.staffMembers()).filter(
    (row) => row.pin !== null && row.siteIds.some((siteId) => siteIds.includes(siteId)),
  );
  for (const row of concerned) {
    if (row.pin !== null) await writes.putStaffMember({ ...row, pin: { ...row.pin, state: 'must-change' } });
  }
  if (concerned.length > 0) await writes.setStaffSerial(Math.max(serial + 1, at));
}

/**
 * Changes nothing where the work is refused. The serial is the time of the change wherever that is later than the last
 * one: after a restore from a backup the next list is then newer than any that a kiosk has had before.
 */
async function changeStaff<T>(
  { store, now }: Parts,
  work: (writes: DistrictWrites, at: Instant) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return store.transaction(async (writes) => {
    const serial = await writes.lockStaffSerial();
    const outcome = await work(writes, now());
    if (outcome.ok) await writes.setStaffSerial(Math.max(serial + 1, now()));
    return outcome;
  });
}

function viewOf(row: StaffMemberRow): StaffMemberView {
  const { memberId, name, role, siteIds, pin, createdAt, removedAt } = row;
  return {
    ...{ memberId, name, role, siteIds: [...siteIds] },
    pin: pin?.state ?? 'none',
    createdAtMs: createdAt,
    removedAtMs: removedAt,
  };
}
