import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

/** What the office tells this desk, until a clerk has read it. */
export function noticeActs({ work, get, set }: Session): Pick<DeskState, 'refreshNotices' | 'readNotice'> {
  let refreshes = 0;

  async function refreshNotices(): Promise<void> {
    refreshes += 1;
    const asked = refreshes;
    try {
      const notices = await work.notices();
      if (asked === refreshes && !isSame(notices, get().notices)) set({ notices });
    } catch (cause) {
      work.failed(cause);
    }
  }

  return {
    refreshNotices,
    async readNotice(noticeId) {
      const { notices } = get();
      const read = noticeId === undefined ? notices[0] : notices.find((one) => one.noticeId === noticeId);
      if (read === undefined) return false;
      // One that the device could not keep as read shows again after the next start, and that is no harm.
      await work.readNotice(read.noticeId);
      set({ notices: get().notices.filter((one) => one.noticeId !== read.noticeId) });
      return true;
    },
  };
}

/** The screen is drawn anew only for what has changed: a round ends every half minute. */
function isSame(ones: DeskState['notices'], others: DeskState['notices']): boolean {
  return JSON.stringify(ones) === JSON.stringify(others);
}
