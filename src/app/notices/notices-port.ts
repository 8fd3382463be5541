import type { WallDate } from '../../domain/base/wall-time.ts';
import type { DeskNotice } from '../../domain/notices/desk-notice.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { NoticesPage, NoticesReadReply } from '../../protocol/wire-notices.ts';
import type { LineResult, StoreFault } from '../ports.ts';

/** What the office tells this kiosk, kept so that it shows with or without a line. */
export interface NoticesPort {
  /** Where the next pull goes on; null before the first one. */
  cursor(): Promise<Cursor | null>;
  /**
   * Keeps a page in one transaction. Withdrawn notices go, and so do those whose last day is before `today`; `anew` drops
   * all notices first. A notice that was read here stays read.
   */
  put(
    page: { readonly notices: readonly DeskNotice[]; readonly withdrawn: readonly string[] },
    mark: { readonly cursor: Cursor; readonly anew: boolean; readonly today: WallDate },
  ): Promise<StoreFault | null>;
  /** Returns the notices that nobody has read here, by their first day. */
  unread(): Promise<readonly DeskNotice[]>;
  /** A clerk has read it: this device shows it no more. */
  markRead(noticeId: string): Promise<StoreFault | null>;
  /** Returns at most `limit` notices that were read here and of which the district was not told. */
  untold(limit: number): Promise<readonly string[]>;
  markTold(noticeIds: readonly string[]): Promise<StoreFault | null>;
}

/** The district gives what changed since a cursor, and hears what was read; null from a release that has no notices. */
export interface NoticesLine {
  notices(cursor: Cursor | null): Promise<LineResult<NoticesPage | null>>;
  noticesRead(noticeIds: readonly string[]): Promise<LineResult<NoticesReadReply>>;
}
