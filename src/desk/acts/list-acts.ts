import { dateOfMinute } from '../../domain/base/wall-time.ts';
import { WHOLE_LIST } from '../../domain/journal/fold/day-list.ts';
import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

type Acts = 'listDay' | 'refreshToday' | 'find' | 'foundUses' | 'serveFound' | 'showInList';

/** The acts that read the list of a day, narrow it, and open the card that was shown for it. */
export function listActs(session: Session): Pick<DeskState, Acts> {
  const { work, get, set, act } = session;
  let refreshes = 0;
  return {
    async listDay(date) {
      act();
      const today = dateOfMinute(work.now());
      // This code is loaded with the list, after the first scan.
      const { unlistedDay } = await import('../../domain/journal/fold/listed-day.ts');
      const refusal = date === null ? null : unlistedDay(date, today);
      set({ refusal });
      if (refusal !== null) return false;
      set({ listed: date === null || date === today ? null : { date, uses: [] } });
      if (get().listed !== null) await get().refreshToday();
      return true;
    },

    async refreshToday() {
      refreshes += 1;
      const asked = refreshes;
      try {
        const date = get().listed?.date ?? null;
        const [today, todaySteps, deskRecords, uses] = await Promise.all([
          work.recordedToday(),
          work.stepsToday(),
          work.deskRecords(),
          date === null ? [] : work.recordedOn(date),
        ]);
        if (asked !== refreshes) return;
        const [publicStretches, hasCourts] = [work.publicStretches(), work.hasCourts()];
        set({ today, todaySteps, deskRecords, publicStretches, hasCourts });
        if (date !== null && get().listed?.date === date) set({ listed: { date, uses } });
        if (get().overlay?.kind === 'today') await readDetails(session);
      } catch (cause) {
        work.failed(cause);
      }
    },

    find(change) {
      act();
      set({ listFilter: change === null ? WHOLE_LIST : { ...get().listFilter, ...change } });
    },

    foundUses(find) {
      const { today, listed, listFilter, listDetails, staff } = get();
      return find(listed?.uses ?? today, listFilter, {
        numberOf: work.numberOf,
        deliveredUpToSeq: work.deliveredUpToSeq(),
        detailOf: (seq) => listDetails.get(seq),
        memberName: (id) => staff.members.find(({ memberId }) => memberId === id)?.name ?? null,
        namesOfItem({ siteId, body }) {
          const item = work.items().find(({ id, siteIds }) => id === body.itemId && siteIds.includes(siteId));
          return item === undefined ? [body.itemId] : [item.name.zh, item.name.en];
        },
      });
    },

    async showInList(text) {
      const card = await work.shownCard(text);
      if (card === null || get().overlay?.kind !== 'today') return false;
      get().find({ card });
      return true;
    },

    async serveFound() {
      const { listFilter, overlay } = get();
      if (overlay?.kind !== 'today' || listFilter.card === null) return false;
      set({ overlay: null });
      await get().show(listFilter.card.text);
      return true;
    },
  };
}

/** Reads who recorded what the list shows. Without an answer the list says less, and the desk goes on. */
async function readDetails({ work, get, set }: Session): Promise<void> {
  const shown = () => get().listed?.uses ?? get().today;
  const uses = shown();
  const listDetails = await work.listDetails(uses).catch(() => null);
  if (listDetails !== null && shown() === uses) set({ listDetails });
}
