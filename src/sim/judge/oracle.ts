import type { JournalEntry } from '../../domain/journal/journal-entry.ts';

/** One entry that a kiosk's screen called recorded. */
interface Recorded {
  readonly device: string;
  readonly entry: JournalEntry;
}

/** What really happened at the desks, told by those who stood there. */
export interface Oracle {
  recorded(device: string, entry: JournalEntry): void;
  /** The process ended before it answered: the entry may be there, once, or not. */
  leftInDoubt(journalId: string, seq: number): void;
  all(): readonly Recorded[];
  /**
   * The places in this journal where an entry may stand that was never reported as recorded; each place as often as
   * that happened.
   */
  doubtsOf(journalId: string): readonly number[];
  /** A disk with this journal was copied, or a hand has edited it: it has two futures. */
  forked(journalId: string): void;
  isForked(journalId: string): boolean;
  /** Somebody took entries out of the journal on a disk by hand, and put others in their place. */
  editedByHand(
    journalId: string,
    edit: { readonly destroyed: readonly JournalEntry[]; readonly forged: readonly JournalEntry[] },
  ): void;
  /** The journals that a hand has edited. */
  edited(): readonly string[];
  /** True if a hand has taken this very entry from a disk: it need not arrive. */
  isDestroyed(hash: string): boolean;
  /** True if a hand has made this very entry. */
  isForged(hash: string): boolean;
}

export function createOracle(): Oracle {
  const all: Recorded[] = [];
  const doubts = new Map<string, number[]>();
  const forked = new Set<string>();
  const edited = new Set<string>();
  const destroyed = new Set<string>();
  const forged = new Set<string>();
  return {
    recorded: (device, entry) => void all.push({ device, entry }),
    leftInDoubt(journalId, seq) {
      doubts.set(journalId, [...(doubts.get(journalId) ?? []), seq]);
    },
    all: () => all,
    doubtsOf: (journalId) => doubts.get(journalId) ?? [],
    forked: (journalId) => void forked.add(journalId),
    isForked: (journalId) => forked.has(journalId),
    editedByHand(journalId, edit) {
      forked.add(journalId);
      edited.add(journalId);
      for (const { hash } of edit.destroyed) destroyed.add(hash);
      for (const { hash } of edit.forged) forged.add(hash);
    },
    edited: () => [...edited],
    isDestroyed: (hash) => destroyed.has(hash),
    isForged: (hash) => forged.has(hash),
  };
}
