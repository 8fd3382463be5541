import { z } from 'zod';
import { DifferenceReason, ReopenReason } from '../domain/journal/closing-body.ts';
import { type Command, command } from './command.ts';
import { type DayClosing, needsReason } from './day-closing.ts';
import type { DeskState } from './desk-state.ts';

const CASH_FEN_MAX = 990_000_000;

/** In the order of their digit keys. */
export const DIFFERENCE_REASONS = DifferenceReason.options;

function closingOfDesk({ overlay }: DeskState): DayClosing | null {
  return overlay?.kind === 'day-end' ? overlay.closing : null;
}

/** The commands of 日结, from the count to the paper. */
export const CLOSING_COMMANDS: readonly Command[] = [
  command('day-end', {
    words: { zh: '日结', en: 'day end' },
    keys: [{ key: 'F9', args: {} }],
    keyNames: 'F9',
    actsInField: true,
    args: z.strictObject({}),
    isPossible: ({ overlay }) => overlay?.kind !== 'lock',
    run: (desk) => desk().openDayEnd(),
  }),
  command('count-cash', {
    words: { zh: '点现金', en: 'count the cash' },
    /** All cash in the drawer, with the float if the site has one; null at a desk that takes none. */
    args: z.strictObject({ countedFen: z.int().min(0).max(CASH_FEN_MAX).nullable() }),
    isPossible: (desk) => closingOfDesk(desk)?.stage === 'count' && !desk.isWriting,
    run: (desk, { countedFen }) => desk().countCash(countedFen),
  }),
  command('recount', {
    words: { zh: '重新点', en: 'count again' },
    args: z.strictObject({}),
    isPossible: (desk) => closingOfDesk(desk)?.stage === 'compare' && !desk.isWriting,
    run: (desk) => desk().recount(),
  }),
  command('close-day', {
    words: { zh: '确认日结', en: 'sign the day off' },
    mayNeed: ['close-day'],
    /** `reason` is needed where the count is another than what is recorded. */
    args: z.strictObject({ reason: DifferenceReason.optional() }),
    isPossible: (desk) => closingOfDesk(desk)?.stage === 'compare' && !desk.isWriting,
    run(desk, { reason }) {
      const closing = closingOfDesk(desk());
      const lacksReason = closing?.stage === 'compare' && needsReason(closing) && reason === undefined;
      return lacksReason ? false : desk().closeDay(reason ?? null);
    },
  }),
  command('difference-reason', {
    words: { zh: '长短款的原因', en: 'why the cash differs' },
    mayNeed: ['close-day'],
    keys: DIFFERENCE_REASONS.map((reason, index) => ({ key: String(index + 1), args: { reason } })),
    args: z.strictObject({ reason: DifferenceReason }),
    isPossible(desk) {
      const closing = closingOfDesk(desk);
      return closing?.stage === 'compare' && needsReason(closing) && !desk.isWriting;
    },
    run: (desk, { reason }) => desk().closeDay(reason),
  }),
  command('reopen-day', {
    words: { zh: '撤回上次日结', en: 'reopen the last closing' },
    mayNeed: ['close-day'],
    args: z.strictObject({ reason: ReopenReason }),
    isPossible(desk) {
      const closing = closingOfDesk(desk);
      return closing?.stage === 'count' && closing.day.last !== null && !desk.isWriting;
    },
    run: (desk, { reason }) => desk().reopenDay(reason),
  }),
  command('print-day-end', {
    words: { zh: '打印日结单', en: 'print the closing' },
    args: z.strictObject({}),
    isPossible: (desk) => closingOfDesk(desk)?.stage === 'closed',
    run: (desk) => desk().printDayEnd(),
  }),
];
