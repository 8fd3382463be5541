import { createHash } from 'node:crypto';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { positionCursorOf, positionOfCursor } from '../../protocol/position-cursor.ts';
import { feedCheckOf } from '../../protocol/reply-check.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { NoticesPage, WireNotice } from '../../protocol/wire-notices.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { NoticeRow } from '../storage/notice-store.ts';
import { isFor } from './notices.ts';

const SCOPE_LENGTH = 8;

/**
 * One page of the notices for the asker's sites in commit order. Without a cursor, or with one of another epoch or of other
 * sites, from the beginning, and then without those that are over. `bad-request` for a cursor that no district has given.
 */
export async function readNotices(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { siteIds }: { readonly siteIds: readonly string[] },
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<Omit<NoticesPage, 'serverTimeMs'>>> {
  const given = cursor === undefined ? undefined : positionOfCursor(cursor);
  if (given === null || given?.shown === null) {
    return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  }
  const scope = scopeOf(siteIds);
  const today = wallDateOf(now());
  return store.read(async (reads) => {
    const { epoch } = await reads.identity();
    // The head is read before the rows. All rows up to it are committed by then, so none of them is missed.
    const { position: head } = await reads.book();
    // A cursor from beyond the head is from a tail that this server has lost.
    const goesOn = given?.epoch === epoch && given.position <= head && given.shown?.scope === scope;
    const [from, begun] = goesOn ? [given.position, given.shown.begun] : [0, head];
    const rows = await reads.noticesAfter(from, limit + 1);
    const taken = rows.slice(0, limit);
    const more = rows.length > limit;
    // What was over when the reader began need not come: it holds nothing that this would end.
    const isOver = (row: NoticeRow) =>
      row.position <= begun && (row.withdrawnAt !== null || row.until < today);
    const last = taken.at(-1)?.position ?? from;
    const page = {
      epoch,
      notices: taken.filter((row) => isFor(row, siteIds) && !isOver(row)).map(wireNoticeOf),
      cursor: positionCursorOf({
        epoch,
        position: more ? last : Math.max(last, head),
        shown: { scope, begun },
      }),
      more,
    };
    return { ok: true, value: { ...page, check: feedCheckOf(cursor ?? null, page) } };
  });
}

function wireNoticeOf(row: NoticeRow): WireNotice {
  const { noticeId, zh, en, importance, siteIds, from, until, withdrawnAt } = row;
  return { noticeId, zh, en, importance, siteIds, from, until, isWithdrawn: withdrawnAt !== null };
}

/** A kiosk that gets other sites has another: what lay before its cursor was never shown to it. */
function scopeOf(siteIds: readonly string[]): string {
  const seen = JSON.stringify(siteIds.toSorted());
  return createHash('sha256').update(seen).digest('hex').slice(0, SCOPE_LENGTH);
}
