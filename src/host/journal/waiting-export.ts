import { join } from 'node:path';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { signText } from '../../domain/trust/signed-text.ts';
import {
  EXPORT_FILES_MAX,
  type ExportedNotes,
  type ExportFault,
  type ExportResult,
} from '../../host-api/export-api.ts';
import { EXPORT_ENTRIES_MAX } from '../../protocol/journal-export.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import { folderDisk } from '../disk/disk.ts';
import { carriedNotes } from '../notes/carried-notes.ts';
import type { WaitingNote } from '../notes/note-book.ts';
import type { Enrolment } from '../profile/enrolment-file.ts';
import type { Profile } from '../profile/profile.ts';
import { diskFaultOf } from './file/journal-fault.ts';
import { JournalUnreadable } from './file/journal-reading.ts';
import { journalExportOf } from './journal-export.ts';
import { isDelivered, type NotedJournal } from './journal-view.ts';

/** Entries are read in pages, so that a sale in between waits for one page only. */
const ENTRIES_PER_READ = 500;

interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Entries = readonly [JournalEntry, ...JournalEntry[]];

/**
 * For a site without a line: signs the entries that the district has not acknowledged with the device's own key, and
 * writes them where `chooseFolder` says. Notes that wait go with them, sealed to a key of the district. If that is absent, the window gets them. Nothing is marked as delivered, so
 * that the same entries may be exported again: the district takes each once.
 */
export async function exportWaiting(
  profile: Pick<Profile, 'journals' | 'enrolment' | 'clock' | 'disk' | 'notes'>,
  chooseFolder: (() => Promise<string | null>) | undefined,
): Promise<ExportResult> {
  const enrolment = profile.enrolment();
  if (enrolment === null) return faulty('not-enrolled', 'no enrolment in this profile');
  // Exports one journal at a time: those that were left first, then the one that is written to.
  const waiting = [...profile.journals.left(), profile.journals.current()].find(
    (noted) => !isDelivered(noted) && hasWaiting(noted),
  );
  if (waiting === undefined) return { kind: 'nothing' };
  const { fromSeq, toSeq } = waitingOf(waiting);
  const folder = chooseFolder === undefined ? undefined : await chooseFolder();
  if (folder === null) return { kind: 'cancelled' };
  try {
    const { files, notes } = await signedFiles(profile, waiting, { enrolment, fromSeq, toSeq });
    const stretch = { fromSeq, toSeq, ...(notes.carried + notes.left === 0 ? {} : { notes }) };
    if (folder === undefined) return { kind: 'download', ...stretch, files: files.map(asBase64) };
    const disk = folderDisk(folder);
    // A file of the same name has the same entries, so overwriting an earlier export loses nothing.
    for (const { name, bytes } of files) await replaceFile(disk, name, bytes);
    return { kind: 'saved', ...stretch, files: files.map(({ name }) => join(folder, name)) };
  } catch (error) {
    if (error instanceof JournalUnreadable) return faulty('io', error.message);
    if (error instanceof Error && 'code' in error) return { kind: 'fault', fault: faultOfDisk(error) };
    throw error;
  }
}

/** False if nothing is left to carry, as for a journal that was emptied. */
function hasWaiting(noted: NotedJournal): boolean {
  const { fromSeq, toSeq } = waitingOf(noted);
  return fromSeq <= toSeq;
}

function waitingOf({ journal, note }: NotedJournal) {
  const fromSeq = Math.max(journal.base().seq, note.current()?.seq ?? 0) + 1;
  const lastSeq = fromSeq + EXPORT_FILES_MAX * EXPORT_ENTRIES_MAX - 1;
  return { fromSeq, toSeq: Math.min(journal.head().seq, lastSeq) };
}

async function signedFiles(
  profile: Pick<Profile, 'clock' | 'disk' | 'notes'>,
  { journal, unfit }: NotedJournal,
  span: { readonly enrolment: Enrolment; readonly fromSeq: number; readonly toSeq: number },
): Promise<{ readonly files: readonly ExportFile[]; readonly notes: ExportedNotes }> {
  const { enrolment, fromSeq, toSeq } = span;
  const signer = { keyId: enrolment.kioskId, secretKey: hexToBytes(enrolment.deviceKeyHex) };
  const sign = (text: string) => signText('journal-export', text, signer);
  const exportedAtMs = profile.clock.look().effectiveMs;
  const files: ExportFile[] = [];
  let carried = 0;
  let left = 0;
  for (let first = fromSeq; first <= toSeq; first += EXPORT_ENTRIES_MAX) {
    const last = Math.min(toSeq, first + EXPORT_ENTRIES_MAX - 1);
    const entries = await entriesOf(journal, first, last);
    // Notes of entries that the district has already go with the first file.
    const isOfFile = ({ entry }: WaitingNote) =>
      entry.journalId === journal.journalId && entry.seq <= last && (first === fromSeq || entry.seq >= first);
    const beside = await carriedNotes(profile, isOfFile, exportedAtMs);
    carried += beside.carried;
    left += beside.left;
    files.push(journalExportOf(entries, { exportedAtMs, unfit, sign, notes: beside.notes }));
  }
  return { files, notes: { carried, left } };
}

async function entriesOf(journal: Profile['journal'], fromSeq: number, toSeq: number): Promise<Entries> {
  const entries: JournalEntry[] = [];
  for (let next = fromSeq; next <= toSeq; next += ENTRIES_PER_READ) {
    entries.push(...(await journal.read(next, Math.min(ENTRIES_PER_READ, toSeq - next + 1))));
  }
  const [first, ...rest] = entries;
  if (first === undefined) throw new RangeError(`no entries from ${fromSeq} to ${toSeq}`);
  return [first, ...rest];
}

function asBase64({ name, bytes }: ExportFile): { readonly name: string; readonly base64: string } {
  return { name, base64: Buffer.from(bytes).toString('base64') };
}

/** If the folder is gone because the drive was pulled out, our own disk has no fault. */
function faultOfDisk(error: Error): ExportFault {
  const { kind, detail } = diskFaultOf(error);
  return kind === 'disk-full' || kind === 'read-only' || kind === 'not-permitted'
    ? { kind, detail }
    : { kind: 'io', detail };
}

function faulty(kind: ExportFault['kind'], detail: string): ExportResult {
  return { kind: 'fault', fault: { kind, detail } };
}
