/** A desk in practice. */
export interface PracticeNow {
  /** The number of an entry of this practice. */
  readonly numberOf: (seq: number) => string;
}

/** Takes the place of the real work, and gives it back. */
export interface PracticeSwitch {
  /** From then on all is practice. Rejects if it cannot be loaded, and then nothing has changed. */
  readonly begin: () => Promise<PracticeNow>;
  readonly end: () => void;
}
