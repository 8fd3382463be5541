import { isSameJson } from '../../domain/base/json-text.ts';
import type { DayClosed, DayReopened } from '../../domain/journal/closing-body.ts';
import { Permission } from '../../domain/staff/permission.ts';
import { type DayClosing, needsReason } from '../day-closing.ts';
import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

type Acts = 'openDayEnd' | 'countCash' | 'recount' | 'closeDay' | 'reopenDay' | 'sendDayEnd';

const HOST_FAILED = { kind: 'host', detail: '' } as const;

/** 日结: the cash is counted before the sum is shown, a difference has a reason, and somebody signs it off. */
export function closingActs(session: Session): Pick<DeskState, Acts> {
  const { work, get, set, act } = session;
  function show(closing: DayClosing): void {
    set({ overlay: { kind: 'day-end', closing } });
  }

  function shown(): DayClosing | null {
    const { overlay } = get();
    return overlay?.kind === 'day-end' ? overlay.closing : null;
  }

  return {
    async openDayEnd() {
      const isLast = act();
      set({ overlay: { kind: 'day-end', closing: { stage: 'reading' } } });
      void get().refreshToday();
      const read = await work.closing.read().catch(() => null);
      if (!isLast() || shown()?.stage !== 'reading') return;
      show(
        read === null
          ? { stage: 'unread' }
          : { stage: 'count', day: read, floatFen: work.closing.floatFen() },
      );
    },

    async countCash(cashFen) {
      const closing = shown();
      if (closing?.stage !== 'count') return;
      act();
      // A use may have been recorded since the dialog was opened.
      const day = (await work.closing.read().catch(() => null)) ?? closing.day;
      const { floatFen } = closing;
      const countedFen = cashFen === null ? null : cashFen - floatFen;
      if (shown() === closing) show({ stage: 'compare', day, countedFen, floatFen });
    },

    recount() {
      const closing = shown();
      if (closing?.stage !== 'compare') return;
      act();
      show({ stage: 'count', day: closing.day, floatFen: closing.floatFen });
    },

    async closeDay(reason) {
      const closing = shown();
      if (closing?.stage !== 'compare') return;
      const { day, countedFen, floatFen } = closing;
      const isNeeded = needsReason(closing);
      if (isNeeded && reason === null) return;
      const float = countedFen === null || floatFen === 0 ? {} : { floatFen };
      const body = { ...day.sums, countedFen, ...float, reason: isNeeded ? reason : null };
      await get().sendDayEnd(closing, { kind: 'day-closed', ...body });
    },

    async reopenDay(reason) {
      const closing = shown();
      if (closing?.stage !== 'count' || closing.day.last === null) return;
      await get().sendDayEnd(closing, { kind: 'day-reopened', reason });
    },

    async sendDayEnd(closing, body: DayClosed | DayReopened) {
      if (get().isWriting) return;
      act();
      set({ isWriting: true });
      const result = await record(session, closing, body).finally(() => set({ isWriting: false }));
      // If the screen was locked meanwhile, it stays locked. The entry stands.
      if (get().overlay?.kind === 'lock') return;
      if (result.kind === 'counted-again') return show(result.closing);
      if (result.kind === 'recorded') {
        if (body.kind === 'day-reopened') return get().openDayEnd();
        return show({ stage: 'closed', entry: result.entry, body });
      }
      const { kind, detail } = result.kind === 'fault' ? result.fault : HOST_FAILED;
      const permission = kind === 'approval-needed' ? Permission.safeParse(detail).data : undefined;
      if (permission !== undefined) get().insistOn(permission, { kind: 'day-end', closing, body });
      else if (kind === 'sign-in-needed') get().open({ kind: 'lock' });
      else show({ stage: 'failed', reason: kind });
    },
  };
}

/** A use that came after the sum was read would stand in no closing: then the new sum is shown. */
async function record({ work }: Session, closing: DayClosing, body: DayClosed | DayReopened) {
  if (body.kind === 'day-closed' && closing.stage === 'compare') {
    const day = await work.closing.read().catch(() => null);
    if (day === null) return { kind: 'unread' } as const;
    if (!isSameJson(day.sums, closing.day.sums)) {
      return { kind: 'counted-again', closing: { ...closing, day } } as const;
    }
  }
  return work.closing.record(body);
}
