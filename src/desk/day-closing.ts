import type { OpenDay } from '../app/record/close-day.ts';
import type { Fen } from '../domain/base/money.ts';
import { type DayClosed, differenceFen } from '../domain/journal/closing-body.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import type { JournalFault } from '../domain/journal/journal-state.ts';

/** The stage of closing the day. The sum is shown from `compare` on. */
export type DayClosing =
  | { readonly stage: 'reading' }
  /** The journal could not be read. */
  | { readonly stage: 'unread' }
  | { readonly stage: 'count'; readonly day: OpenDay; readonly floatFen: Fen }
  | CountedDay
  | { readonly stage: 'closed'; readonly entry: JournalEntry; readonly body: DayClosed }
  /** Nothing was signed off. `host`: nobody answered, and only the journal knows. */
  | { readonly stage: 'failed'; readonly reason: JournalFault['kind'] | 'host' };

export interface CountedDay {
  readonly stage: 'compare';
  readonly day: OpenDay;
  /** The cash without the float; null at a desk that takes no cash. */
  readonly countedFen: Fen | null;
  /** 0 for none. */
  readonly floatFen: Fen;
}

/** True if the count is another than what is recorded: somebody has to say why. */
export function needsReason({ day, countedFen }: CountedDay): boolean {
  return (differenceFen({ ...day.sums, countedFen }) ?? 0) !== 0;
}

/** The part of a closing that the desk shows: nothing of the sum before somebody has counted. */
export function closingValue(closing: DayClosing) {
  switch (closing.stage) {
    case 'reading':
    case 'unread':
      return { stage: closing.stage };
    case 'count': {
      const { last, waiting, sums } = closing.day;
      const { floatFen } = closing;
      return { stage: closing.stage, waiting, floatFen, date: sums.date, lastSeq: last?.seq ?? null };
    }
    case 'compare': {
      const { day, countedFen, floatFen } = closing;
      const difference = differenceFen({ ...day.sums, countedFen });
      return { stage: closing.stage, ...day.sums, countedFen, floatFen, differenceFen: difference };
    }
    case 'closed':
      return { stage: closing.stage, seq: closing.entry.seq, body: closing.body };
    case 'failed':
      return closing;
  }
}
