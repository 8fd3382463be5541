import type { Instant } from '../../domain/base/wall-time.ts';
import type { DeskNotice } from '../../domain/notices/desk-notice.ts';

/** What an officer wrote for desks. */
export interface NoticeRow extends DeskNotice {
  /** In the order that leases, rights and records share. */
  readonly position: number;
  readonly officer: string;
  readonly writtenAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

/** A clerk at this kiosk has read it. */
export interface NoticeReadRow {
  readonly noticeId: string;
  readonly kioskId: string;
  readonly readAt: Instant;
}

/** May be read within a transaction or without. */
export interface NoticeReads {
  noticeById(noticeId: string): Promise<NoticeRow | null>;
  /** The newest first. */
  newestNotices(limit: number): Promise<readonly NoticeRow[]>;
  /** In the order of their last change. */
  noticesAfter(position: number, limit: number): Promise<readonly NoticeRow[]>;
  noticeReadsOf(noticeIds: readonly string[]): Promise<readonly NoticeReadRow[]>;
}

export interface NoticeWrites {
  putNotice(row: NoticeRow): Promise<void>;
  /** The first time counts. */
  putNoticeRead(row: NoticeReadRow): Promise<void>;
}
