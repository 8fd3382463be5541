import { WHOLE_LIST } from '../../domain/journal/fold/day-list.ts';
import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

/** The acts that narrow the list of a day, and open the card that was shown for it. */
export function listActs({
  work,
  get,
  set,
  act,
}: Session): Pick<DeskState, 'find' | 'foundUses' | 'serveFound' | 'showInList'> {
  return {
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
export async function readDetails({ work, get, set }: Session): Promise<void> {
  const shown = () => get().listed?.uses ?? get().today;
  const uses = shown();
  const listDetails = await work.listDetails(uses).catch(() => null);
  if (listDetails !== null && shown() === uses) set({ listDetails });
}
