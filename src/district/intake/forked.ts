import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import {
  QUARANTINE_JOURNALS_MAX,
  type QuarantinedEntry,
  type QuarantinedJournal,
} from '../../protocol/wire-quarantine.ts';
import { auditEntries } from '../journal/audit.ts';
import { closeWith } from '../journal/discrepancies.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { EntryRef, QuarantinedRow, QuarantineOutcome } from '../storage/store-rows.ts';
import { mergedRefOf } from './merged-ref.ts';
import { findMismatches } from './mismatches.ts';

const FORK_KEY = 'fork:';

/** The key of the discrepancy about a forked journal. */
export function forkKeyOf(journalId: string): string {
  return `${FORK_KEY}${journalId}`;
}

/**
 * Journals of which the quarantine holds a second future: those with an open discrepancy first, then the
 * newest change.
 */
export async function listForked({ store }: Pick<Services, 'store'>): Promise<readonly QuarantinedJournal[]> {
  return store.read(async (reads) => {
    const query = { kind: 'journal-fork', limit: QUARANTINE_JOURNALS_MAX } as const;
    const discrepancies = [
      ...(await reads.discrepancies({ ...query, open: true })),
      ...(await reads.discrepancies({ ...query, open: false })),
    ];
    const listed: QuarantinedJournal[] = [];
    for (const { key, discrepancyId } of discrepancies.slice(0, QUARANTINE_JOURNALS_MAX)) {
      const journalId = key.slice(FORK_KEY.length);
      const { waiting, accepted, dismissed } = await reads.quarantineCounts(journalId, 'fork');
      const kioskName = (await reads.kioskOfJournal(journalId))?.name ?? null;
      listed.push({ journalId, discrepancyId, kioskName, waiting, merged: accepted, dismissed });
    }
    return listed;
  });
}

/** What quarantine holds of one journal, in the order of `seq`. */
export async function forkedEntriesOf(
  { store }: Pick<Services, 'store'>,
  journalId: string,
): Promise<readonly QuarantinedEntry[]> {
  const { rows, stored } = await store.read(async (reads) => {
    const found = await reads.quarantined(journalId, 'fork');
    return { rows: found, stored: await storedHashes(reads, journalId, found) };
  });
  return rows.map(({ entry, kioskId, receivedAt, outcome }) => {
    const storedAs = storedAsOf(entry, stored);
    return {
      entry,
      kioskId,
      receivedAtMs: receivedAt,
      outcome: outcomeOf(outcome),
      mergedAs: outcome === 'accepted' && storedAs !== 'same' ? mergedRefOf(entry) : null,
      storedAs,
    };
  });
}

/** Leaves out the rows that the journal itself has, since those count already. */
export async function withoutStored(
  reads: DistrictReads,
  journalId: string,
  rows: readonly QuarantinedRow[],
): Promise<readonly QuarantinedRow[]> {
  const stored = await storedHashes(reads, journalId, rows);
  return rows.filter(({ entry }) => storedAsOf(entry, stored) !== 'same');
}

/** The hashes of the entries that the journal itself has under the numbers of these rows. */
async function storedHashes(
  reads: DistrictReads,
  journalId: string,
  rows: readonly QuarantinedRow[],
): Promise<ReadonlyMap<number, string>> {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return new Map();
  const from = first.entry.seq;
  const entries = await reads.entriesFrom(journalId, from, last.entry.seq - from + 1);
  return new Map(entries.map(({ seq, hash }) => [seq, hash]));
}

function storedAsOf(
  { seq, hash }: JournalEntry,
  stored: ReadonlyMap<number, string>,
): 'same' | 'other' | null {
  const other = stored.get(seq);
  if (other === undefined) return null;
  return other === hash ? 'same' : 'other';
}

type ForkSettling =
  | { readonly kind: 'settled'; readonly entries: number }
  /** No entry of such a journal was ever in quarantine. */
  | { readonly kind: 'no-such-journal' };

interface Word {
  readonly journalId: string;
  readonly officer: string;
  readonly note: string;
  /** The hashes of the entries to decide on. If it is absent, all that wait are decided on. */
  readonly hashes?: readonly string[] | undefined;
}

/**
 * The named entries in quarantine, or all, count from now on as uses of their own. They are checked against every limit,
 * and a use beyond one opens a discrepancy. What was decided before stays as it is, so that a second merge does
 * nothing. An entry that the journal itself has is not counted again. Another entry of the same number is: on
 * a cloned disk it is another sale. In an edited journal it is not, and `storedAs` tells the officer so before.
 */
export function mergeForked(
  services: Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>,
  word: Word,
): Promise<ForkSettling> {
  return settle(services, { ...word, outcome: 'accepted' }, async (writes, rows) => {
    await count(writes, services, await withoutStored(writes, word.journalId, rows), word.hashes);
  });
}

/** The named entries in quarantine, or all, never count; they are kept, and the reason with the discrepancy. */
export function dismissForked(services: Pick<Services, 'store' | 'now'>, word: Word): Promise<ForkSettling> {
  return settle(services, { ...word, outcome: 'dismissed' }, async () => {});
}

async function settle(
  { store, now }: Pick<Services, 'store' | 'now'>,
  {
    journalId,
    officer,
    note,
    hashes,
    outcome,
  }: Word & { readonly outcome: Exclude<QuarantineOutcome, null> },
  then: (writes: DistrictWrites, rows: readonly QuarantinedRow[]) => Promise<void>,
): Promise<ForkSettling> {
  return store.transaction(async (writes) => {
    // A batch that puts more in quarantine waits for this row lock before it commits.
    await writes.lockBookRow();
    const rows = await writes.quarantined(journalId, 'fork');
    if (rows.length === 0) return { kind: 'no-such-journal' };
    const waiting = rows.filter((row) => row.outcome === null);
    const open = waiting.filter((row) => isMeant(row, hashes));
    if (open.length === 0) return { kind: 'settled', entries: 0 };
    await writes.settleQuarantine({ journalId, reason: 'fork', hashes }, outcome);
    await then(writes, rows);
    const found = await writes.discrepancyByKey(forkKeyOf(journalId));
    if (found !== null) {
      const how = outcome === 'accepted' ? 'merge' : 'dismiss';
      const word = { at: now(), officer, how, note } as const;
      const { discrepancyId } = found;
      // It stays open as long as an entry waits.
      if (open.length === waiting.length) await closeWith(writes, found, word);
      else await writes.addDiscrepancyWord({ ...word, discrepancyId, asked: null });
    }
    return { kind: 'settled', entries: open.length };
  });
}

function isMeant({ entry }: QuarantinedRow, hashes: readonly string[] | undefined): boolean {
  return hashes?.includes(entry.hash) ?? true;
}

/**
 * Counts those of the rows that are meant and that nobody had decided on before. A void that was merged before its use takes
 * that back now.
 */
async function count(
  writes: DistrictWrites,
  services: Pick<Services, 'catalogue' | 'secrets' | 'now'>,
  rows: readonly QuarantinedRow[],
  hashes: readonly string[] | undefined,
): Promise<void> {
  const fresh = rows.filter((row) => row.outcome === null && isMeant(row, hashes));
  const recorded = fresh.filter(({ entry }) => bodyOf(entry)?.kind !== 'void');
  for (const [kioskId, group] of Map.groupBy(recorded, (row) => row.kioskId)) {
    const bringer = await writes.kioskById(kioskId);
    const entries = group.map((row) => row.entry);
    if (bringer !== null) {
      await findMismatches(writes, services, { entries, bringer, refOf: mergedRefOf });
    }
  }
  const byHash = new Map(rows.map(({ entry }) => [entry.hash, entry]));
  await auditEntries(
    writes,
    services,
    recorded.map(({ entry }) => mergedEntryOf(entry, byHash)),
  );
  const counted = new Set(recorded.map(({ entry }) => mergedRefOf(entry).journalId));
  const voids = rows.filter((row) => {
    const body = bodyOf(row.entry);
    if (body?.kind !== 'void') return false;
    const isLate =
      row.outcome === 'accepted' && counted.has(namedBefore(row.entry, body.voidsSeq, byHash).journalId);
    return isLate || fresh.includes(row);
  });
  await auditEntries(
    writes,
    services,
    voids.map(({ entry }) => mergedEntryOf(entry, byHash)),
  );
}

/**
 * An entry of a fork under the name by which it counts, with the names of what it refers to. A void goes by the journal
 * of what it takes back, since it names nothing but a number.
 */
export function mergedEntryOf(entry: JournalEntry, byHash: ReadonlyMap<string, JournalEntry>): JournalEntry {
  const body = bodyOf(entry);
  const nameOf = (ref: EntryRef): EntryRef =>
    ref.journalId === entry.journalId ? namedBefore(entry, ref.seq, byHash) : ref;
  if (body?.kind === 'void') {
    return { ...entry, journalId: namedBefore(entry, body.voidsSeq, byHash).journalId };
  }
  const named = { ...entry, ...mergedRefOf(entry) };
  if (body === null || !('after' in body)) return named;
  const after = nameOf(body.after);
  const step = 'step' in body ? { step: nameOf(body.step) } : {};
  return { ...named, body: { ...body, after, ...step } };
}

/** An earlier entry of a journal: of its own future, or before that of the one which the district holds. */
export function namedBefore(
  entry: JournalEntry,
  seq: number,
  byHash: ReadonlyMap<string, JournalEntry>,
): EntryRef {
  let before: JournalEntry | undefined = entry;
  // Each turn goes one entry back, so that `seq` bounds the loop.
  while (before !== undefined && before.seq > seq) before = byHash.get(before.parent);
  return before === undefined ? { journalId: entry.journalId, seq } : mergedRefOf(before);
}

function outcomeOf(outcome: QuarantineOutcome): QuarantinedEntry['outcome'] {
  if (outcome === null) return 'waiting';
  return outcome === 'accepted' ? 'merged' : 'dismissed';
}
