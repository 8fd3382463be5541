import type { DeskState } from '../desk-state.ts';
import { outcomeOf } from '../left-behind.ts';
import type { Session } from '../session/session.ts';

/** Courts that the venue gives to the public. It is done at once, and nobody is asked. */
export function publicActs({ work, get, set, present }: Session): Pick<DeskState, 'givePublic'> {
  return {
    async givePublic(change) {
      if (get().isWriting) return false;
      set({ isWriting: true });
      try {
        const result = await work.givePublic(change);
        if (result === null) return false;
        const outcome = outcomeOf(result);
        if (outcome.kind === 'not-recorded') {
          const { reason, detail } = outcome;
          // No lock is needed: the venue may give its courts whether or not this kiosk holds them.
          const told =
            reason === 'not-held' || reason === 'right-refused' || reason === 'record-changed'
              ? 'io'
              : reason;
          // The screen says what went wrong, and the dialog would hide it.
          if (get().overlay?.kind === 'courts') set({ overlay: null });
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
