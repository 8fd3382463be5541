import { Acknowledgement, acknowledgementNote } from './acknowledgement.ts';
import { replaceFile } from './atomic-file.ts';
import type { Disk } from './disk.ts';
import { type JournalFile, type JournalOptions, openJournal } from './journal-file.ts';
import type { JournalFinding } from './journal-finding.ts';
import { JOURNALS_MAX, journalIdsOf, leftNoteNameOf, writeJournalIds } from './journal-list.ts';
import { newJournalId } from './journal-opening.ts';
import { type JournalView, journalView, type NotedJournal } from './journal-view.ts';
import { type ProfileFile, readProfileFile } from './profile-file.ts';
import { turns } from './turns.ts';

/** Of the journal that is written to. */
const ACKNOWLEDGED_FILE = 'acknowledged.json';

/** All journals of a kiosk: the one that is written to, and those that it left because the district calls them forked. */
export interface KioskJournals {
  readonly view: JournalView;
  /** The one that is written to. */
  current(): NotedJournal;
  /** Those that were left, the oldest first. They stay on disk, and go to the district's quarantine. */
  left(): readonly NotedJournal[];
  /**
   * Leaves the present journal and begins another one. False where it cannot: the disk refuses, or this was done too
   * often for one enrolment; then all stays as it is.
   */
  beginAnew(): Promise<boolean>;
  /** Waits for the appends that were asked for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenedJournals {
  readonly journals: KioskJournals;
  /** Notes that could not be read. */
  readonly notes: readonly ProfileFile<Acknowledgement | null>[];
  /** What opening found. */
  readonly findings: readonly JournalFinding[];
}

/** Opens the journals of the folder, or begins the first one. Throws where the disk fails. */
export async function openJournals(disk: Disk, options: JournalOptions): Promise<OpenedJournals> {
  const { newId = newJournalId } = options;
  const listed = await journalIdsOf(disk);
  const ids = listed.length === 0 ? [newId()] : listed;
  const notes: ProfileFile<Acknowledgement | null>[] = [];
  const opened: NotedJournal[] = [];
  const findings: JournalFinding[] = [];
  for (const [index, journalId] of ids.entries()) {
    const journal = await openJournal(disk, { ...options, journalId });
    const file = index === ids.length - 1 ? ACKNOWLEDGED_FILE : leftNoteNameOf(journalId);
    const read = await readProfileFile(disk, file, Acknowledgement.nullable());
    const value = read.kind === 'read' ? read.value : null;
    notes.push(read);
    findings.push(...findingsOf(journal, value));
    opened.push({ journal, note: noteOf(disk, file, journal, value) });
  }
  return { journals: journalsOver(disk, options, opened), notes, findings };
}

/** What opening this journal found, and which entries the district had acknowledged that are no longer in it. */
function findingsOf(
  { journalId, head, findings }: JournalFile,
  value: Acknowledgement | null,
): JournalFinding[] {
  const { seq } = head();
  if (value?.journalId !== journalId || value.isForked || value.seq <= seq) return [...findings];
  // What was cut off had been recorded and sent: it was no write that nobody was told of.
  const tail = findings.find((finding) => finding.kind === 'torn-tail');
  const others = findings.filter((finding) => finding !== tail);
  return [
    ...others,
    { kind: 'entries-lost', fromSeq: seq + 1, toSeq: value.seq, keptIn: tail?.keptIn ?? null },
  ];
}

function journalsOver(disk: Disk, options: JournalOptions, opened: readonly NotedJournal[]): KioskJournals {
  const { newId = newJournalId } = options;
  /** No entry is written while the journal changes. */
  const inTurn = turns();
  let all = opened;
  /** Begun on the disk, and not opened yet. */
  let begun: string | null = null;
  const view = journalView(() => all);
  const current = () => lastOf(all);

  async function begin(): Promise<boolean> {
    if (all.length >= JOURNALS_MAX) return false;
    const { journal, note } = current();
    await journal.settled();
    const { journalId } = journal;
    const nextId = begun ?? newId();
    const ids = [...all.map((noted) => noted.journal.journalId), nextId];
    await writeJournalIds(disk, ids);
    begun = nextId;
    const next = await openJournal(disk, { ...options, journalId: nextId });
    const leftNote = noteOf(disk, leftNoteNameOf(journalId), journal, null);
    await leftNote.set(note.current());
    const nextNote = noteOf(disk, ACKNOWLEDGED_FILE, next, null);
    await nextNote.set(null);
    all = [...all.slice(0, -1), { journal, note: leftNote }, { journal: next, note: nextNote }];
    begun = null;
    options.onFinding?.({ kind: 'journal-left', journalId, entries: journal.head().seq });
    return true;
  }

  return {
    view: { ...view, append: (draft, stamp) => inTurn(() => view.append(draft, stamp)) },
    current,
    left: () => all.slice(0, -1),
    beginAnew: () => inTurn(() => begin().catch(() => false)),
    settled: () => inTurn(async () => undefined),
    async close() {
      for (const { journal } of all) await journal.close();
    },
  };
}

/** A note about another journal, or about more than this one holds, says nothing. */
function noteOf(disk: Disk, file: string, journal: JournalFile, value: Acknowledgement | null) {
  const fits = value?.journalId === journal.journalId && value.seq <= journal.head().seq;
  return acknowledgementNote(fits ? value : null, (next) =>
    replaceFile(disk, file, Buffer.from(JSON.stringify(next))),
  );
}

function lastOf(journals: readonly NotedJournal[]): NotedJournal {
  const last = journals.at(-1);
  if (last === undefined) throw new Error('a kiosk has one journal at least');
  return last;
}
