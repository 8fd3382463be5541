import type { CardNumber } from '../../../src/domain/card/card-number.ts';
import type { BenchRecord } from './records.ts';

/** A cache of cardholders in a page's IndexedDB; one page holds one, and opens it once. */
export interface RosterContender {
  open(): Promise<void>;
  /** Fills the empty cache; the pages are made while they are taken. */
  load(pages: Iterable<readonly BenchRecord[]>): Promise<void>;
  /** What a cache does by itself once it is open, waited for before look-ups are measured as warm. */
  warm?(): Promise<void>;
  /** The card's record, ready to be decided from; null for a number that nobody holds. */
  find(cardNumber: CardNumber): Promise<{ readonly cardNumber: string; readonly status: string } | null>;
  /** Replaces the records of cards that are there already. */
  change(pages: Iterable<readonly BenchRecord[]>): Promise<void>;
}
