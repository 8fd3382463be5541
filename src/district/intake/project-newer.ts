import { bodyOf, JournalEntry } from '../../domain/journal/journal-entry.ts';
import { auditEntries } from '../journal/audit.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { EntryRef, NewerRow } from '../storage/store-rows.ts';
import { findMismatches } from './mismatches.ts';

type ProjectServices = Pick<Services, 'catalogue' | 'secrets' | 'now' | 'store'>;

/** As many as a push brings at most. */
const PAGE = 500;

export interface Projected {
  /** Entries that count from now on. */
  readonly counted: number;
  /** Entries that this release does not know either. */
  readonly left: number;
}

/**
 * Counts the entries that an earlier release of the district stored without knowing their kind, as if they had come
 * today. What this release does not know stays as it is. A second run does nothing more.
 */
export async function projectNewer(services: ProjectServices): Promise<Projected> {
  let counted = 0;
  let left = 0;
  // Every turn goes on behind the last entry of the page, so that the entries bound the loop.
  for (let after: EntryRef | null = null; ; ) {
    const from: EntryRef | null = after;
    const page: { readonly rows: readonly NewerRow[]; readonly known: number } =
      await services.store.transaction(async (writes) => {
        await writes.lockBookRow();
        const rows = await writes.newerEntries(from, PAGE);
        const known = rows.filter(({ entry }) => isKnown(entry));
        for (const group of Map.groupBy(known, ({ entry }) => entry.journalId).values()) {
          await count(writes, services, group);
        }
        await writes.markProjected(known.map(({ entry }) => entry));
        return { rows, known: known.length };
      });
    counted += page.known;
    left += page.rows.length - page.known;
    const last = page.rows.at(-1)?.entry;
    if (last === undefined || page.rows.length < PAGE) return { counted, left };
    after = { journalId: last.journalId, seq: last.seq };
  }
}

/** The release that stored it could not look at the fields of its body. */
function isKnown(entry: JournalEntry): boolean {
  return bodyOf(entry) !== null && JournalEntry.safeParse(entry).success;
}

/** Entries of one journal. What is in quarantine there, of a revoked kiosk, counts when an officer says so. */
async function count(
  writes: DistrictWrites,
  services: ProjectServices,
  rows: readonly NewerRow[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const { journalId } = first.entry;
  const aside = await writes.quarantined(journalId, 'revoked');
  const waiting = new Set(aside.filter((row) => row.outcome !== 'accepted').map((row) => row.entry.seq));
  const open = rows.filter(({ entry }) => !waiting.has(entry.seq));
  for (const [kioskId, group] of Map.groupBy(open, (row) => row.kioskId)) {
    const entries = group.map((row) => row.entry);
    const bringer = await writes.kioskById(kioskId);
    if (bringer !== null) await findMismatches(writes, services, { entries, bringer });
    await auditEntries(writes, services, entries);
  }
  // A void that came meanwhile found nothing to take back.
  const voids = await writes.voidsOf(
    journalId,
    open.map(({ entry }) => entry.seq),
  );
  await auditEntries(
    writes,
    services,
    voids.filter((entry) => !waiting.has(entry.seq)),
  );
}
