import { bodyOf, type JournalDraft, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { JournalStatus } from '../../domain/journal/journal-state.ts';
import type { AcknowledgementNote } from './acknowledgement.ts';
import { faultOf } from './file/journal-fault.ts';
import type { AppendOutcome, EntryStamp, JournalFile } from './file/journal-file.ts';
import type { Unfit } from './head-seal.ts';

/** A journal and how far the district has it. */
export interface NotedJournal {
  readonly journal: JournalFile;
  readonly note: AcknowledgementNote;
  /** Somebody has cut or changed it: what the district has not got of it goes to quarantine. Null if it fits. */
  readonly unfit: Unfit | null;
  /** The last number that was given in it, also where its entry is lost; for good once it was left. */
  lastSeq(): number;
}

/**
 * The journals of a kiosk as its window sees them: one, which has the id of the first and counts on. So a forked
 * journal that was left still stands in today's list, its numbers go on, and its uses still count against limits.
 * A number that was given or acknowledged is not given again: where entries are lost, their numbers are left out.
 */
export interface JournalView {
  append(draft: JournalDraft, stamp: EntryStamp): Promise<AppendOutcome>;
  /** Entries with `seq >= fromSeq` that are kept, in order, at most `limit`. */
  read(fromSeq: number, limit: number): Promise<JournalEntry[]>;
  status(): JournalStatus;
  /** The number in the journal that is written to of what the window calls so; 0 for an entry of one that was left. */
  ownSeqOf(seq: number): number;
}

/** `journals` answers them in their order, at least one; the last is written to. */
export function journalView(journals: () => readonly NotedJournal[]): JournalView {
  const current = () => lastOf(journals()).journal;
  const offset = () => numbersOf(journals().slice(0, -1));
  const viewId = () => (journals()[0]?.journal ?? current()).journalId;

  return {
    async append(draft, stamp) {
      const seen = offset();
      const { body } = draft;
      if (body.kind === 'void' && body.voidsSeq <= seen) {
        return {
          ok: false,
          fault: faultOf('with-office', `entry ${body.voidsSeq} is of a journal that was left`),
        };
      }
      const own =
        body.kind === 'void' ? { ...draft, body: { ...body, voidsSeq: body.voidsSeq - seen } } : draft;
      const outcome = await current().append(own, stamp);
      return outcome.ok ? { ok: true, entry: asSeen(outcome.entry, viewId(), seen) } : outcome;
    },
    async read(fromSeq, limit) {
      const entries: JournalEntry[] = [];
      let before = 0;
      const id = viewId();
      const all = journals();
      // Entries before one that has lost its beginning, 400 days ago, would leave a gap.
      const firstShown = all.findLastIndex(({ journal }) => journal.base().seq > 0);
      for (const [index, { journal, lastSeq }] of all.entries()) {
        const missing = limit - entries.length;
        const from = Math.max(fromSeq - before, 1);
        if (missing > 0 && index >= firstShown && from <= journal.head().seq) {
          const read = await journal.read(from, missing);
          const seen = before;
          entries.push(...read.map((entry) => asSeen(entry, id, seen)));
        }
        before += lastSeq();
      }
      return entries;
    },
    status() {
      const all = journals();
      const firstWaiting = all.findIndex((noted) => !isDelivered(noted));
      const isAll = firstWaiting === -1;
      const headSeq = lastNumberIn(all);
      const partly = isAll ? 0 : deliveredOf(all[firstWaiting]);
      return {
        journalId: viewId(),
        headSeq,
        acknowledgedSeq: isAll ? headSeq : numbersOf(all.slice(0, firstWaiting)) + partly,
      };
    },
    ownSeqOf: (seq) => Math.max(0, seq - offset()),
  };
}

/** The district has all of it, held or in quarantine. */
export function isDelivered({ journal, note, unfit }: NotedJournal): boolean {
  const known = note.current();
  // Nothing may be left of a journal that somebody has cut; the district must hear of it.
  if (unfit !== null && known?.isForked !== true) return false;
  return (known?.seq ?? 0) >= journal.head().seq;
}

function deliveredOf(noted: NotedJournal | undefined): number {
  return noted?.note.current()?.seq ?? 0;
}

/** How many numbers were given in these journals. */
export function numbersOf(journals: readonly NotedJournal[]): number {
  return journals.reduce((sum, { lastSeq }) => sum + lastSeq(), 0);
}

/** The number of the last entry that there is; 0 for none. */
function lastNumberIn(journals: readonly NotedJournal[]): number {
  const last = journals.findLastIndex(({ journal }) => journal.head().seq > 0);
  return numbersOf(journals.slice(0, Math.max(0, last))) + (journals[last]?.journal.head().seq ?? 0);
}

/** Its hashes stay those of the entry as it lies on disk. */
function asSeen(entry: JournalEntry, journalId: string, offset: number): JournalEntry {
  if (offset === 0 && entry.journalId === journalId) return entry;
  const body = bodyOf(entry);
  const seen = body?.kind === 'void' ? { ...body, voidsSeq: body.voidsSeq + offset } : entry.body;
  return { ...entry, journalId, seq: entry.seq + offset, body: seen };
}

/** The journal that is written to. */
export function lastOf(journals: readonly NotedJournal[]): NotedJournal {
  const last = journals.at(-1);
  if (last === undefined) throw new Error('a kiosk has one journal at least');
  return last;
}
