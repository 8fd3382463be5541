import type { DeskState } from '../desk-state.ts';
import type { LeftBehind } from '../left-behind.ts';
import type { Session } from '../session/session.ts';

/** Practice begins and ends with an idle screen. Notes about real records wait until practice is over. */
export function practiceActs(session: Session): Pick<DeskState, 'beginPractice' | 'endPractice'> {
  const { work, get, set } = session;
  let told: readonly LeftBehind[] = [];

  async function startOver(change: Partial<DeskState>): Promise<void> {
    session.act();
    session.unanswered = null;
    session.forgetWaiting();
    // The entries of practice have the numbers of entries at work, so that nothing found by number may stay.
    const [listDetails, printing] = [new Map(), null];
    set({
      ...change,
      today: [],
      listed: null,
      listDetails,
      printing,
      todaySteps: [],
      deskRecords: [],
      tasks: [],
      notices: [],
    });
    session.present({ kind: 'idle' });
    await Promise.all([get().refreshToday(), get().refreshNotices(), get().refreshTasks()]);
  }

  return {
    async beginPractice() {
      if (get().practice !== null || get().isWriting) return false;
      const practice = await work.practice.begin().catch(() => null);
      if (practice === null || get().isWriting) {
        work.practice.end();
        return false;
      }
      told = get().leftBehind;
      await startOver({ practice, overlay: null, leftBehind: [] });
      return true;
    },

    async endPractice() {
      const { practice, isWriting, overlay } = get();
      if (practice === null || isWriting) return false;
      work.practice.end();
      const isLocked = overlay?.kind === 'lock';
      await startOver({ practice: null, leftBehind: told, ...(isLocked ? {} : { overlay: null }) });
      return true;
    },
  };
}
