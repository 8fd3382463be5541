import type { DeskState } from '../desk-state.ts';
import { type LeftBehind, without } from '../left-behind.ts';
import type { Session } from '../session/session.ts';

function isToldAtRest({ outcome }: LeftBehind): boolean {
  return outcome.kind !== 'pending';
}

/** The acts for dialogs over the screen, the way back, and the lists. */
export function screenActs(
  session: Session,
): Pick<DeskState, 'open' | 'back' | 'restart' | 'dismissLeftBehind' | 'refreshToday'> {
  const { work, get, set } = session;
  let refreshes = 0;
  return {
    open(overlay) {
      session.act();
      session.unanswered = null;
      if (overlay.kind === 'lock') {
        session.forgetWaiting();
        session.present({ kind: 'idle' });
      }
      if (overlay.kind === 'today' || overlay.kind === 'day-end') void get().refreshToday();
      set({ overlay });
    },

    back() {
      const { overlay, screen, waitingCard } = get();
      session.act();
      session.unanswered = null;
      session.forgetWaiting();
      if (overlay !== null) {
        set({ overlay: null });
        if (waitingCard !== null) void get().show(waitingCard);
      } else if (screen.kind === 'decided' && screen.itemId !== null && !session.isBegunHere()) {
        session.present({ ...screen, itemId: null });
      } else {
        const [read] = screen.kind === 'idle' ? get().leftBehind.filter(isToldAtRest) : [];
        if (read !== undefined) get().dismissLeftBehind(read.id);
        session.present({ kind: 'idle' });
      }
    },

    restart() {
      session.act();
      session.unanswered = null;
      session.present({ kind: 'idle' });
    },

    dismissLeftBehind(id) {
      const { leftBehind } = get();
      const isPending = leftBehind.some((one) => one.id === id && one.outcome.kind === 'pending');
      if (!isPending) set({ leftBehind: without(leftBehind, id) });
    },

    async refreshToday() {
      refreshes += 1;
      const asked = refreshes;
      try {
        const [today, todaySteps, deskRecords] = await Promise.all([
          work.recordedToday(),
          work.stepsToday(),
          work.deskRecords(),
        ]);
        const publicStretches = work.publicStretches();
        if (asked === refreshes) set({ today, todaySteps, deskRecords, publicStretches });
      } catch (cause) {
        work.failed(cause);
      }
    },
  };
}
