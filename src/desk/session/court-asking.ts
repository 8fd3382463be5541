import { dateOfMinute } from '../../domain/base/wall-time.ts';
import type { ItemDecision } from '../../domain/decision/decision.ts';
import { chosenItemOf } from '../desk-state.ts';
import { enterOf } from '../item-action.ts';
import type { Checking } from './checking.ts';
import type { IsLast, Session } from './session.ts';

/** Asks the district for a court of the slot; if there is no line, the answer is the same as before. */
export type AskForCourt = (item: ItemDecision) => Promise<void>;

export function createCourtAsking(session: Session, { checkAgain }: Checking): AskForCourt {
  const { work, get, set } = session;

  /** The answer may come when another customer is at the desk: the kiosk keeps the court anyway. */
  async function answered(isLast: IsLast, itemId: string): Promise<void> {
    if (!isLast()) return;
    set({ courtAsk: null });
    await checkAgain();
    const chosen = chosenItemOf(get().screen);
    if (chosen?.itemId !== itemId || enterOf(chosen).kind !== 'ask-court') return;
    set({ courtAsk: { itemId, kind: 'none' } });
  }

  return async ({ itemId, choice }) => {
    const isLast = session.last();
    set({ courtAsk: { itemId, kind: 'asking' } });
    try {
      const slot = { itemId, date: dateOfMinute(choice.start) };
      const answer = await work.askForCourt(slot, () => answered(isLast, itemId));
      if (answer === 'answered') await answered(isLast, itemId);
      else if (isLast() && get().courtAsk !== null) set({ courtAsk: { itemId, kind: 'slow' } });
    } catch (cause) {
      set({ courtAsk: null });
      work.failed(cause);
    }
  };
}
