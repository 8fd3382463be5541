import type { Instant } from '../../domain/base/wall-time.ts';

/** A note as the district has it; its key lies elsewhere. */
export interface NoteRow {
  readonly hash: string;
  readonly kind: string;
  readonly recordId: string;
  /** The site of the entry that names it. */
  readonly siteId: string;
  /** As it was sealed, in base64; null once it is erased. */
  readonly sealed: string | null;
  readonly arrivedAt: Instant;
  readonly endsAt: Instant;
  readonly erasedAt: Instant | null;
  /** In the order that leases, rights and records share. */
  readonly position: number;
}

export interface NoteKeyRow {
  readonly hash: string;
  readonly keyHex: string;
  /** A key goes at its end, also where no note is left that it opens. */
  readonly endsAt: Instant;
}

export interface NoteCounts {
  readonly readable: number;
  /** Restored from a backup, and the kiosk has not brought the key again. */
  readonly withoutKey: number;
  readonly erased: number;
}

/** Notes and, apart from all else, their keys. May be read within a transaction or without. */
export interface NoteReads {
  notesByHash(hashes: readonly string[]): Promise<readonly NoteRow[]>;
  /** The keys of these, by hash. */
  noteKeys(hashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Notes of these sites in the order of their last change, the erased ones too. */
  notesAfter(query: {
    readonly position: number;
    readonly siteIds: readonly string[];
    readonly limit: number;
  }): Promise<readonly NoteRow[]>;
  /** Notes that have had their end and are not erased, at most `limit`. */
  dueNotes(now: Instant, limit: number): Promise<readonly NoteRow[]>;
  noteCounts(): Promise<NoteCounts>;
  /** True if something was deleted that the storage has not let go of yet. */
  hasNoteRemains(): Promise<boolean>;
}

export interface NoteWrites {
  putNotes(rows: readonly NoteRow[]): Promise<void>;
  putNoteKeys(rows: readonly NoteKeyRow[]): Promise<void>;
  /** Deletes the keys of these notes, and of every note whose time is over. */
  dropNoteKeys(drop: { readonly hashes: readonly string[]; readonly endedBy: Instant }): Promise<void>;
  /** The storage has let go of what was deleted so far. */
  noteRemainsGone(): Promise<void>;
}

/** What a storage lets go of: `all`, or all but what its write-ahead log keeps until it is written over. */
export type Forgotten = 'all' | 'all-but-log';
