import type { Instant } from '../../domain/base/wall-time.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { Settlement } from '../../protocol/wire-reports.ts';
import type { EntryRef } from './store-rows.ts';

/** The last entry of a page, and when it was recorded. */
export interface UsesCursor extends EntryRef {
  readonly at: Instant;
}

interface UsesQuery {
  /** The first instant that is in, and the first that is out. */
  readonly fromMs: Instant;
  readonly toMs: Instant;
  /** Absent for all sites. */
  readonly siteId?: string | undefined;
  /** Null for the first page. */
  readonly after: UsesCursor | null;
  readonly limit: number;
}

export interface SettlementRow {
  readonly siteId: string;
  /** `2026-11` */
  readonly month: string;
  /** From 1: each reopening makes another, and keeps those before. */
  readonly number: number;
  readonly closedAt: Instant;
  readonly content: Settlement;
  readonly reopenedAt: Instant | null;
  readonly reopenedNote: string | null;
}

export interface CatalogueRow {
  readonly version: number;
  /** The signed file, as it is. */
  readonly text: string;
  readonly storedAt: Instant;
}

/** May be read within a transaction or without. */
export interface ReportReads {
  /**
   * Uses, openings of records and admissions that stand, in the order of their recording: nobody took them back, and
   * they are not in quarantine. A void that is in quarantine takes nothing back. Merged uses of forks are not among them.
   */
  usesRecorded(query: UsesQuery): Promise<readonly JournalEntry[]>;
  /**
   * Closings of desks and what takes them back, by journal and in its order, at most `limit`. None that is in
   * quarantine is among them.
   */
  closingEntries(query: {
    readonly fromMs: Instant;
    readonly toMs: Instant;
    readonly limit: number;
  }): Promise<readonly JournalEntry[]>;
  /** All settlements of a site's month, the first one first. */
  settlements(siteId: string, month: string): Promise<readonly SettlementRow[]>;
  /** Null for a version that the district never had. */
  catalogueRow(version: number): Promise<CatalogueRow | null>;
  /** The versions that the district has had, the newest first. */
  catalogueVersions(): Promise<readonly number[]>;
}

export interface ReportWrites {
  /** Adds a settlement, or notes that it was reopened. */
  putSettlement(row: SettlementRow): Promise<void>;
  /** False if that version is there already; it then stays as it is. */
  insertCatalogue(row: CatalogueRow): Promise<boolean>;
}
