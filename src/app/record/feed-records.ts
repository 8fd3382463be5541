import type { FeedRecord } from '../../domain/records/present-records.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { RecordsPage } from '../../protocol/wire-records.ts';
import type { LineResult, StoreFault } from '../ports.ts';
import type { FeedSource } from './known-rows.ts';

/** The records of the district's feed, kept over a restart. */
export interface RecordsPort extends FeedSource {
  /** Where the next pull goes on; null before the first one. */
  cursor(): Promise<Cursor | null>;
  /** A later row of a record takes the place of an earlier one; `anew` forgets all that was there. */
  put(
    records: readonly FeedRecord[],
    mark: { readonly cursor: Cursor; readonly anew: boolean },
  ): Promise<StoreFault | null>;
}

/** The district is asked for what has changed since; null from a release that has no records. */
export interface RecordsLine {
  records(cursor: Cursor | null): Promise<LineResult<RecordsPage | null>>;
}
