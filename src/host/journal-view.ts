import type { JournalDraft, JournalEntry } from '../domain/journal-entry.ts';
import type { JournalStatus } from '../host-api/host-api.ts';
import type { AcknowledgementNote } from './acknowledgement.ts';
import { faultOf } from './journal-fault.ts';
import type { AppendOutcome, EntryStamp, JournalFile } from './journal-file.ts';

/** A journal and how far the district has it. */
export interface NotedJournal {
  readonly journal: JournalFile;
  readonly note: AcknowledgementNote;
}

/**
 * The journals of a kiosk as its window sees them: one, which bears the id of the first and counts on. So a forked
 * journal that was left still stands in today's list, its numbers go on, and its uses still count against limits.
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
  const offset = () => countOf(journals().slice(0, -1));
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
      for (const [index, { journal }] of all.entries()) {
        const missing = limit - entries.length;
        const from = Math.max(fromSeq - before, 1);
        if (missing > 0 && index >= firstShown && from <= journal.head().seq) {
          const read = await journal.read(from, missing);
          const seen = before;
          entries.push(...read.map((entry) => asSeen(entry, id, seen)));
        }
        before += journal.head().seq;
      }
      return entries;
    },
    status() {
      const all = journals();
      const firstWaiting = all.findIndex((noted) => !isDelivered(noted));
      const isAll = firstWaiting === -1;
      const partly = isAll ? 0 : deliveredOf(all[firstWaiting]);
      return {
        journalId: viewId(),
        headSeq: countOf(all),
        acknowledgedSeq: countOf(isAll ? all : all.slice(0, firstWaiting)) + partly,
      };
    },
    ownSeqOf: (seq) => Math.max(0, seq - offset()),
  };
}

/** The district has all of it, held or in quarantine. */
export function isDelivered({ journal, note }: NotedJournal): boolean {
  return (note.current()?.seq ?? 0) >= journal.head().seq;
}

function deliveredOf(noted: NotedJournal | undefined): number {
  return noted?.note.current()?.seq ?? 0;
}

function countOf(journals: readonly NotedJournal[]): number {
  return journals.reduce((sum, { journal }) => sum + journal.head().seq, 0);
}

/** Its hashes stay those of the entry as it lies on disk. */
function asSeen(entry: JournalEntry, journalId: string, offset: number): JournalEntry {
  if (offset === 0 && entry.journalId === journalId) return entry;
  const { body } = entry;
  const seen = body.kind === 'void' ? { ...body, voidsSeq: body.voidsSeq + offset } : body;
  return { ...entry, journalId, seq: entry.seq + offset, body: seen };
}

function lastOf(journals: readonly NotedJournal[]): NotedJournal {
  const last = journals.at(-1);
  if (last === undefined) throw new Error('a kiosk has one journal at least');
  return last;
}
