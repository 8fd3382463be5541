import { WHOLE_LIST } from '../../domain/journal/fold/day-list.ts';
import type { DeskState } from '../desk-state.ts';
import { type LeftBehind, without } from '../left-behind.ts';
import type { Session } from '../session/session.ts';
import { needsPin } from '../staff-view.ts';

function isToldAtRest({ outcome }: LeftBehind): boolean {
  return outcome.kind !== 'pending';
}

/** The acts for dialogs over the screen, and the way back. */
export function screenActs(
  session: Session,
): Pick<DeskState, 'open' | 'back' | 'restart' | 'dismissLeftBehind'> {
  const { work, get, set } = session;
  return {
    open(overlay) {
      session.act();
      session.unanswered = null;
      if (overlay.kind === 'lock') {
        session.forgetWaiting();
        session.present({ kind: 'idle' });
        void work.staff.lock().catch(work.failed);
      }
      if (overlay.kind === 'today') void get().refreshToday();
      if (overlay.kind === 'tasks') void get().refreshTasks();
      // The list begins with today, and keeps its day while it is open.
      const isAgain = overlay.kind === get().overlay?.kind;
      const listed = overlay.kind === 'today' && !isAgain ? { listed: null, listFilter: WHOLE_LIST } : {};
      set({ overlay, staffFault: null, notesShown: null, courtsAnswer: null, ...listed });
    },

    back() {
      const { overlay, screen, waitingCard, staff } = get();
      if (overlay?.kind === 'lock' && needsPin(staff)) return;
      session.act();
      session.unanswered = null;
      session.forgetWaiting();
      if (overlay !== null) {
        set({ overlay: null, notesShown: null, courtsAnswer: null });
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
      session.clearAway();
    },

    dismissLeftBehind(id) {
      const { leftBehind } = get();
      const isPending = leftBehind.some((one) => one.id === id && one.outcome.kind === 'pending');
      if (!isPending) set({ leftBehind: without(leftBehind, id) });
    },
  };
}
