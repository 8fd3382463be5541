import { instantOf, plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import { effectOf } from '../../domain/journal/fold/recorded-uses.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { RecordState } from '../../domain/records/record.ts';
import { namedBefore, withoutStored } from '../intake/forked.ts';
import { mergedRefOf } from '../intake/merged-ref.ts';
import { countsOfRecord, type StandingCounts } from '../records/record-counts.ts';
import type { UsesCursor } from '../storage/report-store.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { EntryRef } from '../storage/store-rows.ts';

const USES_PER_READ = 2_000;
const RECORDS_PER_READ = 500;
/** No district will ever have more forked journals. */
const FORKED_MAX = 10_000;

/** What an entry adds to the sums, under the name by which discrepancies know it. */
export interface StandingUse extends EntryRef {
  readonly siteId: string;
  readonly at: number;
  readonly itemId: string;
  readonly counts: StandingCounts;
}

export interface UsesPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly siteId?: string | undefined;
}

/** The Shanghai days from `from` on, `to` not among them. */
export function periodOf(from: WallDate, to: WallDate): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: instantOf(`${from}T00:00`), toMs: instantOf(`${to}T00:00`) };
}

/** The days of a month, as `periodOf` takes them. */
export function daysOfMonth(month: string): { readonly from: WallDate; readonly to: WallDate } {
  const from = `${month}-01`;
  // 31 days after its first day, every month has ended; back to the first of that one.
  return { from, to: `${plusDays(from, 31).slice(0, 7)}-01` };
}

/**
 * Every use of the period that stands, merged ones of forks included, by the time at which the kiosk recorded it.
 * Nothing of it was taken back, nor is it in quarantine. A booking belongs to the time at which it was opened,
 * whatever came later.
 */
export async function* standingUses(
  reads: DistrictReads,
  { fromMs, toMs, siteId }: UsesPeriod,
): AsyncGenerator<StandingUse> {
  const merged = await mergedForks(reads);
  let after: UsesCursor | null = null;
  for (;;) {
    const query = { fromMs, toMs, siteId, after, limit: USES_PER_READ };
    const entries: readonly JournalEntry[] = await reads.usesRecorded(query);
    const open = entries.filter((entry) => !merged.takenBack.has(keyOf(entry)));
    yield* standingAmong(
      reads,
      open.map((entry) => ({ entry, ref: { journalId: entry.journalId, seq: entry.seq } })),
    );
    const last = entries.at(-1);
    if (last === undefined || entries.length < USES_PER_READ) break;
    after = { journalId: last.journalId, seq: last.seq, at: recordedAtOf(last) };
  }
  const inPeriod = merged.uses.filter(({ entry }) => {
    const at = recordedAtOf(entry);
    return at >= fromMs && at < toMs && (siteId ?? entry.siteId) === entry.siteId;
  });
  yield* standingAmong(reads, inPeriod);
}

interface NamedEntry {
  readonly entry: JournalEntry;
  readonly ref: EntryRef;
}

async function* standingAmong(
  reads: DistrictReads,
  entries: readonly NamedEntry[],
): AsyncGenerator<StandingUse> {
  for (let from = 0; from < entries.length; from += RECORDS_PER_READ) {
    const some = entries.slice(from, from + RECORDS_PER_READ);
    const rows = await reads.recordsOpenedBy(some.map(({ ref }) => ref));
    const states = new Map(rows.map(({ opener, state }) => [keyOf(opener), state]));
    for (const { entry, ref } of some) {
      const found = countsOf(entry, states.get(keyOf(ref)));
      if (found !== null) yield { ...ref, siteId: entry.siteId, at: recordedAtOf(entry), ...found };
    }
  }
}

/** Null for an entry that adds no use. */
function countsOf(
  entry: JournalEntry,
  state: RecordState | undefined,
): Pick<StandingUse, 'itemId' | 'counts'> | null {
  const effect = effectOf(entry);
  if (effect.kind === 'admission') {
    return { itemId: effect.admission.itemId, counts: { kind: 'admitted' } };
  }
  if (effect.kind !== 'use') return null;
  const { body } = effect.use;
  if (state !== undefined) return countsOfRecord(body, state);
  // An opening that opened nothing is a misfit of another one's record.
  return body.kind === 'use' ? { itemId: body.itemId, counts: { kind: 'given', body } } : null;
}

/** Entries of forks that officers have merged: the uses have names of their own, and the voids take some back. */
async function mergedForks(reads: DistrictReads) {
  const takenBack = new Set<string>();
  const uses: { readonly entry: JournalEntry; readonly ref: EntryRef }[] = [];
  const query = { kind: 'journal-fork', limit: FORKED_MAX } as const;
  const discrepancies = [
    ...(await reads.discrepancies({ ...query, open: true })),
    ...(await reads.discrepancies({ ...query, open: false })),
  ];
  const journalIds = new Set(
    discrepancies.flatMap(({ entries }) => entries.map(({ journalId }) => journalId)),
  );
  for (const journalId of journalIds) {
    const rows = await withoutStored(reads, journalId, await reads.quarantined(journalId, 'fork'));
    const byHash = new Map(rows.map(({ entry }) => [entry.hash, entry]));
    for (const { entry, outcome } of rows) {
      if (outcome !== 'accepted') continue;
      const body = bodyOf(entry);
      if (body?.kind === 'void') takenBack.add(keyOf(namedBefore(entry, body.voidsSeq, byHash)));
      else uses.push({ entry, ref: mergedRefOf(entry) });
    }
  }
  return { takenBack, uses: uses.filter(({ ref }) => !takenBack.has(keyOf(ref))) };
}

export function keyOf({ journalId, seq }: EntryRef): string {
  return `${journalId}/${seq}`;
}
