/** What a desk in practice needs to know of it. */
export interface PracticeNow {
  /** The number of an entry of this practice, as a clerk says it. */
  readonly numberOf: (seq: number) => string;
}

/** Puts practice in the place of the real work, and puts the real work back. */
export interface PracticeSwitch {
  /** Makes every task one of practice. Rejects if practice cannot be loaded; nothing has changed then. */
  readonly begin: () => Promise<PracticeNow>;
  readonly end: () => void;
}
