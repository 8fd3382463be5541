import type { Instant, WallDate } from '../domain/base/wall-time.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import type { RosterLookup } from '../domain/card/card-record.ts';
import type { CardRef } from '../domain/card/card-ref.ts';
import type { Replacement } from '../domain/card/replacement.ts';
import type { RosterCursor, RosterPageFault } from '../domain/card/roster-page.ts';
import type { UseCounters } from '../domain/decision/decision.ts';
import type { HandoverHolder } from '../domain/handover/handover.ts';
import type { OwnStep } from '../domain/journal/fold/own-rows.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { JournalDraft, JournalEntry } from '../domain/journal/journal-entry.ts';
import type { JournalFault, JournalStatus } from '../domain/journal/journal-state.ts';
import type { NoteKind } from '../domain/notes/note.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import type { SignedText } from '../domain/trust/signed-text.ts';
import type { KeysInUse } from '../domain/trust/signing-key.ts';
import type { LineFault } from '../protocol/line-fault.ts';
import type { CatalogueReply, Cursor, RosterReply, SignedListReply } from '../protocol/wire.ts';
import type { ReplacedPage } from '../protocol/wire-replaced.ts';

/** The one way to read a clock. */
export interface ClockPort {
  now(): Instant;
}

/** Uniform in [0, 1): for jitter alone. */
export type RandomPort = () => number;

/** Monotonic time and one-shot timers: what waits must not depend on a clock that may be set back. */
export interface TimerPort {
  monotonicMs(): number;
  /** Calls back once after the delay; the answer cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

/**
 * Why the cache on this device could not take something. `quota`: no room; `superseded`: another snapshot
 * has begun since; `gap`: entries are missing before these; `other-journal`: counted from another journal;
 * `storage`: the browser's database failed. What was served before is still served.
 */
export interface StoreFault {
  readonly kind: 'quota' | 'superseded' | 'gap' | 'other-journal' | 'storage';
  /** For the technician, small and grey. */
  readonly detail: string;
}

type StoreResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: StoreFault };

/** `damaged`: the row is there and cannot be read; the roster must be loaded again. */
export type RosterAnswer = RosterLookup | { readonly kind: 'damaged' };

export interface RosterState {
  /** Where the next pull goes on; null before the first one finished, or when the rows proved damaged. */
  readonly cursor: RosterCursor | null;
  /** Epoch of the server that gave the cursor. */
  readonly epoch: string | null;
  /** When the roster was last known to be up to date. */
  readonly pulledAt: Instant | null;
  readonly cards: number;
}

/** The cardholders as this kiosk knows them. Readers see one generation, whole. */
export interface RosterPort {
  state(): Promise<RosterState>;
  /** A damaged row also drops the cursor, so that the next round loads a whole snapshot. */
  find(cardNumber: CardNumber): Promise<RosterAnswer>;
  /**
   * The holder's full name; null if the names key is locked or gone, or the card is not on the roster. The
   * caller must record in the journal that the name is shown before it shows it.
   */
  fullNameOf(cardNumber: CardNumber): Promise<string | null>;
  /**
   * Takes signed pages: `snapshot` into a staging generation beside the one that serves, `changes` on top of
   * it from its cursor on. Nothing changes before `finish`; an earlier pull that was not finished is dropped.
   */
  beginPull(kind: RosterPullKind, keys: KeysInUse): Promise<StoreResult<RosterPull>>;
}

/** The way back from pseudonyms, which the roster alone has. */
export interface NumbersPort {
  /** The numbers of cards on the roster by pseudonym, as far as it is small enough to be gone through. */
  numbersBehind(cardRefs: ReadonlySet<CardRef>): Promise<ReadonlyMap<CardRef, CardNumber>>;
}

export type RosterPullKind = 'snapshot' | 'changes';

/** What a page was, once it proved signed and in its place. */
export interface RosterPageTaken {
  /** Where to ask for the next page. */
  readonly cursor: RosterCursor;
  readonly more: boolean;
  /** The district's epoch, and how far its roster was: `replaced` must be known up to there before it serves. */
  readonly epoch: string;
  readonly position: number;
  /** Changes in it. */
  readonly changes: number;
}

/** Pages on their way into the roster. After a first fault it takes nothing more, and nothing has changed. */
export interface RosterPull {
  /** Verifies a page and takes it, off the main thread where there is another. */
  add(
    page: SignedText,
  ): Promise<
    | { readonly ok: true; readonly value: RosterPageTaken }
    | { readonly ok: false; readonly fault: StoreFault | RosterPageFault }
  >;
  /** After the last page: one transaction, cursor included; null when done. `pulledAt`: when it was asked for. */
  finish(pulledAt: Instant): Promise<StoreFault | RosterPageFault | null>;
}

/** Which cards took the place of which, so that their uses count as those of one holder. */
export interface ReplacementsPort {
  /** All cards of the holder of this one, the card itself among them. */
  cardsOf(cardRef: CardRef): Promise<readonly CardRef[]>;
  /** Up to where they are known; null before the first pull. */
  cursor(): Promise<Cursor | null>;
  /** In one transaction; later ones of a card win, and `anew` forgets all that was there. */
  put(
    replaced: readonly Replacement[],
    mark: { readonly cursor: Cursor; readonly anew: boolean },
  ): Promise<StoreFault | null>;
}

/** The signed catalogue file as text, as the district sent it. */
export interface CatalogueFilePort {
  read(): Promise<string | null>;
  write(file: string): Promise<StoreFault | null>;
}

/** Lists that the district signed, as they came; whoever reads one verifies it. */
export interface SignedTextsPort {
  read(name: SignedTextName): Promise<SignedText | null>;
  write(name: SignedTextName, signed: SignedText): Promise<StoreFault | null>;
}

/** `keys`: what the district signs with; `denied`: cards that are refused whatever else is known of them. */
export type SignedTextName = 'keys' | 'denied';

/** Counters and lists derived from the journal; may be dropped and built again from it at any time. */
export interface UsesPort {
  /** The journal and its last entry that is counted in. */
  state(): Promise<{ readonly journalId: string | null; readonly seq: number }>;
  /**
   * Counts entries in, in order and in one transaction; entries already counted in are skipped. After `gap` or
   * `other-journal` nothing was counted: `rebuildUses` mends both.
   */
  add(journalId: string, entries: readonly JournalEntry[]): Promise<StoreFault | null>;
  /**
   * Forgets everything. The next entry that is counted in is the journal's first, or the one after `base` where
   * the journal does not keep its first ones any more.
   */
  clear(base?: { readonly journalId: string; readonly seq: number }): Promise<void>;
  /**
   * True if the counters are exactly those of the own journal up to this entry (its `seq` and `hash`). False if a row
   * was changed or lost, or if the counters come from other entries than the journal has now.
   */
  isSound(lastCounted: Pick<JournalEntry, 'seq' | 'hash'>): Promise<boolean>;
  /**
   * All uses of these cards, which are one holder's, and those at the desk on that day and later: each record as it is
   * now, by the district's feed and by the own entries that it does not name yet.
   */
  countersFor(cardRefs: readonly CardRef[], siteId: string, date: WallDate): Promise<UseCounters>;
  /** The records of the desk for that day, or for all days until another, whichever kiosk opened them. */
  recordsOn(siteId: string, date: WallDate, until?: WallDate): Promise<readonly PresentRecord[]>;
  /** The matters of the hall, or the passes of the venue, with this number, whichever of its kiosks opened them. */
  mattersNumbered(siteId: string, number: string): Promise<readonly PresentRecord[]>;
  /** The numbers between these two that records have or had, as far as this kiosk knows. */
  numbersGiven(ends: { readonly first: string; readonly last: string }): Promise<ReadonlySet<string>>;
  /**
   * The records of the desk that may be due on that day (`src/domain/records/tasks.ts`), and what the cards of the passes
   * among them have: few rows, however many records there are.
   */
  recordsMaybeDue(siteId: string, date: WallDate): Promise<readonly PresentRecord[]>;
  /** Recorded on that wall day at this desk, newest first, each with the record that it opened. */
  recordedOn(siteId: string, date: WallDate): Promise<readonly RecordedUse[]>;
  /** The steps of records and the admissions of that wall day at this desk, newest first. */
  stepsOn(siteId: string, date: WallDate): Promise<readonly OwnStep[]>;
}

export type AppendResult =
  | { readonly ok: true; readonly entry: JournalEntry }
  | { readonly ok: false; readonly fault: Readonly<JournalFault> };

/** The append-only journal of this device. */
export interface JournalPort {
  /** `handover`: who was served, for a site that tells a hospital's own system. */
  append(draft: JournalDraft & { readonly handover?: HandoverHolder }): Promise<AppendResult>;
  status(): Promise<JournalStatus>;
  read(fromSeq: number, limit: number): Promise<readonly JournalEntry[]>;
}

export type LineResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: LineFault };

/** The district as seen from this kiosk; every answer may be a fault, none throws. */
export interface DistrictPort {
  /** One batch of what waits; with nothing waiting it asks for the acknowledged head. */
  push(): Promise<LineResult<JournalStatus>>;
  /** The list of the district's keys, where it has a later serial than `have`. */
  keys(have: number): Promise<LineResult<SignedListReply>>;
  /** The list of denied cards, likewise. */
  denied(have: number): Promise<LineResult<SignedListReply>>;
  rosterPage(cursor: RosterCursor | null): Promise<LineResult<RosterReply>>;
  /** Cards that took the place of others; null if the district is of a release that tells none. */
  replaced(cursor: Cursor | null): Promise<LineResult<ReplacedPage | null>>;
  catalogue(have: number): Promise<LineResult<CatalogueReply>>;
}

/** Why a note was not kept: the sale goes on without it, and says so. */
interface NotePortFault {
  readonly kind:
    | 'disk-full'
    | 'read-only'
    | 'not-permitted'
    | 'storage-gone'
    | 'io'
    | 'too-many'
    | 'not-enrolled';
  readonly detail: string;
}

/** What a clerk writes down of a person: it lies sealed with the host, and no cache has it. */
export interface NotesPort {
  /** Flushed when it answers: only then may an entry name its hash. `endsMs`: `noteEndOf` it. */
  put(note: {
    readonly kind: NoteKind;
    readonly recordId: string;
    readonly siteId: string;
    /** 1 to 500 characters. */
    readonly text: string;
    readonly endsMs: Instant;
  }): Promise<
    | { readonly ok: true; readonly value: { readonly hash: string } }
    | { readonly ok: false; readonly fault: NotePortFault }
  >;
  /** `erased`: it has had its end. `none`: it is not on this device, or cannot be opened here. */
  read(
    hash: string,
  ): Promise<{ readonly kind: 'text'; readonly text: string } | { readonly kind: 'erased' | 'none' }>;
  /** The notes of a record that are on this device, whoever wrote them. */
  list(recordId: string): Promise<
    readonly {
      readonly hash: string;
      readonly kind: string;
      readonly endsMs: Instant;
      readonly isWaiting: boolean;
    }[]
  >;
}

/** Notes on their way: the host sends and takes them, one batch or page a call. */
export interface NotesLine {
  push(): Promise<
    LineResult<
      | { readonly kind: 'pushed'; readonly sent: number; readonly waiting: number; readonly more: boolean }
      | { readonly kind: 'older-district'; readonly waiting: number }
    >
  >;
  pull(): Promise<
    LineResult<
      | { readonly kind: 'pulled'; readonly changes: number; readonly more: boolean }
      | { readonly kind: 'older-district' | 'full' }
      | { readonly kind: 'disk'; readonly detail: string }
    >
  >;
}

/** A clock that remembers: what the age of data is told by. */
export interface MarkedClockPort extends ClockPort {
  /** It is at least this late, by the district and by all that has passed since; no clock setting takes it back. */
  highWaterMs(): Instant;
}

/** `refused`: the list is not signed for this kiosk; `disk`: it counts, and could not be kept. */
export type StaffPulled =
  | { readonly kind: 'adopted' | 'current' | 'older-district' | 'disk' }
  | { readonly kind: 'refused'; readonly detail: string };

/** The list of who may work at the desks: the host keeps it, and the window never sees it. */
export interface StaffLine {
  pull(): Promise<LineResult<StaffPulled>>;
}
