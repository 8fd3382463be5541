import { bodyOf, type JournalDraft, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { JournalStatus } from '../../domain/journal/journal-state.ts';
import type { WireRecord } from '../../protocol/wire-records.ts';
import type { AcknowledgementNote } from './acknowledgement.ts';
import { faultOf } from './file/journal-fault.ts';
import type { AppendOutcome, EntryStamp, JournalFile } from './file/journal-file.ts';
import type { Unfit } from './head-seal.ts';
import { type JournalSpan, ownRef, seenRef, withRefs } from './seen-refs.ts';

/** A journal and how far the district has it. */
export interface NotedJournal {
  readonly journal: JournalFile;
  readonly note: AcknowledgementNote;
  /**
   * Somebody has cut or changed the journal: entries that the district does not have yet go to quarantine. Null if it
   * fits.
   */
  readonly unfit: Unfit | null;
  /**
   * The last number that was given in it, even if its entry is lost. It no longer changes once the journal was left.
   */
  lastSeq(): number;
}

/**
 * The journals of a kiosk as its window sees them: one journal, which has the id of the first one and goes on
 * counting. So a forked journal that was left still stands in today's list, its numbers go on, and its uses still
 * count against limits. A number that was given or acknowledged is not given again: where entries are lost, their
 * numbers are left out.
 */
export interface JournalView {
  append(draft: JournalDraft, stamp: EntryStamp): Promise<AppendOutcome>;
  /** Entries with `seq >= fromSeq` that are kept, in order, at most `limit`. */
  read(fromSeq: number, limit: number): Promise<JournalEntry[]>;
  status(): JournalStatus;
  /**
   * Turns the window's number of an entry into its number in the journal that is written to; 0 if the entry is in a
   * journal that was left.
   */
  ownSeqOf(seq: number): number;
  /** A record of the district's feed as the window sees it: entries of this kiosk by the numbers of its window. */
  recordAsSeen(record: WireRecord): WireRecord;
}

/** `journals` answers them in their order, at least one; the last is written to. */
export function journalView(journals: () => readonly NotedJournal[]): JournalView {
  const current = () => lastOf(journals()).journal;
  const offset = () => numbersOf(journals().slice(0, -1));
  const spans = () => spansOf(journals());
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
        body.kind === 'void'
          ? { ...draft, body: { ...body, voidsSeq: body.voidsSeq - seen } }
          : { ...draft, body: withRefs(body, (ref) => ownRef(spans(), ref)) };
      const outcome = await current().append(own, stamp);
      return outcome.ok ? { ok: true, entry: asSeen(outcome.entry, spans()) } : outcome;
    },
    async read(fromSeq, limit) {
      const entries: JournalEntry[] = [];
      let before = 0;
      const all = journals();
      const known = spans();
      // Entries before one that has lost its beginning, 400 days ago, would leave a gap.
      const firstShown = all.findLastIndex(({ journal }) => journal.base().seq > 0);
      for (const [index, { journal, lastSeq }] of all.entries()) {
        const missing = limit - entries.length;
        const from = Math.max(fromSeq - before, 1);
        if (missing > 0 && index >= firstShown && from <= journal.head().seq) {
          const read = await journal.read(from, missing);
          entries.push(...read.map((entry) => asSeen(entry, known)));
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
    recordAsSeen(record) {
      const known = spans();
      return { ...record, steps: record.steps.map((step) => placedAsSeen(step, known)) };
    },
  };
}

/**
 * True if the district has all of it, counted or in quarantine, and has heard that it is unfit if it is. A journal
 * may be forked for another reason too, and nothing may be left of one that somebody has cut.
 */
export function isDelivered({ journal, note, unfit }: NotedJournal): boolean {
  const known = note.current();
  if (unfit !== null && known?.isUnfitHeard !== true) return false;
  return (known?.seq ?? 0) >= journal.head().seq;
}

function deliveredOf(noted: NotedJournal | undefined): number {
  return noted?.note.current()?.seq ?? 0;
}

/** Counts the numbers that were given in these journals. */
export function numbersOf(journals: readonly NotedJournal[]): number {
  return journals.reduce((sum, { lastSeq }) => sum + lastSeq(), 0);
}

/** The number of the last entry that exists; 0 if there is none. */
function lastNumberIn(journals: readonly NotedJournal[]): number {
  const last = journals.findLastIndex(({ journal }) => journal.head().seq > 0);
  return numbersOf(journals.slice(0, Math.max(0, last))) + (journals[last]?.journal.head().seq ?? 0);
}

/** Its hashes stay those of the entry on disk. */
function asSeen(entry: JournalEntry, spans: readonly JournalSpan[]): JournalEntry {
  // A kiosk with one journal sees what lies there.
  if (spans.length < 2) return entry;
  if (bodyOf(entry) === null) return { ...entry, ...seenRef(spans, entry) };
  return placedAsSeen(entry, spans);
}

interface Placed {
  readonly journalId: string;
  readonly seq: number;
  readonly body: JournalEntry['body'];
}

function placedAsSeen<Entry extends Placed>(entry: Entry, spans: readonly JournalSpan[]): Entry {
  const { journalId, body } = entry;
  const before = spans.find((span) => span.journalId === journalId)?.before ?? 0;
  const voidsSeq = body['voidsSeq'];
  const isVoid = body.kind === 'void' && typeof voidsSeq === 'number';
  const seen = isVoid
    ? { ...body, voidsSeq: voidsSeq + before }
    : withRefs(body, (ref) => seenRef(spans, ref));
  return { ...entry, ...seenRef(spans, entry), body: seen };
}

function spansOf(journals: readonly NotedJournal[]): readonly JournalSpan[] {
  let before = 0;
  return journals.map(({ journal, lastSeq }) => {
    const span = { journalId: journal.journalId, before };
    before += lastSeq();
    return span;
  });
}

/** The journal that is written to. */
export function lastOf(journals: readonly NotedJournal[]): NotedJournal {
  const last = journals.at(-1);
  if (last === undefined) throw new Error('a kiosk has one journal at least');
  return last;
}
