import { ownValue } from '../../domain/base/own-value.ts';
import { chosenItemOf, type DeskState } from '../desk-state.ts';
import {
  countedChoice,
  courtChoice,
  firstDayChoice,
  isChoosable,
  movedChoice,
  personsAsked,
} from '../item-action.ts';
import { renewable } from '../known-records.ts';
import { paymentChoice } from '../payment.ts';
import type { Session } from '../session/session.ts';

/** The acts by which the clerk chooses for the card on the screen. */
export function itemActs(
  session: Session,
): Pick<
  DeskState,
  'chooseItem' | 'change' | 'choosePayment' | 'count' | 'moveStart' | 'nextPerson' | 'renew'
> {
  const { work, get, present, isBegunHere } = session;
  return {
    chooseItem(itemId) {
      const { screen } = get();
      if (screen.kind !== 'decided' || isBegunHere()) return;
      const item = screen.check.decision.items.find((candidate) => candidate.itemId === itemId);
      if (item !== undefined && isChoosable(item)) {
        const { telephone: _, ...without } = screen;
        present({ ...without, itemId });
      }
    },

    change(choice) {
      const { screen } = get();
      if (screen.kind !== 'decided' || isBegunHere() || screen.itemId === null) return;
      const before = ownValue(screen.choices, screen.itemId);
      // If the clerk says only the count, the count by kind no longer holds.
      const uncounted = 'quantity' in choice && !('party' in choice) ? { party: null } : {};
      const choices = { ...screen.choices, [screen.itemId]: { ...before, ...uncounted, ...choice } };
      present({ ...screen, choices, check: work.redecide(screen.check, choices) });
      const isNumbered = 'number' in choice && choice.number != null;
      // The code that looks it up is loaded with the first number.
      if (isNumbered) {
        void import('../session/number-lookup.ts')
          .then(({ askForNumber }) => askForNumber(session))
          .catch(work.failed);
      }
    },

    choosePayment(way) {
      const { screen } = get();
      const payment = paymentChoice(screen, way);
      if (screen.kind !== 'decided' || payment === null || isBegunHere()) return false;
      present({ ...screen, payment });
      return true;
    },

    count(by) {
      const item = chosenItemOf(get().screen);
      const choice = item && countedChoice(item, by);
      if (choice) get().change(choice);
    },

    moveStart(by, unit) {
      const { screen } = get();
      const item = chosenItemOf(screen);
      if (screen.kind !== 'decided' || item === null) return;
      const { date } = screen.check.decision;
      const choice =
        (unit === 'grid' && courtChoice(item, by)) || movedChoice(item, { by, unit, today: date });
      if (choice) get().change(choice);
    },

    renew(recordId) {
      const shown = renewable(get().screen, recordId);
      if (shown === null || shown.renewsFrom === null || isBegunHere()) return false;
      get().chooseItem(shown.item.id);
      const { state } = shown.record;
      // The kind of insurance may be another by now, so that it is asked again.
      const terms = state.kind === 'agreement' ? { team: state.team, personal: state.personal } : {};
      get().change({ person: state.person, ...terms, ...firstDayChoice(shown.renewsFrom) });
      return true;
    },

    nextPerson() {
      const { screen } = get();
      const item = chosenItemOf(screen);
      if (screen.kind !== 'decided' || item === null) return;
      const persons = personsAsked(item, screen.check.decision.lookup);
      const next = persons[(persons.indexOf(item.choice.person) + 1) % persons.length];
      if (next !== undefined) get().change({ person: next });
    },
  };
}
