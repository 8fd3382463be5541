import { z } from 'zod';
import { PinText } from '../domain/staff/pin.ts';
import { type Command, command } from './command.ts';
import type { DeskState } from './desk-state.ts';
import { approversOf, memberNamed, needsPin } from './staff-view.ts';

/** A member by the place in the list from 1, by name, or by id. */
const Named = z.union([z.int().min(1), z.string().min(1).max(64)]);
/** An id that no member has: it is refused as a wrong PIN is. */
const NOBODY = '0'.repeat(32);

function hasMembers({ staff }: DeskState): boolean {
  return staff.members.length > 0;
}

function isOpen({ overlay }: DeskState): boolean {
  return overlay?.kind !== 'lock';
}

/** The commands of sign-in, hand-over and approval. PINs are in their arguments, and nowhere else. */
export const STAFF_COMMANDS: readonly Command[] = [
  command('sign-in', {
    words: { zh: '登录、解锁', en: 'sign in, open the lock' },
    args: z.strictObject({ member: Named, pin: PinText }),
    isPossible: (desk) => needsPin(desk.staff) || (desk.overlay?.kind === 'lock' && hasMembers(desk)),
    run: (desk, { member, pin }) => desk().signIn({ memberId: idOf(desk(), member), pin }),
  }),
  command('hand-over', {
    words: { zh: '交接班、登录', en: 'hand over, sign in' },
    keys: [{ key: 'F7', args: {} }],
    keyNames: 'F7',
    actsInField: true,
    /** If both are absent, the dialog asks for them. */
    args: z.strictObject({ member: Named.optional(), pin: PinText.optional() }),
    isPossible: (desk) => isOpen(desk) && hasMembers(desk) && !desk.isWriting,
    run(desk, { member, pin }) {
      if (member === undefined || pin === undefined) return desk().open({ kind: 'hand-over' });
      return desk().signIn({ memberId: idOf(desk(), member), pin });
    },
  }),
  command('sign-out', {
    words: { zh: '退出登录', en: 'sign out' },
    args: z.strictObject({}),
    isPossible: (desk) => isOpen(desk) && desk.staff.session !== null && !desk.isWriting,
    run: (desk) => desk().signOut(),
  }),
  command('approve', {
    words: { zh: '负责人批准', en: 'a supervisor allows it' },
    args: z.strictObject({ member: Named, pin: PinText }),
    isPossible: ({ overlay }) => overlay?.kind === 'approve',
    run(desk, { member, pin }) {
      const { overlay, staff } = desk();
      const approvers = overlay?.kind === 'approve' ? approversOf(staff, overlay.permission) : [];
      const memberId = memberNamed(approvers, member)?.memberId ?? NOBODY;
      return desk().approve({ memberId, pin });
    },
  }),
  command('change-pin', {
    words: { zh: '修改 PIN', en: 'change the PIN' },
    /** If all are absent, the dialog asks for them. */
    args: z.strictObject({ member: Named.optional(), pin: PinText.optional(), next: PinText.optional() }),
    isPossible: (desk) => hasMembers(desk) && !desk.isWriting,
    run(desk, { member, pin, next }) {
      if (pin === undefined || next === undefined) {
        return isOpen(desk()) ? desk().open({ kind: 'change-pin' }) : false;
      }
      const own = desk().staff.session?.member.memberId ?? NOBODY;
      const memberId = member === undefined ? own : idOf(desk(), member);
      return desk().changePin({ memberId, pin, next });
    },
  }),
];

function idOf({ staff }: DeskState, member: number | string): string {
  return memberNamed(staff.members, member)?.memberId ?? NOBODY;
}
