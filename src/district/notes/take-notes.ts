import { type Instant, instantOf, plusMinutes } from '../../domain/base/wall-time.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { isKeyOfNote, noteEndOf, noteHashOf, notesIn } from '../../domain/notes/note.ts';
import type { NoteOutcome, NotesPush, NotesPushReply, PushedNote } from '../../protocol/wire-notes.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';

type TakeServices = Pick<Services, 'store' | 'catalogue' | 'now'>;

/**
 * Takes notes and their keys, each by itself. Any kiosk may bring one: whoever has bytes of this hash has had the note, and
 * the bytes say which key is theirs. A note that the district has without its key, as after a restore, has it again.
 */
export async function takeNotes(
  services: TakeServices,
  { notes }: NotesPush,
): Promise<Omit<NotesPushReply, 'serverTimeMs'>> {
  return services.store.transaction(async (writes) => {
    const { epoch } = await writes.identity();
    await writes.lockBookRow();
    const outcomes: NotesPushReply['outcomes'] = [];
    for (const note of notes) {
      outcomes.push({ hash: note.hash, outcome: await takeNote(writes, services, note) });
    }
    return { epoch, outcomes };
  });
}

/** Under the book's lock. */
async function takeNote(
  writes: DistrictWrites,
  { catalogue, now }: TakeServices,
  note: PushedNote,
): Promise<NoteOutcome> {
  const { hash, kind, recordId, sealed, keyHex } = note;
  if (!isSound(note)) return 'refused';
  const [stored] = await writes.notesByHash([hash]);
  if (stored !== undefined && stored.erasedAt !== null) return 'erased';
  if (stored !== undefined && (await writes.noteKeys([hash])).has(hash)) return 'kept';
  const [entry] = await writes.entriesFrom(note.entry.journalId, note.entry.seq, 1);
  if (entry === undefined || entry.seq !== note.entry.seq) return 'waits';
  if (!isNamedIn(entry, note)) return 'refused';
  const arrivedAt = stored?.arrivedAt ?? now();
  const endsAt =
    stored?.endsAt ??
    noteEndOf({ kind, writtenMs: arrivedAt, recordEndsMs: recordEndIn(entry) }, catalogue.catalogue.notes);
  if (endsAt <= now()) return 'erased';
  const book = await writes.lockBookRow();
  const position = book.position + 1;
  const row = { hash, kind, recordId, siteId: entry.siteId, sealed, arrivedAt, endsAt, erasedAt: null };
  await writes.putNotes([{ ...row, position }]);
  await writes.putNoteKeys([{ hash, keyHex, endsAt }]);
  await writes.saveBook({ ...book, position });
  return 'kept';
}

function isSound({ hash, sealed, keyHex }: PushedNote): boolean {
  const bytes = Buffer.from(sealed, 'base64');
  return noteHashOf(bytes) === hash && isKeyOfNote(bytes, keyHex);
}

function isNamedIn({ body }: JournalEntry, { hash, kind, recordId }: PushedNote): boolean {
  const named = notesIn(body).some((ref) => ref.hash === hash && ref.kind === kind);
  return named && body['recordId'] === recordId;
}

/** When what the entry books is over; null for what has no end that is known. */
function recordEndIn(entry: JournalEntry): Instant | null {
  const body = bodyOf(entry);
  if (body?.kind !== 'booking-opened' && body?.kind !== 'booking-moved') return null;
  return instantOf(plusMinutes(body.start, body.minutes));
}
