import type { DeniedCard } from '../domain/deny-list.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import type { LeaseSlot } from '../domain/lease.ts';
import type { RightKey } from '../domain/right.ts';
import type { RosterRecord } from '../domain/roster-record.ts';
import type { Instant, WallDate } from '../domain/wall-time.ts';

/** What this district is. */
export interface DistrictIdentity {
  readonly name: string;
  /** Changes when the district was restored from a backup. */
  readonly epoch: string;
  /** When the present epoch began; null for the first one. */
  readonly rolledAt: Instant | null;
  /** Key of `cardRefOf`. */
  readonly cardRefKeyHex: string;
  /** Salt of the hashes of enrolment codes. */
  readonly codeSaltHex: string;
}

/** The denied cards, and the serial of their last change. */
export interface DenyListRow {
  readonly serial: number;
  readonly cards: readonly DeniedCard[];
}

export interface CodeRow {
  readonly codeHash: string;
  readonly kioskName: string;
  readonly siteIds: readonly string[];
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

export interface KioskRow {
  readonly kioskId: string;
  readonly name: string;
  readonly siteIds: readonly string[];
  /** Ed25519 key of the device, 64 hexadecimal digits; empty where it was enrolled before devices had keys. */
  readonly publicKeyHex: string;
  readonly enrolledAt: Instant;
  readonly revokedAt: Instant | null;
}

/** The last entry of a journal that the district holds without a gap. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

/** The head of a journal and the kiosk that it belongs to. */
export interface OwnedHead extends JournalHead {
  readonly kioskId: string;
}

/** Who brought entries, and when. */
export interface Receipt {
  readonly kioskId: string;
  readonly receivedAt: Instant;
}

/** Where an entry is found again. */
export interface EntryRef {
  readonly journalId: string;
  readonly seq: number;
}

/** A recorded use that was not taken back, as the limits count it. */
export interface CountedUse extends EntryRef {
  readonly cardRef: string;
  readonly siteId: string;
  readonly itemId: string;
  readonly person: 'holder' | 'spouse' | 'child';
  readonly quantity: number;
  /** The day of the use, not of its recording. */
  readonly date: WallDate;
  /** The courts of a slot; empty where none is named. */
  readonly courts: readonly number[];
}

/** One court of one slot, and which journal may give it away. */
export interface LeaseRow extends LeaseSlot {
  readonly court: number;
  /** The journal that holds it; null for none. */
  readonly holder: string | null;
  /** Of the last grant; grows with every grant of the district. */
  readonly serial: number;
  /** The journal that it goes to once the holder has given it back; null for none. */
  readonly wantedBy: string | null;
  /** A clerk asked for it: the sharing out leaves it to its holder, or to who wants it. */
  readonly claimed: boolean;
}

/** A journal that has asked for courts of a site, and so shares them. */
export interface SharerRow {
  readonly journalId: string;
  readonly siteId: string;
  readonly askedAt: Instant;
  /** In which it has last told what it holds. */
  readonly epoch: string;
}

/** Counters that are locked by whoever gives out leases, rights or cases. */
export interface Book {
  /** Of the last lease granted. */
  readonly serial: number;
  /** Of the last change of a right. */
  readonly position: number;
}

/** A right that several sites give and a card has so many times a year. */
export interface RightRow extends RightKey {
  /** The site that the holder chose. */
  readonly siteId: string;
  /** The use that consumed it; null while it is open. */
  readonly usedBy: EntryRef | null;
  readonly position: number;
}

export type CaseKind =
  | 'court-collision'
  | 'right-elsewhere'
  | 'limit-exceeded'
  | 'request-refused'
  | 'journal-fork';

/** What an officer must look into. Nothing follows from it by machine: the holder is never billed. */
export interface CaseRow {
  readonly caseId: string;
  /** The same matter has the same key: a second finding joins the first. */
  readonly key: string;
  readonly kind: CaseKind;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly subject: {
    readonly siteId: string;
    readonly itemId: string | null;
    readonly cardRef: string | null;
    readonly date: WallDate | null;
    readonly court: number | null;
  };
  /** The entries of both sides. */
  readonly entries: readonly EntryRef[];
  readonly closedAt: Instant | null;
  readonly closedNote: string | null;
}

/** `record` is null for a removed card: a tombstone for those who still hold it. */
export interface CardRow {
  readonly cardNumber: string;
  readonly cardRef: string;
  readonly position: number;
  readonly record: RosterRecord | null;
}

export interface ForkedRow extends Receipt {
  readonly entry: JournalEntry;
}
