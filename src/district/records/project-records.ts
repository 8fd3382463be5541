import { voidedSeqsOf } from '../../domain/journal/fold/recorded-uses.ts';
import { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { mergedEntryOf, withoutStored } from '../intake/forked.ts';
import { bringIntoRecords } from '../journal/audit.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { EntryRef } from '../storage/store-rows.ts';

type ProjectServices = Pick<Services, 'catalogue' | 'secrets' | 'now' | 'store'>;

/** As many as a push brings at most. */
const PAGE = 500;
/** More forked journals than a district will ever have. */
const FORKED_MAX = 10_000;

/**
 * Makes records of what came before there were any: courts, rooms and passes that were sold as uses, and what took them
 * back. Each page is one commit, and an entry that stands in its record already is skipped. Answers how many entries it
 * looked at; a second run finds none.
 */
export async function projectRecords(services: ProjectServices): Promise<number> {
  const [first] = await services.store.read((reads) => reads.entriesBeforeRecords(null, 1));
  if (first === undefined) return 0;
  // Before the pages: a run that is broken off begins here again, as long as a page is left.
  await projectMerged(services);
  let seen = 0;
  // Every turn goes on behind the last entry of the page, so that the entries bound the loop.
  for (let after: EntryRef | null = null; ; ) {
    const from: EntryRef | null = after;
    const page: readonly JournalEntry[] = await services.store.transaction(async (writes) => {
      await writes.lockBookRow();
      const entries = await writes.entriesBeforeRecords(from, PAGE);
      for (const group of Map.groupBy(entries, ({ journalId }) => journalId).values()) {
        await project(writes, services, group);
      }
      await writes.markInRecords(entries);
      return entries;
    });
    seen += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return seen;
    after = { journalId: last.journalId, seq: last.seq };
  }
}

/** Entries of one journal. What is in quarantine there, of a revoked kiosk, counts when an officer says so. */
async function project(
  writes: DistrictWrites,
  services: ProjectServices,
  entries: readonly JournalEntry[],
): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const { journalId } = first;
  const seqs = entries.map(({ seq }) => seq);
  // A void that a later page brings is read with what it takes back.
  const voids = (await writes.voidsOf(journalId, seqs)).filter(({ seq }) => !seqs.includes(seq));
  const aside = await asideIn(writes, journalId);
  const open = [...entries, ...voids].filter((entry) => isWhole(entry) && !aside.has(entry.seq));
  if (open.length > 0) await bringIntoRecords(writes, services, open);
}

/** The release that stored it may not have known its kind, and so not looked at its fields. */
function isWhole(entry: JournalEntry): boolean {
  return JournalEntry.safeParse(entry).success;
}

async function asideIn(reads: DistrictReads, journalId: string): Promise<ReadonlySet<number>> {
  const rows = await reads.quarantined(journalId, 'revoked');
  return new Set(rows.filter((row) => row.outcome !== 'accepted').map((row) => row.entry.seq));
}

/** What officers have merged of forks lies in quarantine, and counts under names of its own. */
async function projectMerged(services: ProjectServices): Promise<void> {
  for (const journalId of await services.store.read(forkedJournals)) {
    await services.store.transaction(async (writes) => {
      await writes.lockBookRow();
      const merged = await mergedEntriesIn(writes, journalId);
      if (merged.length > 0) await bringIntoRecords(writes, services, merged);
    });
  }
}

export async function forkedJournals(reads: DistrictReads): Promise<readonly string[]> {
  const query = { kind: 'journal-fork', limit: FORKED_MAX } as const;
  const discrepancies = [
    ...(await reads.discrepancies({ ...query, open: true })),
    ...(await reads.discrepancies({ ...query, open: false })),
  ];
  return [...new Set(discrepancies.flatMap(({ entries }) => entries.map(({ journalId }) => journalId)))];
}

/** Openings and steps first, then what takes them back, as a merge counts them. */
export async function mergedEntriesIn(
  reads: DistrictReads,
  journalId: string,
): Promise<readonly JournalEntry[]> {
  const rows = await withoutStored(reads, journalId, await reads.quarantined(journalId, 'fork'));
  const byHash = new Map(rows.map(({ entry }) => [entry.hash, entry]));
  const accepted = rows.filter(({ outcome }) => outcome === 'accepted').map(({ entry }) => entry);
  const voids = new Set(accepted.filter((entry) => voidedSeqsOf([entry]).length > 0));
  return [...accepted.filter((entry) => !voids.has(entry)), ...voids].map((entry) =>
    mergedEntryOf(entry, byHash),
  );
}
