import type { DayClosed, DayReopened } from '../../domain/journal/closing-body.ts';
import { differenceFen } from '../../domain/journal/fold/closing.ts';
import { Permission } from '../../domain/staff/permission.ts';
import { type DayClosing, isReasonMissing } from '../day-closing.ts';
import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

type Acts = 'openDayEnd' | 'countCash' | 'recount' | 'closeDay' | 'reopenDay' | 'sendDayEnd' | 'printDayEnd';

/** 日结: the cash is counted before the sum is shown, a difference has a reason, and somebody signs it off. */
export function closingActs({ work, get, set, act }: Session): Pick<DeskState, Acts> {
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
      show(read === null ? { stage: 'unread' } : { stage: 'count', day: read });
    },

    async countCash(countedFen) {
      const closing = shown();
      if (closing?.stage !== 'count') return;
      act();
      // A use may have been recorded since the dialog was opened.
      const day = (await work.closing.read().catch(() => null)) ?? closing.day;
      if (shown() === closing) show({ stage: 'compare', day, countedFen });
    },

    recount() {
      const closing = shown();
      if (closing?.stage !== 'compare') return;
      act();
      show({ stage: 'count', day: closing.day });
    },

    async closeDay(reason) {
      const closing = shown();
      if (closing?.stage !== 'compare') return;
      const { day, countedFen } = closing;
      const given = { ...day.sums, countedFen };
      if (isReasonMissing(closing) && reason === null) return;
      const difference = differenceFen(given);
      const needed = difference === null || difference === 0 ? null : reason;
      await get().sendDayEnd(closing, { kind: 'day-closed', ...given, reason: needed });
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
      const result = await work.closing.record(body).finally(() => set({ isWriting: false }));
      if (result.kind === 'recorded') {
        if (body.kind === 'day-reopened') return get().openDayEnd();
        return show({ stage: 'closed', entry: result.entry, body });
      }
      const kind = result.kind === 'fault' ? result.fault.kind : 'host';
      const permission = Permission.safeParse(result.kind === 'fault' ? result.fault.detail : null);
      if (kind === 'approval-needed' && permission.success) {
        get().insistOn(permission.data, { kind: 'day-end', closing, body });
      } else if (kind === 'sign-in-needed') get().open({ kind: 'lock' });
      else show({ stage: 'failed', reason: kind });
    },

    async printDayEnd() {
      const closing = shown();
      if (closing?.stage !== 'closed') return false;
      const paper = await work.closing.paper(closing.entry, closing.body);
      const outcome = await work.print(paper, false);
      set({ printing: { seq: closing.entry.seq, paper, outcome } });
      return outcome === 'queued' || outcome === 'dialog';
    },
  };
}
