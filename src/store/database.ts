import { Dexie, type Table } from 'dexie';
import type { SignedTextName } from '../app/ports.ts';
import { dueMarkOf } from '../app/record/due-days.ts';
import type { KioskCourts } from '../app/record/holdings.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { Replacement } from '../domain/card/replacement.ts';
import type { OwnStep } from '../domain/journal/fold/own-rows.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { DeskNotice } from '../domain/notices/desk-notice.ts';
import type { FeedRecord } from '../domain/records/present-records.ts';
import type { CardRight } from '../domain/shared/right.ts';
import type { SignedText } from '../domain/trust/signed-text.ts';
import type { RosterMark } from './roster/roster-pull.ts';
import { DATABASE_NAME } from './warm-database.ts';

/**
 * Rows of a generation, or of later changes to it: sealed, and nothing about any card in the key. The directory
 * of a layer of later changes has the index of its first block.
 */
export interface BlockRow {
  readonly generation: number;
  readonly kind: 'facts' | 'names' | 'late-facts' | 'late-names' | 'late-directory';
  readonly index: number;
  readonly box: Uint8Array<ArrayBuffer>;
}

/** What opens a generation. If this row is removed, its keys are gone, and nobody can read what is left on the disk. */
export interface HeadRow {
  readonly generation: number;
  readonly blocks: number;
  /** The generation's own key, sealed with the roster's. */
  readonly factsKeyBox: Uint8Array<ArrayBuffer>;
  /** The same for the names; null if they were off when it was made. */
  readonly namesKeyBox: Uint8Array<ArrayBuffer> | null;
  /** Where each block begins in the order of the keyed hashes, and the filter for unknown cards. */
  readonly directoryBox: Uint8Array<ArrayBuffer>;
}

/** One batch of later changes: blocks from one index to before another, and how many cards are in them. */
export interface LateSpan {
  readonly from: number;
  readonly until: number;
  readonly rows: number;
}

/** Which generation serves, and up to where it is. */
export interface RosterPointer {
  readonly name: 'roster';
  /** The generation that `find` reads; 0 before the first snapshot, when there is none. */
  readonly serving: number;
  /** The generation that a snapshot is loading into; null for none. */
  readonly staging: number | null;
  /** It only grows, so that no generation number is used twice. */
  readonly lastGeneration: number;
  /** Later changes to it, the newest last. */
  readonly late: readonly LateSpan[];
  /** Index of the next block of later changes: grows only, as long as the generation serves. */
  readonly lateNext: number;
  /** True if changes came while the names were locked: their names are missing. */
  readonly lacksNames: boolean;
  readonly mark: RosterMark | null;
  /** True if a block could not be read: the mark's cursor no longer counts. */
  readonly isDamaged: boolean;
  /** Exact after a snapshot; after that a change counts a card as held where the filter does. */
  readonly cards: number;
  /** Names the keys that the blocks were sealed with; other keys mean another enrolment. */
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

/** The feeds whose rows lie in tables of their own. */
export type FeedName = 'rights' | 'records' | 'replaced' | 'notices';

/** What the district has leased to this journal, and how far each feed is pulled. */
type HoldingsRow =
  | { readonly name: 'courts'; readonly courts: KioskCourts }
  /**
   * Only the district can read `cursor`. `known` is which entries the release knew that pulled the records: it passed over
   * what it did not know.
   */
  | { readonly name: FeedName; readonly cursor: string; readonly known?: string };

export interface UsesHeadRow {
  readonly name: 'uses';
  readonly journalId: string;
  readonly seq: number;
  /** The hash of the entry `seq`; null if none is counted in. An earlier version kept neither this nor the sum. */
  readonly hash?: string | null;
  /** The sum of all rows of uses (`uses.ts`): changed or lost rows no longer add up to it. */
  readonly sum?: number;
  /** Entries of kinds that the release which counted them did not know, and what it knew. */
  readonly newer?: { readonly entries: number; readonly known: string };
}

/** A use of the journal as the counters need it: what is looked up by is in columns of its own. */
export interface UseRow extends RecordedUse {
  readonly recordedOn: WallDate;
  /** The day that the use is for. */
  readonly date: WallDate;
  /** The journal's own pseudonym. */
  readonly cardRef: string;
  /** The record that it opens, if it opens one. */
  readonly recordId: string;
}

/** A step of a record, or an admission, that this kiosk wrote. */
export interface StepRow extends OwnStep {
  readonly recordedOn: WallDate;
  readonly recordId: string;
  /** The day that a move is to; other steps have none. */
  readonly date?: WallDate;
}

/** A record of the district's feed. */
export interface RecordRow extends FeedRecord {
  /** The last day that its steps name; rows of which no opening has come have none. */
  readonly date?: WallDate;
  /** The entry that opened it. */
  readonly opener?: string;
  /** The 办件编号 of a matter that has one. */
  readonly number?: string;
  /** The day by which it is found while it may be due; absent for what is over. */
  readonly due?: WallDate;
}

/** A clerk has read a notice here; the district may not know it yet. */
interface NoticeReadRow {
  readonly noticeId: string;
  readonly isTold: 0 | 1;
}

export interface Database {
  readonly dexie: Dexie;
  readonly blocks: Table<BlockRow, [number, BlockRow['kind'], number]>;
  readonly heads: Table<HeadRow, number>;
  readonly roster: Table<RosterPointer, 'roster'>;
  readonly catalogue: Table<CatalogueRow, 'catalogue'>;
  readonly signedTexts: Table<SignedTextRow, SignedTextName>;
  readonly usesHead: Table<UsesHeadRow, 'uses'>;
  readonly holdings: Table<HoldingsRow, HoldingsRow['name']>;
  readonly rights: Table<CardRight, [string, string, string]>;
  readonly replaced: Table<Replacement, string>;
  readonly uses: Table<UseRow, number>;
  readonly steps: Table<StepRow, number>;
  readonly records: Table<RecordRow, string>;
  readonly notices: Table<DeskNotice, string>;
  readonly noticeReads: Table<NoticeReadRow, string>;
}

/** A browser needs nothing here; tests bring their own factory and its key ranges. */
export interface IndexedDbOptions {
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

/**
 * The one database of the kiosk. Everything in it can be rebuilt: the roster and the catalogue from the district, the
 * counters from the journal. Commits reach the disk before they are reported, because a mark that survives a power cut
 * without its rows would hide cards for good.
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
  // Cards lay in rows of their own once; blocks of them take a tenth of the room and the time.
  dexie
    .version(3)
    .stores({ cards: null, blocks: '[generation+kind+index]', heads: 'generation' })
    .upgrade((transaction) => transaction.table('roster').clear());
  dexie.version(4).stores({ holdings: 'name', rights: '[cardRef+itemId+year], cardRef' });
  // Later changes came to lie in layers with directories; a roster from before is loaded again.
  dexie
    .version(5)
    .stores({})
    .upgrade((transaction) => transaction.table('roster').clear());
  // What was counted before there were records is counted again, with the record that each use opens.
  dexie
    .version(6)
    .stores({
      uses: 'seq, cardRef, recordId, [siteId+date], [siteId+recordedOn]',
      steps: 'seq, recordId, date, [siteId+recordedOn]',
      records: 'recordId, cardRef, opener, [siteId+date]',
    })
    .upgrade(async (transaction) => {
      await transaction.table('uses').clear();
      await transaction.table('usesHead').clear();
    });
  dexie.version(7).stores({ replaced: 'cardRef, *replaces' });
  dexie.version(8).stores({ notices: 'noticeId', noticeReads: 'noticeId, isTold' });
  // A matter is found by its 办件编号.
  dexie.version(9).stores({
    uses: 'seq, cardRef, recordId, [siteId+date], [siteId+recordedOn], body.number',
    steps: 'seq, recordId, date, [siteId+recordedOn], body.number',
    records: 'recordId, cardRef, opener, [siteId+date], number',
  });
  // What may be due is found without a look at all that was ever recorded. Rows from before are marked for it and stay: a
  // desk without a line would know the records of no other desk until the district answers again.
  dexie
    .version(10)
    .stores({
      uses: 'seq, cardRef, recordId, [siteId+date], [siteId+recordedOn], body.number, [siteId+body.kind+date], [siteId+body.until]',
      records: 'recordId, cardRef, opener, [siteId+date], number, [siteId+kind+due]',
    })
    .upgrade((transaction) =>
      transaction
        .table<RecordRow, string>('records')
        .toCollection()
        .modify((row, place) => {
          const due = dueMarkOf({ ...row, until: null });
          if (due !== null) place.value = { ...row, due };
        }),
    );
  return {
    dexie,
    blocks: dexie.table('blocks'),
    heads: dexie.table('heads'),
    roster: dexie.table('roster'),
    catalogue: dexie.table('catalogue'),
    signedTexts: dexie.table('signedTexts'),
    usesHead: dexie.table('usesHead'),
    holdings: dexie.table('holdings'),
    rights: dexie.table('rights'),
    replaced: dexie.table('replaced'),
    uses: dexie.table('uses'),
    steps: dexie.table('steps'),
    records: dexie.table('records'),
    notices: dexie.table('notices'),
    noticeReads: dexie.table('noticeReads'),
  };
}
