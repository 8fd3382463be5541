import { chosenItemOf, type DeskState } from '../desk-state.ts';
import { takesTelephone } from '../item-action.ts';
import { notesOfRecord, recordsOfCard, recordsOfDesk } from '../known-records.ts';
import type { Session } from '../session/session.ts';

/** The acts for what a clerk writes down of a person, and reads again for a call. */
export function noteActs(session: Session): Pick<DeskState, 'setTelephone' | 'showNotes'> {
  const { work, get, set } = session;
  return {
    setTelephone(text) {
      const { screen } = get();
      const item = chosenItemOf(screen);
      if (screen.kind !== 'decided' || item === null || !takesTelephone(item)) return false;
      if (session.isBegunHere()) return false;
      const { telephone: _, ...without } = screen;
      session.present(text === '' ? without : { ...without, telephone: text });
      return true;
    },

    async showNotes(recordId) {
      const desk = get();
      const shown = [
        ...recordsOfCard(desk.screen),
        ...recordsOfDesk(desk, { now: work.now(), items: work.items() }),
      ].find(({ record }) => record.recordId === recordId);
      const refs = shown === undefined ? [] : notesOfRecord(shown.record);
      if (refs.length === 0) return false;
      try {
        const notes = await Promise.all(
          refs.map(async ({ kind, hash }) => ({ kind, reading: await work.readNote(hash) })),
        );
        const { screen, overlay } = get();
        // Another customer may stand there by now.
        if (screen === desk.screen && overlay === desk.overlay) set({ notesShown: { recordId, notes } });
        return true;
      } catch (cause) {
        work.failed(cause);
        return false;
      }
    },
  };
}
