import type { CardNumber } from '../../../src/domain/card/card-number.ts';
import type { RosterChange } from '../../../src/domain/card/roster-record.ts';

/** Where an import is: `flip` is the last step, after which the new generation serves. */
export type Phase = 'begin' | 'add' | 'flip' | 'delta';

/** What a write brings in force: a cursor, and a place in the order of the district's commits. */
export interface Mark {
  readonly cursor: string;
  readonly position: number;
}

/** A roster under the axe. Every write ends with the cursor that it brought in force, or throws. */
export interface Subject {
  open(): Promise<void>;
  snapshot(
    pages: Iterable<readonly RosterChange[]>,
    mark: Mark,
    entered: (phase: Phase) => void,
  ): Promise<void>;
  delta(changes: readonly RosterChange[], mark: Mark): Promise<void>;
  state(): Promise<{ readonly cursor: string | null; readonly cards: number }>;
  /** What the record says of its first and last day and its holder's name, in one text; null for an unknown card. */
  recordText(cardNumber: CardNumber): Promise<string | null>;
}
