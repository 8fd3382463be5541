import { z } from 'zod';
import { DeskNotice } from '../domain/notices/desk-notice.ts';
import { feedQuery, isOfItsEpoch, OTHER_EPOCH, PAGE_HEAD, PAGE_TAIL } from './feed-page.ts';
import { Epoch } from './wire.ts';

export const NOTICES_PAGE_MAX = 100;
const READS_MAX = 100;
const OFFICE_NOTICES_MAX = 500;

/**
 * `GET /v1/notices?cursor=&limit=`: what the office tells the desks of the asker's sites, in the order of the last
 * change. A district of a release before has no such route, and the kiosk goes on without.
 */
export const NoticesQuery = feedQuery(NOTICES_PAGE_MAX);
export const WireNotice = DeskNotice.extend({
  /** The office has taken it back: no desk shows it any more. */
  isWithdrawn: z.boolean(),
});
export type WireNotice = z.infer<typeof WireNotice>;
export const NoticesPage = z
  .object({
    ...PAGE_HEAD,
    notices: z.array(WireNotice).max(NOTICES_PAGE_MAX),
    ...PAGE_TAIL,
  })
  .refine(isOfItsEpoch, OTHER_EPOCH);
export type NoticesPage = z.infer<typeof NoticesPage>;

/** `POST /v1/notices/read`: a clerk has read these. The same again is no harm, and unknown ones are passed over. */
export const NoticesRead = z.strictObject({ noticeIds: z.array(z.uuid()).min(1).max(READS_MAX) });
export type NoticesRead = z.infer<typeof NoticesRead>;
export const NoticesReadReply = z.object({ epoch: Epoch, serverTimeMs: z.int() });
export type NoticesReadReply = z.infer<typeof NoticesReadReply>;
export const NOTICES_READ_MAX = READS_MAX;

/** `POST /v1/office/notices`; without sites it is for all desks. */
export const NoticeWriting = z
  .strictObject({
    zh: DeskNotice.shape.zh,
    en: DeskNotice.shape.en.default(null),
    importance: DeskNotice.shape.importance.default('normal'),
    from: DeskNotice.shape.from,
    until: DeskNotice.shape.until,
    siteIds: DeskNotice.shape.siteIds.default(null),
  })
  .refine(({ from, until }) => from <= until, 'the last day is before the first one');
export type NoticeWriting = z.infer<typeof NoticeWriting>;

/** A notice as the office sees it. */
export const OfficeNotice = DeskNotice.extend({
  officer: z.string(),
  writtenAtMs: z.int(),
  withdrawnAtMs: z.int().nullable(),
  withdrawnBy: z.string().nullable(),
  /** The desks in service that it is for, and when each said that it was read; null for not yet. */
  desks: z.array(z.object({ kioskId: z.string(), name: z.string(), readAtMs: z.int().nullable() })),
});
export type OfficeNotice = z.infer<typeof OfficeNotice>;
/** `GET /v1/office/notices`: the newest first. */
export const OfficeNotices = z.object({
  serverTimeMs: z.int(),
  notices: z.array(OfficeNotice).max(OFFICE_NOTICES_MAX),
});
export const NoticesOfficeQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(OFFICE_NOTICES_MAX).default(200),
});
