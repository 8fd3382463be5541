import type { Instant, WallDate, WallMinute } from '../../domain/base/wall-time.ts';
import type { ChangeReason } from '../../domain/card/change-reason.ts';
import type { DeniedCard } from '../../domain/card/deny-list.ts';
import type { Person } from '../../domain/card/family.ts';
import type { Replacement } from '../../domain/card/replacement.ts';
import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { CourtStretch } from '../../domain/shared/lease.ts';
import type { PublicStretch } from '../../domain/shared/public-stretch.ts';
import type { RightKey } from '../../domain/shared/right.ts';
import type { DiscrepancyHow } from '../../protocol/wire-limits.ts';

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

/** An entry of a kind that no release of the district has known so far, and the kiosk that brought it. */
export interface NewerRow {
  readonly entry: JournalEntry;
  readonly kioskId: string;
}

/** A denied card, and whether its status on the roster alone put it on the list; kiosks are not told. */
export type DeniedRow = DeniedCard & { readonly isByStatus?: true };

/** The denied cards, and the serial of their last change. */
export interface DenyListRow {
  readonly serial: number;
  readonly cards: readonly DeniedRow[];
}

export interface CodeRow {
  readonly codeHash: string;
  /** `selectorOf` the code; no two codes in force have the same. */
  readonly selector: string;
  /** Wrong codes with this selector while it was in force. */
  readonly wrongTries: number;
  /** Null if the office has not named it. */
  readonly kioskName: string | null;
  readonly siteIds: readonly string[];
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

export interface KioskRow {
  readonly kioskId: string;
  readonly name: string;
  /** Before the numbers of its slips; null for none, as before there were any. */
  readonly shortName: string | null;
  readonly siteIds: readonly string[];
  /** Ed25519 key of the device, 64 hexadecimal digits; empty if it was enrolled before devices had keys. */
  readonly publicKeyHex: string;
  readonly enrolledAt: Instant;
  readonly revokedAt: Instant | null;
  /** When a receipt first told the device so: what it brings from then on goes to quarantine. */
  readonly revocationToldAt: Instant | null;
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
  readonly person: Person;
  readonly quantity: number;
  /** The day of the use, not of its recording. */
  readonly date: WallDate;
  /** By number; empty if none is named. */
  readonly courts: readonly number[];
  /** Null for what takes no stretch of time, and for what a release before resources counted. */
  readonly span: { readonly start: WallMinute; readonly minutes: number } | null;
  /** False if nobody came: its courts are free again, and it counts for its card. */
  readonly takesPlace: boolean;
  /** The journal that gave these courts: another than its own where it was moved from another desk. */
  readonly givenBy: string;
}

/** A stretch that the venue has given to the public, and the entry that said so first. */
export interface PublicStretchRow extends PublicStretch {
  readonly entry: EntryRef;
}

/** One court of a resource on one day. */
export interface CourtDay {
  readonly siteId: string;
  readonly resourceId: string;
  readonly date: WallDate;
  readonly court: number;
}

/** A stretch of one court's day, and which journal may give it away. No two stretches of a day overlap. */
export interface LeaseRow extends CourtStretch {
  /** The journal that holds it; null for none. */
  readonly holder: string | null;
  /** The serial of the last grant; it grows with every grant of the district. */
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
  /** False for a kiosk of a release before resources: it gives courts of slots alone. */
  readonly isByStretch: boolean;
}

/** Counters that every transaction locks which gives out leases, rights or discrepancies. */
export interface Book {
  /** The serial of the last lease that was granted. */
  readonly serial: number;
  /** The position of the last change of a right or a record. */
  readonly position: number;
}

/** A right that several sites give, and that a card has a few times a year. */
export interface RightRow extends RightKey {
  /** The site that the holder chose. */
  readonly siteId: string;
  /** The use that consumed it; null while it is open. */
  readonly usedBy: EntryRef | null;
  readonly position: number;
}

/** What officers look into. `Discrepancy` has the same kinds on the wire. */
export type DiscrepancyKind =
  | 'court-collision'
  | 'right-elsewhere'
  | 'limit-exceeded'
  | 'request-refused'
  /** A court is wanted on a day that no kiosk leases yet: the office answers. */
  | 'court-requested'
  | 'journal-fork'
  /** Steps of one record that do not follow from each other, as of two desks that made them while apart. */
  | 'record-collision'
  /** Two kiosks opened matters of one hall under one 办件编号. */
  | 'matter-number'
  /** Two kiosks gave two holders one number of a venue. */
  | 'pass-number'
  | MismatchKind
  /** In quarantine: a kiosk brought it after it was told that it is revoked. */
  | 'revoked-kiosk'
  /** A kiosk wanted to begin more journals than a kiosk may have. */
  | 'too-many-journals';

/** How an entry may not fit who wrote it, or what may be recorded at all. It is held and counts anyway. */
export type MismatchKind =
  /** It names an enrolment that this district does not know: lost with a backup, or of another district. */
  | 'unknown-enrolment'
  /** It names the enrolment of a kiosk that this journal never belonged to. */
  | 'foreign-enrolment'
  /** The enrolment is for other sites. */
  | 'foreign-site'
  /** The catalogue has no such site. */
  | 'unknown-site'
  /** That site has no such item. */
  | 'unknown-item'
  /** No desk records such a use of this item: too many, too long, for whom it is not, dearer than its list price. */
  | 'implausible-use'
  /** It names a catalogue that is newer than the district's. */
  | 'unknown-catalogue'
  /** It takes back what is no use. */
  | 'void-of-nothing'
  /** The catalogue that it names does not give this amount. */
  | 'wrong-amount';

/** What an officer must look into. Nothing follows from it by machine: the holder is never billed. */
export interface DiscrepancyRow {
  readonly discrepancyId: string;
  /** The same matter has the same key: a second finding joins the first. */
  readonly key: string;
  readonly kind: DiscrepancyKind;
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

/** What an officer has said of a discrepancy, or decided. */
export interface DiscrepancyWordRow {
  readonly discrepancyId: string;
  readonly at: Instant;
  readonly officer: string;
  readonly how: DiscrepancyHow;
  readonly note: string;
  readonly asked: string | null;
}

/** `record` is null for a removed card: a tombstone for those who still hold it. */
export interface CardRow {
  readonly cardNumber: string;
  readonly cardRef: string;
  readonly position: number;
  readonly record: RosterRecord | null;
  /** 层次, in the words of the office; null for none. No desk is told. */
  readonly tier: string | null;
}

/** A card that took the place of others, and the position on the roster that it had then. */
export interface ReplacementRow extends Replacement {
  readonly position: number;
}

/** A cardholder as the office has them: what desks are told, and what they are not. */
export interface Cardholder {
  readonly record: RosterRecord;
  readonly tier: string | null;
}

/** One change of a card by the office: what it was, and what it became. */
export interface CardChangeRow {
  /** The position on the roster that the change gave the card: where the card still has it, nothing changed since. */
  readonly position: number;
  readonly cardNumber: string;
  readonly at: Instant;
  /** A name, or `office`. */
  readonly officer: string;
  /** The import that made it; null for a change by itself, and for one that took an import back. */
  readonly importId: string | null;
  /** Where the card stood in the file, also of an import that was taken back; null for a change by itself. */
  readonly fileRow: number | null;
  /** The card that took its place, or whose place it took; null for none. */
  readonly otherCard: string | null;
  /** Null if the card was not on the roster. */
  readonly before: Cardholder | null;
  /** Null if it was taken off. */
  readonly after: Cardholder | null;
  /** Null if nobody said why, as for a list that was imported. */
  readonly reason: ChangeReason | null;
}

/** That an office saw the consent of a guardian for the children of a holder, or takes that back. */
export interface ConsentRow {
  readonly cardNumber: string;
  /** Counts from 1 for each card. */
  readonly place: number;
  readonly at: Instant;
  readonly officer: string;
  /** The day on which it was seen; null takes back what was noted before. */
  readonly seenOn: WallDate | null;
  /** How many children there were then. */
  readonly children: number;
}

export type CardUseState =
  | 'counts'
  | 'taken-back'
  | 'quarantined'
  | 'cancelled'
  | 'missed'
  | 'returned'
  | 'collided';

/** A use of a card as its journal has it. */
export interface CardUse extends EntryRef {
  readonly siteId: string;
  readonly itemId: string;
  readonly person: string;
  readonly quantity: number;
  readonly start: WallMinute;
  readonly totalFen: number | null;
  /**
   * `quarantined` counts for nobody until an officer says so; `collided` opened a record that another entry had opened. A
   * booking that was moved is as it is now.
   */
  readonly state: CardUseState;
}

/** A file of cardholders that was taken. */
export interface CardImportRow {
  readonly importId: string;
  readonly at: Instant;
  readonly officer: string;
  readonly fileName: string;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly undoneAt: Instant | null;
  readonly undoneBy: string | null;
}

/** Why an entry is in quarantine: another disk wrote it under the same journal, or a revoked kiosk brought it. */
export type QuarantineReason = 'fork' | 'revoked';

/** What an officer made of what was in quarantine; null while nobody has. */
export type QuarantineOutcome = 'accepted' | 'dismissed' | null;

/**
 * An entry that is in quarantine and counts for nobody. A forked one lies here alone; one of a revoked kiosk
 * also lies in its journal, which goes on.
 */
export interface QuarantinedRow extends Receipt {
  readonly entry: JournalEntry;
  readonly reason: QuarantineReason;
  readonly outcome: QuarantineOutcome;
}

/** How many entries of a journal are in quarantine, by the decision of the office. */
export interface QuarantineCounts {
  readonly waiting: number;
  readonly accepted: number;
  readonly dismissed: number;
}
