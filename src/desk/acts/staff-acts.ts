import type { Permission } from '../../domain/staff/permission.ts';
import type { AfterApproval, DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';
import { isAllowedNow, needsPin } from '../staff-view.ts';

/** The acts by which people sign in, hand over, and allow each other what one may not do alone. */
export function staffActs(
  session: Session,
): Pick<DeskState, 'staffChanged' | 'signIn' | 'signOut' | 'approve' | 'changePin' | 'insistOn'> {
  const { work, get, set } = session;

  return {
    staffChanged(staff) {
      const before = get().staff;
      set({ staff });
      const { overlay } = get();
      if (needsPin(staff) && overlay?.kind !== 'lock') get().open({ kind: 'lock' });
      // If nobody has to sign in any more, the lock opens as it does without staff.
      else if (before.session !== null && staff.session === null) session.clearAway();
    },

    async signIn(given) {
      session.act();
      const before = get().staff.session;
      const fault = await work.staff.signIn(given);
      set({ staffFault: fault });
      if (fault !== null) return false;
      const { overlay } = get();
      // There is nothing of a customer under the lock. A hand-over keeps what is open.
      if (overlay?.kind === 'lock' || overlay?.kind === 'hand-over') set({ overlay: null });
      const now = get().staff.session;
      if (now?.isPinAllotted === true && before?.member.memberId !== now.member.memberId) {
        if (get().overlay === null && get().screen.kind === 'idle') set({ overlay: { kind: 'change-pin' } });
      }
      return true;
    },

    async signOut() {
      session.act();
      await work.staff.signOut();
      set({ overlay: null, staffFault: null });
      session.present({ kind: 'idle' });
    },

    async approve(given) {
      const { overlay } = get();
      if (overlay?.kind !== 'approve') return false;
      session.act();
      const fault = await work.staff.approve({ ...given, permission: overlay.permission });
      set({ staffFault: fault });
      if (fault !== null) return false;
      if (get().overlay !== overlay) return true;
      set({ overlay: null });
      await goOn(session, overlay.after);
      return true;
    },

    async changePin(given) {
      session.act();
      const fault = await work.staff.changePin(given);
      set({ staffFault: fault });
      if (fault === null && get().overlay?.kind === 'change-pin') set({ overlay: null });
      return fault === null;
    },

    insistOn(permission: Permission, after: AfterApproval) {
      if (isAllowedNow(get().staff, permission)) return true;
      session.act();
      set({ overlay: { kind: 'approve', permission, after }, staffFault: null });
      return false;
    },
  };
}

/** What was interrupted goes on. An order waits until the clerk confirms it again. */
async function goOn({ get, set }: Session, after: AfterApproval): Promise<void> {
  switch (after.kind) {
    case 'open':
      return after.overlay === 'setup' ? get().openSetup() : get().open({ kind: after.overlay });
    case 'void':
      return get().voidRecorded(after.use, after.reason);
    case 'step':
      return set({ overlay: { kind: 'step', step: after.step } });
    case 'day-end':
      set({ overlay: { kind: 'day-end', closing: after.closing } });
      return get().sendDayEnd(after.closing, after.body);
    case 'practice':
      await get().beginPractice();
      return;
    case 'again':
      return;
  }
}
