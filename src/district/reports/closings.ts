import { DAY_MS } from '../../domain/base/duration.ts';
import type { WallDate } from '../../domain/base/wall-time.ts';
import { expectedFen } from '../../domain/journal/closing-body.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import { shortNumber } from '../../domain/journal/short-number.ts';
import type { ClosingsReport, ClosingView } from '../../protocol/wire-closings.ts';
import type { Services } from '../services.ts';
import { periodOf } from './standing-uses.ts';

/** Some hundred desks in two months. */
const CLOSINGS_MAX = 10_000;
/** How far back a desk looks for the closing that it reopens. */
const REOPENED_WITHIN_MS = 31 * DAY_MS;

/**
 * The closings (日结) that desks signed off in these days, the newest first. One that was reopened stays on the list and
 * says so. `siteIds` null for all sites.
 */
export async function reportClosings(
  { store, now }: Pick<Services, 'store' | 'now'>,
  {
    from,
    to,
    siteIds,
  }: { readonly from: WallDate; readonly to: WallDate; readonly siteIds: readonly string[] | null },
): Promise<ClosingsReport> {
  const { fromMs, toMs } = periodOf(from, to);
  const until = toMs + REOPENED_WITHIN_MS;
  const { entries, nameOf, shortNameOf } = await store.read(async (reads) => {
    const members = new Map((await reads.staffMembers()).map(({ memberId, name }) => [memberId, name]));
    const kiosks = new Map(
      (await reads.kioskOverviews()).map(({ kiosk }) => [kiosk.kioskId, kiosk.shortName]),
    );
    return {
      entries: await reads.closingEntries({ fromMs, toMs: until, limit: CLOSINGS_MAX }),
      nameOf: (memberId: string | null | undefined) =>
        memberId == null ? null : (members.get(memberId) ?? memberId),
      shortNameOf: (kioskId: string) => kiosks.get(kioskId) ?? null,
    };
  });
  const reopened = reopenedAmong(entries);
  const closings = entries.flatMap((entry): readonly ClosingView[] => {
    const body = bodyOf(entry);
    if (body?.kind !== 'day-closed' || recordedAtOf(entry) >= toMs) return [];
    if (siteIds?.includes(entry.siteId) === false) return [];
    const { kind: _kind, members, ...sums } = body;
    return [
      {
        ...sums,
        number: shortNumber(shortNameOf(entry.kioskId), entry.seq),
        journalId: entry.journalId,
        seq: entry.seq,
        siteId: entry.siteId,
        closedAtMs: recordedAtOf(entry),
        expectedFen: expectedFen(body),
        closedBy: nameOf(entry.staff),
        approvedBy: nameOf(entry.approvedBy),
        isReopened: reopened.has(entry),
        members: members.map(({ staff, ...rest }) => ({ name: nameOf(staff), ...rest })),
      },
    ];
  });
  return { serverTimeMs: now(), closings: closings.sort((a, b) => b.closedAtMs - a.closedAtMs) };
}

/** Each reopening takes back the last closing of its journal and site that stands. `entries` are in the order of theirs. */
function reopenedAmong(entries: readonly JournalEntry[]): ReadonlySet<JournalEntry> {
  const standing = new Map<string, JournalEntry[]>();
  const reopened = new Set<JournalEntry>();
  for (const entry of entries) {
    const key = `${entry.journalId}/${entry.siteId}`;
    const of = standing.get(key) ?? [];
    standing.set(key, of);
    if (bodyOf(entry)?.kind === 'day-closed') of.push(entry);
    else {
      const last = of.pop();
      if (last !== undefined) reopened.add(last);
    }
  }
  return reopened;
}
