import type { Instant, WallDate } from '../../domain/base/wall-time.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { RecordKind, RecordState } from '../../domain/records/record.ts';
import type { RecordCase } from '../../domain/records/record-standing.ts';
import type { EntryRef } from './store-rows.ts';

/** A record that is open here: its first opening has come. */
export interface RecordRow {
  readonly recordId: string;
  readonly kind: RecordKind;
  readonly siteId: string;
  /** The item as it is now. */
  readonly itemId: string;
  /** Every item that it has had. */
  readonly itemIds: readonly string[];
  readonly cardRef: string;
  /** The entry that opened it, under the name by which its use is counted. */
  readonly opener: EntryRef;
  /** What its steps add up to. */
  readonly state: RecordState;
  /** The last day of a pass whose opening does not say it. */
  readonly until: WallDate | null;
  /** The last day on which somebody may ask for it; null for no end. */
  readonly endsOn: WallDate | null;
  /** The next day that a matter must not pass; null for none, and for what is no matter. It is listed by that day. */
  readonly dueOn: WallDate | null;
  /** The day by which 办结 was promised for a matter; null if nothing was promised. */
  readonly promisedOn: WallDate | null;
  /** The position of its last change in the order of the book. */
  readonly position: number;
}

/** One entry of a record. It waits if there is no `RecordRow` yet. */
export interface RecordStepRow extends EntryRef {
  readonly recordId: string;
  /** Its place in the order of arrival, from 1; the opening has 0. */
  readonly n: number;
  /** The hash of the entry: the same entry is there once. */
  readonly hash: string;
  /** The desk that wrote it. */
  readonly siteId: string;
  readonly recordedAt: Instant;
  /** As its journal has it. A merged entry names other entries as the district knows them. */
  readonly body: JournalEntry['body'];
}

export interface RecordsQuery {
  readonly after: number;
  readonly limit: number;
  /** The records of these sites. */
  readonly siteIds: readonly string[];
  /** The records of these items at sites beside. */
  readonly elsewhere: readonly { readonly siteId: string; readonly itemIds: readonly string[] }[];
  /** Leaves out what has ended before a day and has not changed since a position. */
  readonly ended: { readonly before: WallDate; readonly upTo: number };
}

/** The records that an office looks at. A field that is null leaves nothing out. */
export interface RecordFilter {
  readonly siteIds: readonly string[] | null;
  readonly kind: RecordKind | null;
  readonly itemId: string | null;
  readonly cardRefs: readonly string[] | null;
  /** The first last day. A record without a last day is left out only if `before` names a day. */
  readonly from: WallDate;
  readonly before: WallDate | null;
  /** The day from which the span of a case is counted. */
  readonly today: WallDate;
}

/** The number of records that a site has in a case. */
export interface RecordCount extends RecordCase {
  readonly siteId: string;
  readonly count: number;
}

/** Records and their steps. May be read within a transaction or without. */
export interface RecordReads {
  records(recordIds: readonly string[]): Promise<readonly RecordRow[]>;
  /** In the order of their last change. */
  recordsAfter(query: RecordsQuery): Promise<readonly RecordRow[]>;
  /** The records that these entries opened. */
  recordsOpenedBy(openers: readonly EntryRef[]): Promise<readonly RecordRow[]>;
  /** All records in the order of their ids, after one of them. */
  recordPage(after: string, limit: number): Promise<readonly RecordRow[]>;
  /** In the order of arrival, of each record those with a lower `n`. */
  stepsOfRecords(recordIds: readonly string[], nMax: number): Promise<readonly RecordStepRow[]>;
  /** How far the steps of each record are counted: the highest `n`. Records without a step are left out. */
  lastStepsOf(recordIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The steps that these entries are. */
  stepsByHash(hashes: readonly string[]): Promise<readonly RecordStepRow[]>;
  /**
   * The steps of these names, except voids: nothing takes a void back, and a merged void is named after the journal of what
   * it takes back, where another entry may have its number.
   */
  stepsByRef(refs: readonly EntryRef[]): Promise<readonly RecordStepRow[]>;
  /** The matters of a site that have this 办件编号, and the passes that have this number. */
  mattersNumbered(siteId: string, number: string): Promise<readonly RecordRow[]>;
  /** The matters that go on, in the order of their ids, after one of them. */
  mattersGoingOn(after: string, limit: number): Promise<readonly RecordRow[]>;
  countSteps(): Promise<number>;
  /** Counts records by site and case, in no order. */
  countRecords(filter: RecordFilter): Promise<readonly RecordCount[]>;
  /** Lists records by their last day. `isBackwards` begins with the latest. Records without a last day come last. */
  listRecords(
    filter: RecordFilter,
    page: { readonly cases: readonly RecordCase[]; readonly limit: number; readonly isBackwards: boolean },
  ): Promise<readonly RecordRow[]>;
  /** Family doctor agreements by their first day, then by their number. Null for the agreements of all sites. */
  agreementsBegun(asked: AgreementsAsked): Promise<readonly RecordRow[]>;
  /** Entries that came before there were records and may belong to one, in order after that one. */
  entriesBeforeRecords(after: EntryRef | null, limit: number): Promise<readonly JournalEntry[]>;
}

/** The agreements whose first day is `from` or later, and before `before`. */
interface AgreementsAsked {
  readonly from: string;
  readonly before: string;
  readonly siteIds: readonly string[] | null;
  readonly limit: number;
}

/** The changes that a transaction may make under the book's lock. */
export interface RecordWrites {
  putRecords(rows: readonly RecordRow[]): Promise<void>;
  /** Adds steps; one whose entry is there already takes its place. */
  putSteps(rows: readonly RecordStepRow[]): Promise<void>;
  /** These entries stand in their records from now on, or belong to none. */
  markInRecords(entries: readonly EntryRef[]): Promise<void>;
}
