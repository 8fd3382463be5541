import type { Instant } from '../../domain/base/wall-time.ts';
import type { ItemDecision } from '../../domain/decision/decision.ts';
import { minutesOf } from '../../domain/decision/item-details.ts';
import { chosenItemOf, type DeskState } from '../desk-state.ts';
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
    set({ courtAsk: { itemId, kind: silentSinceOf(chosen) === null ? 'none' : 'silent' } });
  }

  return async (item) => {
    const { itemId, choice } = item;
    const isLast = session.last();
    // The clerk has read the warning that the first answer brought.
    const takeOver = isWarned(get(), itemId);
    set({ courtAsk: { itemId, kind: 'asking' } });
    try {
      const wish = { itemId, start: choice.start, minutes: minutesOf(item) ?? 1, takeOver };
      const answer = await work.askForCourt(wish, () => answered(isLast, itemId));
      if (answer === 'answered') await answered(isLast, itemId);
      else if (isLast() && get().courtAsk !== null) set({ courtAsk: { itemId, kind: 'slow' } });
    } catch (cause) {
      set({ courtAsk: null });
      work.failed(cause);
    }
  };
}

function isWarned({ courtAsk, screen }: Pick<DeskState, 'courtAsk' | 'screen'>, itemId: string): boolean {
  const chosen = chosenItemOf(screen);
  return courtAsk?.itemId === itemId && courtAsk.kind === 'silent' && silentSinceOf(chosen) !== null;
}

/** Since when the kiosk that holds the court was not heard, if it may be taken over; else null. */
function silentSinceOf(item: ItemDecision | null): Instant | null {
  return item?.kind === 'no' ? (item.reason.silentSince ?? null) : null;
}
