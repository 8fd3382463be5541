import type { DeskState } from '../desk-state.ts';
import { outcomeOf } from '../left-behind.ts';
import type { Session } from '../session/session.ts';

/** Courts that the venue gives to the public. The clerk is asked only if some of it is booked. */
export function publicActs({ work, get, set, present }: Session): Pick<DeskState, 'givePublic' | 'onBoard'> {
  return {
    async onBoard(act) {
      const { overlay } = get();
      const { onBoard } = await import('../board.ts');
      // What was opened meanwhile stays.
      return onBoard(act, get, work, (view) => {
        if (get().overlay?.kind === overlay?.kind) set({ overlay: { kind: 'board', view } });
      });
    },

    async givePublic(change) {
      if (get().isWriting) return false;
      set({ isWriting: true, courtsAnswer: null });
      try {
        const result = await work.givePublic(change);
        if ('text' in result) {
          const isRefused = result.kind === 'refused';
          // It is a new object each time: by that the command line sees that this very command was refused.
          const refusal = isRefused ? { refusal: { ...result.text } } : {};
          set({ courtsAnswer: { ...result, change }, ...refusal });
          work.cue(isRefused ? 'no' : 'ask');
          return !isRefused;
        }
        const outcome = outcomeOf(result);
        if (outcome.kind === 'not-recorded') {
          const { reason, detail } = outcome;
          // No lock is needed: the venue may give its courts whether or not this kiosk holds them.
          const told =
            reason === 'not-held' || reason === 'right-refused' || reason === 'record-changed'
              ? 'io'
              : reason;
          // The screen says what went wrong, and the dialog would hide it.
          const { overlay } = get();
          if (overlay?.kind === 'courts' || overlay?.kind === 'board') set({ overlay: null });
          present({ kind: 'not-recorded', reason: told, isVoid: false, isFree: true, detail });
          work.cue(told === 'host' ? 'ask' : 'no');
        }
      } catch (cause) {
        work.failed(cause);
      } finally {
        set({ isWriting: false });
      }
      await get().refreshToday();
      return true;
    },
  };
}
