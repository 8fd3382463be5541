import { isSameJson } from '../../domain/base/json-text.ts';
import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

/** The acts for what the office tells this desk, until a clerk has read it. */
export function noticeActs({ work, get, set }: Session): Pick<DeskState, 'refreshNotices' | 'readNotice'> {
  let refreshes = 0;

  async function refreshNotices(): Promise<void> {
    refreshes += 1;
    const asked = refreshes;
    try {
      const notices = await work.notices();
      // A round ends every half minute. The screen is drawn again only if something has changed.
      if (asked === refreshes && !isSameJson(notices, get().notices)) set({ notices });
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
      // If the device cannot keep that it was read, the notice shows again after the next start. That does no harm.
      await work.readNotice(read.noticeId);
      set({ notices: get().notices.filter((one) => one.noticeId !== read.noticeId) });
      return true;
    },
  };
}
