import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { RightKey } from '../../domain/shared/right.ts';
import type { LeaseSlot } from '../../domain/shared/slot-leases.ts';
import type { AuditRow } from '../../protocol/wire-office.ts';
import type { ErasureRow } from '../storage/cardholder-store.ts';
import type { CatalogueDraftRow, PublicationRow } from '../storage/catalogue-store.ts';
import type { NoteKeyRow, NoteRow } from '../storage/note-store.ts';
import type { NoticeReadRow, NoticeRow } from '../storage/notice-store.ts';
import type { OfficerRow, TryRow as OfficeTryRow, SessionRow, TokenRow } from '../storage/office-store.ts';
import type { RecordRow, RecordStepRow } from '../storage/record-store.ts';
import type { CatalogueRow, SettlementRow } from '../storage/report-store.ts';
import type { StaffMemberRow } from '../storage/staff-store.ts';
import type {
  Book,
  CardChangeRow,
  CardImportRow,
  CardRow,
  CodeRow,
  ConsentRow,
  CountedUse,
  CourtDay,
  DenyListRow,
  DiscrepancyRow,
  DiscrepancyWordRow,
  DistrictIdentity,
  EntryRef,
  JournalHead,
  KioskRow,
  LeaseRow,
  NewerRow,
  PublicStretchRow,
  QuarantinedRow,
  ReplacementRow,
  RightRow,
  SharerRow,
} from '../storage/store-rows.ts';
import type { BackupNote, KioskStatus } from '../storage/upkeep-store.ts';
import { MemoryLists, MemoryTable, type UndoLog } from './memory-table.ts';

interface JournalRow extends JournalHead {
  readonly journalId: string;
  readonly kioskId: string;
}

interface TryRow {
  readonly tries: number;
  readonly since: number;
}

/** All tables of a district in memory. */
export function memoryTables(undo: UndoLog) {
  return {
    /** One row: `identity`, `book`, `rosterHead` and `denyList` under their names. */
    identity: new MemoryTable<'identity', DistrictIdentity>(undo),
    book: new MemoryTable<'book', Book>(undo),
    rosterHead: new MemoryTable<'position', number>(undo),
    denyList: new MemoryTable<'list', DenyListRow>(undo),
    settlements: new MemoryTable<string, SettlementRow>(undo),
    catalogues: new MemoryTable<number, CatalogueRow>(undo),
    publications: new MemoryTable<number, PublicationRow>(undo),
    drafts: new MemoryTable<string, CatalogueDraftRow>(undo),
    officers: new MemoryTable<string, OfficerRow>(undo),
    sessions: new MemoryTable<string, SessionRow>(undo),
    tokens: new MemoryTable<string, TokenRow>(undo),
    officeTries: new MemoryTable<string, OfficeTryRow>(undo),
    /** When each link ends. */
    firstLinks: new MemoryTable<string, number>(undo),
    /** One list under `log`. */
    audit: new MemoryLists<AuditRow>(undo),
    lastBackup: new MemoryTable<'note', BackupNote>(undo),
    codes: new MemoryTable<string, CodeRow>(undo),
    tries: new MemoryTable<string, TryRow>(undo),
    kiosks: new MemoryTable<string, KioskRow>(undo),
    kioskStatuses: new MemoryTable<string, KioskStatus>(undo),
    revokedReasons: new MemoryTable<string, string>(undo),
    journals: new MemoryTable<string, JournalRow>(undo),
    entries: new MemoryLists<JournalEntry>(undo),
    newer: new MemoryTable<string, NewerRow>(undo),
    journalKiosks: new MemoryTable<string, { readonly journalId: string; readonly kioskId: string }>(undo),
    quarantine: new MemoryTable<string, QuarantinedRow>(undo),
    uses: new MemoryTable<string, CountedUse>(undo),
    usesByCard: new MemoryTable<string, readonly CountedUse[]>(undo),
    usesBySlot: new MemoryTable<string, readonly CountedUse[]>(undo),
    /** The stretches of one day, the same for every court. */
    leases: new MemoryTable<string, readonly LeaseRow[]>(undo),
    publicStretches: new MemoryTable<string, PublicStretchRow>(undo),
    sharers: new MemoryTable<string, SharerRow>(undo),
    rights: new MemoryTable<string, RightRow>(undo),
    discrepancies: new MemoryTable<string, DiscrepancyRow>(undo),
    /** By discrepancy, the first one first. */
    discrepancyWords: new MemoryTable<string, readonly DiscrepancyWordRow[]>(undo),
    notes: new MemoryTable<string, NoteRow>(undo),
    /** No backup has them. */
    noteKeys: new MemoryTable<string, NoteKeyRow>(undo),
    noteRemains: new MemoryTable<'remains', boolean>(undo),
    notices: new MemoryTable<string, NoticeRow>(undo),
    /** By notice and kiosk. */
    noticeReads: new MemoryTable<string, NoticeReadRow>(undo),
    records: new MemoryTable<string, RecordRow>(undo),
    recordByOpener: new MemoryTable<string, string>(undo),
    /** The steps of each record, in their order. */
    steps: new MemoryTable<string, readonly RecordStepRow[]>(undo),
    /** The record of each entry, by its hash and by its name. */
    recordByHash: new MemoryTable<string, string>(undo),
    recordByStep: new MemoryTable<string, string>(undo),
    staff: new MemoryTable<string, StaffMemberRow>(undo),
    signInSites: new MemoryTable<string, string>(undo),
    staffSerial: new MemoryTable<'serial', number>(undo),
    cards: new MemoryTable<string, CardRow>(undo),
    replacements: new MemoryTable<string, ReplacementRow>(undo),
    cardChanges: new MemoryTable<number, CardChangeRow>(undo),
    /** By card, in the order of their places. */
    consents: new MemoryTable<string, readonly ConsentRow[]>(undo),
    cardImports: new MemoryTable<string, CardImportRow>(undo),
    erasures: new MemoryTable<string, ErasureRow>(undo),
    cardNumberByRef: new MemoryTable<string, string>(undo),
  };
}

export type MemoryTables = ReturnType<typeof memoryTables>;

export function entryKeyOf({ journalId, seq }: EntryRef): string {
  return `${journalId}/${seq}`;
}

export function quarantineKeyOf(entry: EntryRef & { readonly hash: string }): string {
  return `${entryKeyOf(entry)}/${entry.hash}`;
}

export function courtDayKeyOf({ siteId, resourceId, date, court }: CourtDay): string {
  return `${siteId}/${resourceId}/${date}/${court}`;
}

export function slotKeyOf({ siteId, itemId, date }: LeaseSlot): string {
  return `${siteId}/${itemId}/${date}`;
}

export function rightKeyOf({ cardRef, itemId, year }: RightKey): string {
  return `${cardRef}/${itemId}/${year}`;
}
