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
  /** The places in this journal at which an entry may be that nobody was told of, as often as that happened. */
  doubtsOf(journalId: string): readonly number[];
  /** A disk with this journal was copied: it has two futures. */
  forked(journalId: string): void;
  isForked(journalId: string): boolean;
}

export function createOracle(): Oracle {
  const all: Recorded[] = [];
  const doubts = new Map<string, number[]>();
  const forked = new Set<string>();
  return {
    recorded: (device, entry) => void all.push({ device, entry }),
    leftInDoubt(journalId, seq) {
      doubts.set(journalId, [...(doubts.get(journalId) ?? []), seq]);
    },
    all: () => all,
    doubtsOf: (journalId) => doubts.get(journalId) ?? [],
    forked: (journalId) => void forked.add(journalId),
    isForked: (journalId) => forked.has(journalId),
  };
}
