import { Dexie, type Table } from 'dexie';
import type { RosterMark, SignedTextName } from '../app/ports.ts';
import type { UseBody } from '../domain/journal-entry.ts';
import type { SignedText } from '../domain/signed-text.ts';
import type { Instant, WallDate } from '../domain/wall-time.ts';

const DATABASE_NAME = 'kiosk';

/** One card of one generation: a pseudonym and a sealed box, nothing that can be read. */
export interface CardRow {
  readonly generation: number;
  readonly cardRef: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly box: ArrayBuffer;
}

/** Which generation serves, and up to where it is. */
export interface RosterPointer {
  readonly name: 'roster';
  /** The generation that `find` reads; 0 before the first snapshot, when there is none. */
  readonly serving: number;
  /** The generation that a snapshot is loading into; null for none. */
  readonly staging: number | null;
  /** Grows only, so that no generation is ever used twice. */
  readonly lastGeneration: number;
  readonly mark: RosterMark | null;
  /** True where a row proved unreadable: the mark's cursor counts no longer. */
  readonly isDamaged: boolean;
  readonly cards: number;
  /** Of the keys that the rows were sealed with; other keys mean another enrolment. */
  readonly keyFingerprint: string;
}

interface CatalogueRow {
  readonly name: 'catalogue';
  readonly file: string;
}

interface SignedTextRow {
  readonly name: SignedTextName;
  readonly signed: SignedText;
}

interface UsesHeadRow {
  readonly name: 'uses';
  readonly journalId: string;
  readonly seq: number;
}

/** A use of the journal as the counters need it. `cardRef` is the journal's own pseudonym. */
export interface UseRow {
  readonly seq: number;
  readonly siteId: string;
  readonly recordedAt: Instant;
  readonly recordedOn: WallDate;
  /** The day that the use is for. */
  readonly date: WallDate;
  readonly cardRef: string;
  readonly body: UseBody;
  readonly voidedBySeq: number | null;
}

export interface Database {
  readonly dexie: Dexie;
  readonly cards: Table<CardRow, [number, string]>;
  readonly roster: Table<RosterPointer, 'roster'>;
  readonly catalogue: Table<CatalogueRow, 'catalogue'>;
  readonly signedTexts: Table<SignedTextRow, SignedTextName>;
  readonly usesHead: Table<UsesHeadRow, 'uses'>;
  readonly uses: Table<UseRow, number>;
}

/** For a browser nothing is needed; tests bring their own factory, and the key ranges that go with it. */
export interface IndexedDbOptions {
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

/**
 * The one database of the kiosk. Everything in it can be had again: the roster and the catalogue from the
 * district, the counters from the journal. Commits reach the disk before they are reported, because a
 * mark that survives a power cut without its rows would hide cards for good.
 */
export function databaseOf(options: IndexedDbOptions): Database {
  const dexie = new Dexie(DATABASE_NAME, {
    ...options,
    chromeTransactionDurability: 'strict',
    cache: 'disabled',
  });
  dexie.version(1).stores({
    cards: '[generation+cardRef]',
    roster: 'name',
    catalogue: 'name',
    usesHead: 'name',
    uses: 'seq, cardRef, [siteId+date], [siteId+recordedOn]',
  });
  dexie.version(2).stores({ signedTexts: 'name' });
  return {
    dexie,
    cards: dexie.table('cards'),
    roster: dexie.table('roster'),
    catalogue: dexie.table('catalogue'),
    signedTexts: dexie.table('signedTexts'),
    usesHead: dexie.table('usesHead'),
    uses: dexie.table('uses'),
  };
}
