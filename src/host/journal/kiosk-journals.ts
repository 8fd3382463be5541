import { turns } from '../../domain/base/turns.ts';
import type { WallDate } from '../../domain/base/wall-time.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import { type ProfileFile, readProfileFile } from '../profile/profile-file.ts';
import { Acknowledgement, acknowledgementNote, isNoteOf } from './acknowledgement.ts';
import { diskFaultOf, type JournalTrouble } from './file/journal-fault.ts';
import {
  type AppendOutcome,
  isDamaged,
  type JournalFile,
  type JournalOptions,
  openJournal,
} from './file/journal-file.ts';
import { newJournalId } from './file/journal-opening.ts';
import {
  type GivenNumbers,
  lostAfter,
  lostEntries,
  numbersGivenIn,
  openGivenNumbers,
  withLost,
} from './given-numbers.ts';
import type { HeadSeals, Unfit } from './head-seal.ts';
import { JOURNALS_MAX, journalIdsOf, leftNoteNameOf, writeJournalIds } from './journal-list.ts';
import {
  isDelivered,
  type JournalView,
  journalView,
  lastOf,
  type NotedJournal,
  numbersOf,
} from './journal-view.ts';

/** The file says up to which entry the district has the current journal. */
const ACKNOWLEDGED_FILE = 'acknowledged.json';

/** All journals of a kiosk: the one that is written to, and those that it left because the district calls them forked. */
export interface KioskJournals {
  readonly view: JournalView;
  /** The journal that is written to. */
  current(): NotedJournal;
  /** The journals that were left, the oldest first. They stay on disk, and go to the district's quarantine. */
  left(): readonly NotedJournal[];
  /**
   * Leaves the present journal and begins another one. False if it cannot: the disk refuses, or this was done too
   * often for one enrolment; then all stays as it is.
   */
  beginAnew(): Promise<boolean>;
  /** The district says how far it has the journal that is written to: the next journal gives none of those numbers. */
  districtHolds(seq: number): void;
  /** Waits for the appends that were asked for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenedJournals {
  readonly journals: KioskJournals;
  /** Notes that could not be read. */
  readonly notes: readonly ProfileFile<unknown>[];
  /** What opening found. */
  readonly troubles: readonly JournalTrouble[];
}

interface KioskJournalOptions extends JournalOptions {
  readonly today: () => WallDate;
  /** Keeps the heads of the journals. If it is absent, nobody notices what somebody has cut or changed. */
  readonly seals?: HeadSeals | undefined;
}

/**
 * Opens the journals of the folder, or begins the first one. If the present one has lost entries that the district has,
 * it is left at once: its next entry would get a number that a slip already has. Throws if the disk fails.
 */
export async function openJournals(disk: Disk, options: KioskJournalOptions): Promise<OpenedJournals> {
  const { newId = newJournalId, today, seals } = options;
  const listed = await journalIdsOf(disk);
  const ids = listed.length === 0 ? [newId()] : listed;
  const numbers = await openGivenNumbers(disk);
  const notes: ProfileFile<unknown>[] = [numbers.read];
  const opened: NotedJournal[] = [];
  const troubles: JournalTrouble[] = [];
  for (const [index, journalId] of ids.entries()) {
    const journal = await openJournal(disk, { ...options, journalId });
    const isWrittenTo = index === ids.length - 1;
    const file = isWrittenTo ? ACKNOWLEDGED_FILE : leftNoteNameOf(journalId);
    const read = await readProfileFile(disk, file, Acknowledgement.nullable());
    const said = read.kind === 'read' && read.value?.journalId === journalId ? read.value : null;
    const value = said !== null && (await isNoteOf(journal, said)) ? said : null;
    const known = numbers.of(journalId);
    const { unfit, sealedSeq } = (await seals?.look(journal)) ?? { unfit: null, sealedSeq: 0 };
    const given = await numbersGivenIn(disk, { journal, note: value, known, isWrittenTo, today: today() });
    const isNews = given.lastSeq > journal.head().seq || !isWrittenTo;
    // What the disk does not keep is found again at the next start.
    if (given !== known && isNews) await numbers.keep(given).catch(() => undefined);
    notes.push(read);
    troubles.push(...withLost(journal.troubles, given, { before: numbersOf(opened), today: today() }));
    const lastSeq = () => Math.max(given.lastSeq, sealedSeq, isWrittenTo ? journal.head().seq : 0);
    const noted = { journal, note: noteOf(disk, file, journal, value), unfit, lastSeq };
    // Once the district has it in quarantine, the office looks into it.
    if (unfit !== null && !isDelivered(noted)) troubles.push(unfitTrouble(journal, unfit));
    opened.push(noted);
  }
  const over = journalsOver({ disk, options, opened, numbers });
  await over.leaveWrong();
  return { journals: over.journals, notes, troubles };
}

function journalsOver(parts: {
  readonly disk: Disk;
  readonly options: KioskJournalOptions;
  readonly opened: readonly NotedJournal[];
  readonly numbers: GivenNumbers;
}): { readonly journals: KioskJournals; leaveWrong(): Promise<void> } {
  const { disk, options, opened, numbers } = parts;
  const { newId = newJournalId, today, seals } = options;
  /** No entry is written while the journal changes. */
  const inTurn = turns();
  let all = opened;
  /** The new journal is begun on the disk, and is not opened yet. */
  let begun: string | null = null;
  /** How far the district has the journal that is written to, as it said last. */
  let districtSeq = 0;
  const view = journalView(() => all);
  const current = () => lastOf(all);

  async function begin(onTrouble: JournalOptions['onTrouble']): Promise<boolean> {
    if (all.length >= JOURNALS_MAX) return false;
    const present = current();
    const { journal, note } = present;
    await journal.settled();
    const { journalId } = journal;
    if (present.unfit === null) await seals?.seal(journal);
    const { lastSeq, lost } = await closeNumbers(numbers, present, { districtSeq, today: today() });
    const nextId = begun ?? newId();
    const ids = [...all.map((noted) => noted.journal.journalId), nextId];
    await writeJournalIds(disk, ids);
    begun = nextId;
    const next = await openJournal(disk, { ...options, journalId: nextId });
    const leftNote = noteOf(disk, leftNoteNameOf(journalId), journal, null);
    await leftNote.set(note.current());
    const nextNote = noteOf(disk, ACKNOWLEDGED_FILE, next, null);
    await nextNote.set(null);
    const before = all.slice(0, -1);
    all = [
      ...before,
      { ...present, note: leftNote, lastSeq: () => lastSeq },
      { journal: next, note: nextNote, unfit: null, lastSeq: () => next.head().seq },
    ];
    begun = null;
    districtSeq = 0;
    if (lost !== null) onTrouble?.(lostEntries(lost, numbersOf(before)));
    onTrouble?.({ kind: 'journal-left', journalId, entries: journal.head().seq });
    return true;
  }

  const journals: KioskJournals = {
    view: {
      ...view,
      append: (...given) => inTurn(() => sealed(seals, current(), () => view.append(...given))),
    },
    current,
    left: () => all.slice(0, -1),
    beginAnew: () => inTurn(() => begin(options.onTrouble).catch(() => false)),
    districtHolds(seq) {
      districtSeq = Math.max(districtSeq, seq);
    },
    settled: () => inTurn(async () => undefined),
    async close() {
      const { journal: written, unfit } = current();
      await written.settled();
      if (unfit === null && written.head().seq > 0) await seals?.seal(written);
      for (const { journal } of all) await journal.close();
    },
  };
  return {
    journals,
    async leaveWrong() {
      const { journal, unfit, lastSeq } = current();
      const isShort = !isDamaged(journal) && lastSeq() > journal.head().seq;
      if (unfit === null && !isShort) return;
      // The start says which entries are lost. If the disk is full, no sale is recorded either; the next push tries
      // again.
      await begin(undefined).catch(() => false);
    },
  };
}

/** Keeps which numbers the journal gave; answers what is newly known to be lost. */
async function closeNumbers(
  numbers: GivenNumbers,
  { journal, lastSeq }: NotedJournal,
  { districtSeq, today }: { readonly districtSeq: number; readonly today: WallDate },
) {
  const { journalId } = journal;
  const known = numbers.of(journalId)?.lost ?? null;
  const lost = lostAfter(journal.head().seq, districtSeq, { keptIn: known?.keptIn ?? null, on: today });
  const given = { journalId, lastSeq: Math.max(lastSeq(), lost?.toSeq ?? 0), lost: lost ?? known };
  await numbers.keep(given);
  const isNew = lost !== null && (known === null || known.toSeq < lost.toSeq);
  return { lastSeq: given.lastSeq, lost: isNew ? lost : null };
}

/** An append to the journal, whose head is sealed before the first one and soon after each. */
async function sealed(
  seals: HeadSeals | undefined,
  { journal, unfit }: NotedJournal,
  append: () => Promise<AppendOutcome>,
): Promise<AppendOutcome> {
  // If it were sealed again, it would fit, whatever somebody has changed in it.
  if (unfit !== null) return append();
  try {
    await seals?.prepare(journal);
  } catch (error) {
    return { ok: false, fault: diskFaultOf(error) };
  }
  const outcome = await append();
  if (outcome.ok) seals?.appended(journal);
  return outcome;
}

/**
 * The note of how far the district has the journal. If the journal has lost its end, the district has all that is left,
 * so the note is set back to the end. A note that says that the journal is forked is dropped.
 */
function noteOf(disk: Disk, file: string, journal: JournalFile, value: Acknowledgement | null) {
  const isShort = value !== null && value.seq > journal.head().seq;
  const fitting = isShort ? (value.isForked ? null : { ...value, ...journal.head() }) : value;
  return acknowledgementNote(fitting, (next) => replaceFile(disk, file, Buffer.from(JSON.stringify(next))));
}

function unfitTrouble(journal: JournalFile, { sealedSeq }: Unfit): JournalTrouble {
  return { kind: 'journal-unfit', journalId: journal.journalId, seq: journal.head().seq, sealedSeq };
}
