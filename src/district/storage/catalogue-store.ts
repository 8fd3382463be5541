import type { Instant } from '../../domain/base/wall-time.ts';
import type { CatalogueDraft } from '../../protocol/wire-drafts.ts';

/** What the office works on before it is a catalogue. At most one draft is open. */
export interface CatalogueDraftRow {
  readonly draftId: string;
  readonly state: CatalogueDraft['state'];
  /** The version that it was begun from. */
  readonly baseVersion: number;
  /** Counts every change, so that nobody saves over what another has saved. */
  readonly revision: number;
  /** The catalogue as JSON, of a shape that this release knows whole. */
  readonly payload: string;
  /** The officers who had a hand in it, none of whom may approve it. */
  readonly authors: readonly string[];
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  /** The reason for which it was given back last. */
  readonly comment: string | null;
  readonly publishedVersion: number | null;
}

/** True as long as a step may be taken. */
export function isOpen({ state }: Pick<CatalogueDraftRow, 'state'>): boolean {
  return state !== 'published' && state !== 'dropped';
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
  /** The draft that is worked on; null if there is none. */
  openDraft(): Promise<CatalogueDraftRow | null>;
  /** The newest first. */
  publications(): Promise<readonly PublicationRow[]>;
}

export interface CatalogueWrites {
  /** Changes of the draft come one after the other from here on. */
  lockDrafts(): Promise<void>;
  putDraft(row: CatalogueDraftRow): Promise<void>;
  /** Changes the fields that are given. A version that the district does not have stays absent. */
  notePublication(
    version: number,
    change: Partial<Omit<PublicationRow, 'version' | 'storedAt'>>,
  ): Promise<void>;
}
