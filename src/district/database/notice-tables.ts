import type { NoticeImportance } from '../../domain/notices/desk-notice.ts';
import type { Int8, Jsonb, Timestamp } from './ledger-tables.ts';

interface NoticeTable {
  notice_id: string;
  position: Int8;
  zh: string;
  en: string | null;
  importance: NoticeImportance;
  from_day: string;
  until_day: string;
  site_ids: Jsonb<string[]> | null;
  officer: string;
  written_at: Timestamp;
  withdrawn_at: Timestamp | null;
  withdrawn_by: string | null;
}

interface NoticeReadTable {
  notice_id: string;
  kiosk_id: string;
  read_at: Timestamp;
}

export interface NoticeTables {
  notice: NoticeTable;
  notice_read: NoticeReadTable;
}
