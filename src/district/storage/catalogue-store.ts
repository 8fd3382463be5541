import type { Instant } from '../../domain/base/wall-time.ts';

/** `published` and `dropped` are ends; of the others there is at most one. */
type DraftState = 'editing' | 'submitted' | 'approved' | 'published' | 'dropped';

/** What the office works on before it is a catalogue. */
export interface CatalogueDraftRow {
  readonly draftId: string;
  readonly state: DraftState;
  /** The version that it was begun from. */
  readonly baseVersion: number;
  /** Counts every change, so that nobody saves over what another has saved. */
  readonly revision: number;
  /** The catalogue as JSON, of a shape that this release knows whole. */
  readonly payload: string;
  /** Who has had a hand in it: none of them approves it. */
  readonly authors: readonly string[];
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  /** Why it was given back, last. */
  readonly comment: string | null;
  readonly publishedVersion: number | null;
}

/** A catalogue that the district has had: who put it in, and whether it was taken back before its day. */
export interface PublicationRow {
  readonly version: number;
  readonly storedAt: Instant;
  /** Null for one that the district was started with. */
  readonly publishedBy: string | null;
  /** Null for one that was no draft of this district. */
  readonly approvedBy: string | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
}

/** May be read within a transaction or without. */
export interface CatalogueReads {
  /** The draft that is worked on; null where there is none. */
  openDraft(): Promise<CatalogueDraftRow | null>;
  /** The newest first. */
  publications(): Promise<readonly PublicationRow[]>;
}

export interface CatalogueWrites {
  /** Changes of the draft come one after the other from here on. */
  lockDrafts(): Promise<void>;
  putDraft(row: CatalogueDraftRow): Promise<void>;
  /** Changes what is given of a version that is there. */
  notePublication(
    version: number,
    change: Partial<Omit<PublicationRow, 'version' | 'storedAt'>>,
  ): Promise<void>;
}
