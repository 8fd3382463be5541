import type { NoticeWriting, OfficeNotice } from '../../protocol/wire-notices.ts';
import type { Services } from '../services.ts';
import type { NoticeReadRow, NoticeRow } from '../storage/notice-store.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { KioskOverview } from '../storage/upkeep-store.ts';

type Parts = Pick<Services, 'store' | 'now'>;

/** The sites of which something is shown; null for all. */
type Seen = readonly string[] | null;

/** Writes a notice once; the desks concerned find it in their feed. */
export async function writeNotice(
  { store, now }: Parts,
  written: NoticeWriting,
  officer: string,
): Promise<OfficeNotice> {
  return store.transaction(async (writes) => {
    const book = await writes.lockBookRow();
    const row: NoticeRow = {
      ...written,
      noticeId: crypto.randomUUID(),
      position: book.position + 1,
      officer,
      writtenAt: now(),
      withdrawnAt: null,
      withdrawnBy: null,
    };
    await writes.putNotice(row);
    await writes.saveBook({ ...book, position: row.position });
    return officeNoticeOf(row, await writes.kioskOverviews(), []);
  });
}

/** Takes a notice back from all desks; to do it twice changes nothing. Null if there is no such notice. */
export async function withdrawNotice(
  { store, now }: Parts,
  noticeId: string,
  officer: string,
): Promise<OfficeNotice | null> {
  return store.transaction(async (writes) => {
    const book = await writes.lockBookRow();
    const stored = await writes.noticeById(noticeId);
    if (stored === null) return null;
    if (stored.withdrawnAt !== null) return withDesks(writes, stored);
    const position = book.position + 1;
    const row = { ...stored, position, withdrawnAt: now(), withdrawnBy: officer };
    await writes.putNotice(row);
    await writes.saveBook({ ...book, position });
    return withDesks(writes, row);
  });
}

/** The newest first; those of other sites are left out, as are the desks there. */
export async function listNotices(
  { store }: Pick<Parts, 'store'>,
  { limit, siteIds }: { readonly limit: number; readonly siteIds: Seen },
): Promise<readonly OfficeNotice[]> {
  return store.read(async (reads) => {
    const rows = (await reads.newestNotices(limit)).filter((row) => siteIds === null || isFor(row, siteIds));
    const [kiosks, read] = await Promise.all([
      reads.kioskOverviews(),
      reads.noticeReadsOf(rows.map(({ noticeId }) => noticeId)),
    ]);
    const seen = kiosks.filter(({ kiosk }) => siteIds === null || concerns(siteIds, kiosk.siteIds));
    const ofNotice = Map.groupBy(read, ({ noticeId }) => noticeId);
    return rows.map((row) => officeNoticeOf(row, seen, ofNotice.get(row.noticeId) ?? []));
  });
}

/** Stores that a clerk has read these notices. A notice that is unknown, or not for this kiosk, is left out. */
export async function noteRead(
  { store, now }: Parts,
  kiosk: { readonly kioskId: string; readonly siteIds: readonly string[] },
  noticeIds: readonly string[],
): Promise<void> {
  await store.transaction(async (writes) => {
    for (const noticeId of new Set(noticeIds)) {
      const row = await writes.noticeById(noticeId);
      if (row === null || !isFor(row, kiosk.siteIds)) continue;
      await writes.putNoticeRead({ noticeId, kioskId: kiosk.kioskId, readAt: now() });
    }
  });
}

/** True if a desk of these sites is told. */
export function isFor(notice: Pick<NoticeRow, 'siteIds'>, siteIds: readonly string[]): boolean {
  return notice.siteIds === null || concerns(notice.siteIds, siteIds);
}

function concerns(siteIds: readonly string[], others: readonly string[]): boolean {
  return siteIds.some((siteId) => others.includes(siteId));
}

async function withDesks(reads: DistrictReads, row: NoticeRow): Promise<OfficeNotice> {
  return officeNoticeOf(row, await reads.kioskOverviews(), await reads.noticeReadsOf([row.noticeId]));
}

function officeNoticeOf(
  row: NoticeRow,
  kiosks: readonly KioskOverview[],
  read: readonly NoticeReadRow[],
): OfficeNotice {
  const { position: _, writtenAt, withdrawnAt, ...shown } = row;
  const readAt = new Map(read.map((one) => [one.kioskId, one.readAt]));
  return {
    ...shown,
    writtenAtMs: writtenAt,
    withdrawnAtMs: withdrawnAt,
    desks: kiosks
      .filter(({ kiosk }) => kiosk.revokedAt === null && isFor(row, kiosk.siteIds))
      .map(({ kiosk: { kioskId, name } }) => ({ kioskId, name, readAtMs: readAt.get(kioskId) ?? null })),
  };
}
