import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { LeaseSlot } from '../../domain/shared/slot-leases.ts';
import type {
  CountedUse,
  EntryRef,
  NewerRow,
  OwnedHead,
  QuarantineCounts,
  QuarantinedRow,
  QuarantineOutcome,
  QuarantineReason,
  Receipt,
} from './store-rows.ts';

/**
 * Entries of journals, what is in quarantine of them, and the uses that they add up to. May be read within a
 * transaction or without.
 */
export interface JournalReads {
  /** Entries of a journal with `seq >= fromSeq` in order, at most `limit`. */
  entriesFrom(journalId: string, fromSeq: number, limit: number): Promise<readonly JournalEntry[]>;
  /** Entries of a journal that take back one of these. */
  voidsOf(journalId: string, voidedSeqs: readonly number[]): Promise<readonly JournalEntry[]>;
  /** The entries of a journal that are in quarantine for this reason, in the order of `seq`. */
  quarantined(journalId: string, reason: QuarantineReason): Promise<readonly QuarantinedRow[]>;
  /** How many entries `quarantined` would return, by the decision of the office. */
  quarantineCounts(journalId: string, reason: QuarantineReason): Promise<QuarantineCounts>;
  /** Entries that count for nobody since no release has known their kind, in order after that one, at most `limit`. */
  newerEntries(after: EntryRef | null, limit: number): Promise<readonly NewerRow[]>;
  /** True if quarantine holds the entry of this hash. */
  isQuarantined(entry: EntryRef & { readonly hash: string }): Promise<boolean>;
  /** Uses of these cards, of any item. */
  usesOfCards(cardRefs: readonly string[]): Promise<readonly CountedUse[]>;
  /** Uses that take a court of these slots, of any card. */
  usesOfSlots(slots: readonly LeaseSlot[]): Promise<readonly CountedUse[]>;
  /** The use that an entry is counted as; null for none. */
  countedUse(ref: EntryRef): Promise<CountedUse | null>;
}

/** The changes that a transaction may make. A row that a `lock…` has read stays as it is until the commit. */
export interface JournalWrites {
  /** Where a journal stands and whose it is; null if there is none. */
  lockJournalRow(journalId: string): Promise<OwnedHead | null>;
  /** Appends entries that follow the head, and moves the head. */
  appendEntries(entries: readonly JournalEntry[], receipt: Receipt): Promise<void>;
  /** Holds entries aside; the same one twice is kept once. */
  quarantine(entries: readonly JournalEntry[], receipt: Receipt, reason: QuarantineReason): Promise<void>;
  /** An officer has decided on everything of a journal that is in quarantine for this reason and still undecided. */
  settleQuarantine(
    held: {
      readonly journalId: string;
      readonly reason: QuarantineReason;
      /** Absent for all that wait. */
      readonly hashes?: readonly string[] | undefined;
    },
    outcome: Exclude<QuarantineOutcome, null>,
  ): Promise<void>;
  /** This release knows them, and they count from now on. */
  markProjected(entries: readonly JournalEntry[]): Promise<void>;
  insertUses(uses: readonly CountedUse[]): Promise<void>;
  /** The use that was there; null if none was. */
  removeUse(ref: EntryRef): Promise<CountedUse | null>;
}
