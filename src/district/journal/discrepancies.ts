import type { Discrepancy } from '../../protocol/wire-limits.ts';
import { tellAnswer } from '../notices/request-answer.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { DiscrepancyRow, DiscrepancyWordRow } from '../storage/store-rows.ts';

/** What an officer must look into, the newest change first. */
export async function listDiscrepancies(
  { store }: Pick<Services, 'store'>,
  query: {
    readonly open: boolean;
    readonly limit: number;
    readonly siteIds?: readonly string[] | null;
  },
): Promise<readonly Discrepancy[]> {
  return store.read(async (reads) => {
    const rows = await reads.discrepancies(query);
    const words = await reads.discrepancyWords(rows.map(({ discrepancyId }) => discrepancyId));
    const ofEach = Map.groupBy(words, ({ discrepancyId }) => discrepancyId);
    return rows.map((row) => discrepancyOf(row, ofEach.get(row.discrepancyId) ?? []));
  });
}

/** Who says what of a discrepancy. */
export interface OfficerWord {
  readonly discrepancyId: string;
  readonly officer: string;
  readonly note: string;
}

/** Adds a note of an officer about what is known and who is asked. The discrepancy stays open. Null if there is none. */
export async function commentOn(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { asked, ...word }: OfficerWord & { readonly asked: string | null },
): Promise<Discrepancy | null> {
  return store.transaction(async (writes) => {
    await writes.lockBookRow();
    const found = await writes.discrepancyById(word.discrepancyId);
    if (found === null) return null;
    await writes.addDiscrepancyWord({ ...word, how: 'comment', asked, at: now() });
    return withWords(writes, found);
  });
}

/** An officer has looked into it; the answer to a request for a court goes to its desks. Null if there is none such. */
export async function closeDiscrepancy(
  { store, now }: Pick<Services, 'store' | 'now'>,
  word: OfficerWord,
): Promise<Discrepancy | null> {
  return store.transaction(async (writes) => {
    await writes.lockBookRow();
    const found = await writes.discrepancyById(word.discrepancyId);
    if (found === null) return null;
    const at = now();
    // The desks have been told already if it was closed before.
    if (found.closedAt === null) await tellAnswer(writes, found, { ...word, at });
    return closeWith(writes, found, { ...word, how: 'close', at });
  });
}

/** Closes it, and keeps who decided what for good: one that opens again loses its note, and no word. */
export async function closeWith(
  writes: DistrictWrites,
  found: DiscrepancyRow,
  word: Omit<DiscrepancyWordRow, 'discrepancyId' | 'asked'>,
): Promise<Discrepancy> {
  const { at, officer, how, note } = word;
  const { discrepancyId } = found;
  const closed: DiscrepancyRow = { ...found, closedAt: at, closedNote: note };
  await writes.putDiscrepancy(closed);
  await writes.addDiscrepancyWord({ discrepancyId, at, officer, how, note, asked: null });
  return withWords(writes, closed);
}

async function withWords(reads: DistrictReads, row: DiscrepancyRow): Promise<Discrepancy> {
  return discrepancyOf(row, await reads.discrepancyWords([row.discrepancyId]));
}

function discrepancyOf(row: DiscrepancyRow, words: readonly DiscrepancyWordRow[]): Discrepancy {
  return {
    discrepancyId: row.discrepancyId,
    kind: row.kind,
    openedAtMs: row.openedAt,
    changedAtMs: row.changedAt,
    subject: { ...row.subject },
    entries: [...row.entries],
    closedAtMs: row.closedAt,
    closedNote: row.closedNote,
    words: words.map(({ at, officer, how, note, asked }) => ({ atMs: at, officer, how, note, asked })),
  };
}
