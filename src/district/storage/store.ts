import type { Instant, WallDate } from '../../domain/base/wall-time.ts';
import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { LeaseSlot } from '../../domain/shared/lease.ts';
import type { RightKey } from '../../domain/shared/right.ts';
import type {
  Book,
  CardRow,
  CaseKind,
  CaseRow,
  CodeRow,
  CountedUse,
  DenyListRow,
  DistrictIdentity,
  EntryRef,
  KioskRow,
  LeaseRow,
  OwnedHead,
  QuarantineCounts,
  QuarantinedRow,
  QuarantineOutcome,
  QuarantineReason,
  Receipt,
  RightRow,
  SharerRow,
} from './store-rows.ts';

/**
 * Where the district keeps its data: small typed operations, no rules. One contract suite runs over the SQL
 * and the memory implementation.
 */
export interface DistrictStore {
  /** Which storage answers, as `/v1/health` tells it. */
  readonly kind: 'pglite' | 'postgresql' | 'memory';
  /**
   * Runs `work` in one commit: all of it, or nothing where it throws; an ordinary answer commits, a refusal
   * too. Transactions that lock the same row come one after the other. `work` awaits nothing but the
   * operations it is given and must not keep them.
   */
  transaction<T>(work: (writes: DistrictWrites) => Promise<T>): Promise<T>;
  /** Reads what is committed; two reads may see two states. */
  read<T>(work: (reads: DistrictReads) => Promise<T>): Promise<T>;
}

/** What may be read, within a transaction or without. */
export interface DistrictReads {
  identity(): Promise<DistrictIdentity>;
  /** The code with this selector that is neither used nor expired; null where there is none. */
  codeInForce(selector: string, now: Instant): Promise<CodeRow | null>;
  /** The tries of a source that are remembered; null for none. */
  triesOf(source: string): Promise<{ readonly tries: number; readonly since: Instant } | null>;
  kioskById(kioskId: string): Promise<KioskRow | null>;
  /** The kiosk that a journal belongs to now. */
  kioskOfJournal(journalId: string): Promise<KioskRow | null>;
  /** Entries of a journal with `seq >= fromSeq` in order, at most `limit`. */
  entriesFrom(journalId: string, fromSeq: number, limit: number): Promise<readonly JournalEntry[]>;
  /** The kiosks that a journal has ever belonged to, by id: each enrolment of its device made another. */
  kioskIdsOfJournal(journalId: string): Promise<readonly string[]>;
  /** The journals that are this kiosk's now. */
  journalIdsOf(kioskId: string): Promise<readonly string[]>;
  /** How many journals have ever belonged to a kiosk. */
  countJournalsOf(kioskId: string): Promise<number>;
  /** Entries of a journal that take back one of these. */
  voidsOf(journalId: string, voidedSeqs: readonly number[]): Promise<readonly JournalEntry[]>;
  /** What of a journal is held aside for this reason, in the order of `seq`. */
  quarantined(journalId: string, reason: QuarantineReason): Promise<readonly QuarantinedRow[]>;
  /** How many entries `quarantined` would return, by the decision of the office. */
  quarantineCounts(journalId: string, reason: QuarantineReason): Promise<QuarantineCounts>;
  /** True where quarantine holds the entry of this hash. */
  isQuarantined(entry: EntryRef & { readonly hash: string }): Promise<boolean>;
  /** Uses of these cards, of any item. */
  usesOfCards(cardRefs: readonly string[]): Promise<readonly CountedUse[]>;
  /** Uses of these slots, of any card. */
  usesOfSlots(slots: readonly LeaseSlot[]): Promise<readonly CountedUse[]>;
  /** Leases of a site from a day on, granted or not. */
  leasesOfSite(siteId: string, fromDate: WallDate): Promise<readonly LeaseRow[]>;
  leasesOfJournal(journalId: string, fromDate: WallDate): Promise<readonly LeaseRow[]>;
  sharersOf(siteId: string): Promise<readonly SharerRow[]>;
  rights(keys: readonly RightKey[]): Promise<readonly RightRow[]>;
  /** Rights in the order of their last change. */
  rightsAfter(position: number, limit: number): Promise<readonly RightRow[]>;
  book(): Promise<Book>;
  caseByKey(key: string): Promise<CaseRow | null>;
  caseById(caseId: string): Promise<CaseRow | null>;
  /** Newest change first; of one kind where it is named. */
  cases(query: {
    readonly open: boolean;
    readonly limit: number;
    readonly kind?: CaseKind;
  }): Promise<readonly CaseRow[]>;
  rosterHead(): Promise<number>;
  /** Cards in the order of their last change; of removed ones only those removed after `begun`. */
  cardsAfter(from: {
    readonly position: number;
    readonly begun: number;
    readonly limit: number;
  }): Promise<readonly CardRow[]>;
  cardsByNumber(cardNumbers: readonly string[]): Promise<readonly CardRow[]>;
  /** The records of these pseudonyms; removed and unknown cards are left out. */
  recordsByRef(cardRefs: readonly string[]): Promise<ReadonlyMap<string, RosterRecord>>;
  countCards(): Promise<number>;
  denyList(): Promise<DenyListRow>;
}

/** What a transaction may do. What `lock…` answers stays as it is until the commit. */
export interface DistrictWrites extends DistrictReads {
  setEpoch(epoch: string, rolledAt: Instant): Promise<void>;

  dropCodesBefore(expiredBefore: Instant): Promise<void>;
  /** False where the code is there already. */
  insertCode(row: CodeRow): Promise<boolean>;
  lockCode(codeHash: string): Promise<CodeRow | null>;
  /** One more wrong try at this code. */
  countWrongCode(codeHash: string): Promise<void>;
  markCodeUsed(codeHash: string, usedAt: Instant): Promise<void>;
  dropTriesBefore(since: Instant): Promise<void>;
  /** Counts one more try of a source, up to `triesMax`; the row stays locked. */
  countTry(
    source: string,
    now: Instant,
    triesMax: number,
  ): Promise<{ readonly tries: number; readonly since: Instant }>;
  clearTries(source: string): Promise<void>;

  /** All kiosks there are and were; none is added meanwhile. */
  lockKiosks(): Promise<readonly KioskRow[]>;
  insertKiosk(row: KioskRow): Promise<void>;
  /** False where there is no such active kiosk. */
  revokeKiosk(kioskId: string, at: Instant): Promise<boolean>;
  /** The kiosk, which stays as it is until the commit; null where there is none. */
  lockKiosk(kioskId: string): Promise<KioskRow | null>;
  /** The first time counts. */
  markRevocationTold(kioskId: string, at: Instant): Promise<void>;
  /** Makes a journal the kiosk's own, beginning it where it is new. */
  giveJournal(journalId: string, kioskId: string): Promise<void>;
  /** Begins a journal where there is none; one that is there stays whose it is. */
  beginJournal(journalId: string, kioskId: string): Promise<void>;

  /** Where a journal stands and whose it is; null where there is none. */
  lockJournal(journalId: string): Promise<OwnedHead | null>;
  /** Appends entries that follow the head, and moves the head. */
  appendEntries(entries: readonly JournalEntry[], receipt: Receipt): Promise<void>;
  /** Holds entries aside; the same one twice is kept once. */
  quarantine(entries: readonly JournalEntry[], receipt: Receipt, reason: QuarantineReason): Promise<void>;
  /** An officer has decided on everything of a journal that is held aside for this reason and still undecided. */
  settleQuarantine(
    held: { readonly journalId: string; readonly reason: QuarantineReason },
    outcome: Exclude<QuarantineOutcome, null>,
  ): Promise<void>;

  insertUses(uses: readonly CountedUse[]): Promise<void>;
  /** The use that was there; null where none was. */
  removeUse(ref: EntryRef): Promise<CountedUse | null>;

  /** Whoever gives out leases, rights or cases holds this lock, so that all of that has one order. */
  lockBook(): Promise<Book>;
  saveBook(book: Book): Promise<void>;
  putLeases(rows: readonly LeaseRow[]): Promise<void>;
  putSharer(row: SharerRow): Promise<void>;
  /** A kiosk is one desk: its journal shares the courts of no other site. */
  dropSharers(drop: { readonly journalId: string; readonly keepSiteId: string }): Promise<void>;
  putRights(rows: readonly RightRow[]): Promise<void>;
  putCase(row: CaseRow): Promise<void>;

  /** Positions are given under this lock, hence in commit order. */
  lockRosterHead(): Promise<number>;
  saveRosterHead(position: number): Promise<void>;
  putCards(rows: readonly CardRow[]): Promise<void>;
  /** False where the card is not on the roster. */
  removeCard(cardNumber: string, position: number): Promise<boolean>;

  lockDenyList(): Promise<DenyListRow>;
  saveDenyList(row: DenyListRow): Promise<void>;
}
