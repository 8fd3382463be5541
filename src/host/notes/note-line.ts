import { z } from 'zod';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { NotesPulled, NotesPushed } from '../../host-api/notes-api.ts';
import { comesBefore } from '../../protocol/position-cursor.ts';
import { Cursor, Epoch } from '../../protocol/wire.ts';
import { NOTES_PER_PUSH_MAX, type NotesPage, type PushedNote } from '../../protocol/wire-notes.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import type { DistrictLine, LineAnswer } from '../district/district-line.ts';
import type { DistrictResult } from '../district/district-request.ts';
import { codeOf } from '../journal/file/journal-fault.ts';
import type { KioskJournals } from '../journal/kiosk-journals.ts';
import { readProfileFile } from '../profile/profile-file.ts';
import { keepCarryKey } from './carried-notes.ts';
import type { NoteBook, WaitingNote } from './note-book.ts';

/** A note whose entry the district does not know, as one in quarantine, is sent again this much later. */
const TRY_AGAIN_MS = 10 * MINUTE_MS;

const FEED_FILE = 'notes-feed.json';
/** How far this kiosk has the notes of others, and for which sites it asked. */
const FeedFile = z.strictObject({
  format: z.literal(1),
  cursor: Cursor.nullable(),
  /** What the district answered when it was last asked. */
  epoch: Epoch,
  siteIds: z.array(z.string()),
});

type FeedPlace = Omit<z.infer<typeof FeedFile>, 'format'>;
interface Asked {
  readonly cursor: Cursor | null;
  readonly epoch: string | null;
}
const BEGINNING: Asked = { cursor: null, epoch: null };

/** Notes on their way to the district and from it. Key and text go from the host to the district and nowhere else. */
export interface NoteLine {
  /** Sends one batch of what waits; asks nothing where nothing waits. */
  push(): Promise<LineAnswer<NotesPushed>>;
  /** Takes one page of what is new at this kiosk's sites, and erases what has had its end. */
  pull(): Promise<LineAnswer<NotesPulled>>;
}

interface NoteLineParts {
  readonly disk: Disk;
  readonly notes: NoteBook;
  readonly journals: Pick<KioskJournals, 'left' | 'current'>;
  readonly line: Pick<DistrictLine, 'ask'>;
  readonly siteIds: () => readonly string[];
  /** Milliseconds that nobody can set. */
  readonly monotonicMs: () => number;
}

export function noteLine(parts: NoteLineParts): NoteLine {
  /** When a note may be sent again that the district was not ready for. */
  const notBefore = new Map<string, number>();
  return { push: () => pushNotes(parts, notBefore), pull: () => pullNotes(parts) };
}

async function pushNotes(
  { notes, journals, line, monotonicMs }: NoteLineParts,
  notBefore: Map<string, number>,
): Promise<LineAnswer<NotesPushed>> {
  const waiting = await notes.waiting();
  const ready = waiting.filter(
    (note) => isAcknowledged(journals, note) && (notBefore.get(note.hash) ?? 0) <= monotonicMs(),
  );
  const later = (hash: string) => notBefore.set(hash, monotonicMs() + TRY_AGAIN_MS);
  const batch: PushedNote[] = [];
  for (const { hash, kind, recordId, entry } of ready.slice(0, NOTES_PER_PUSH_MAX)) {
    const content = await notes.content(hash);
    if (content !== null) batch.push({ hash, kind, recordId, entry, ...content });
    // What the disk does not give now keeps no other from being sent.
    else later(hash);
  }
  if (batch.length === 0) return pushed({ kind: 'pushed', sent: 0, waiting: waiting.length, more: false });
  const reply = await line.ask(async (client, account) =>
    orNull(await client.pushNotes(account, { notes: batch })),
  );
  if (!reply.ok) return reply;
  if (reply.value === null) return pushed({ kind: 'older-district', waiting: waiting.length });
  let sent = 0;
  for (const { hash, outcome } of reply.value.outcomes) {
    notBefore.delete(hash);
    if (outcome === 'waits') later(hash);
    // What it refuses it will refuse again; the note stays here until its end.
    if (outcome === 'kept' || outcome === 'refused') await notes.sent(hash);
    if (outcome === 'erased') await notes.erase(hash).catch(() => undefined);
    if (outcome === 'kept') sent += 1;
  }
  return pushed({
    kind: 'pushed',
    sent,
    waiting: (await notes.waiting()).length,
    more: ready.length > batch.length,
  });
}

/** The district has the entry, as far as this kiosk knows. */
function isAcknowledged(journals: NoteLineParts['journals'], { entry }: WaitingNote): boolean {
  const journal = [...journals.left(), journals.current()].find(
    (noted) => noted.journal.journalId === entry.journalId,
  );
  return (journal?.note.current()?.seq ?? 0) >= entry.seq;
}

async function pullNotes({ disk, notes, line, siteIds }: NoteLineParts): Promise<LineAnswer<NotesPulled>> {
  const sites = [...siteIds()].sort();
  try {
    const { cursor, epoch } = await placeFor(disk, notes, sites);
    const reply = await line.ask(async (client, account) => orNull(await client.notes(account, cursor)));
    if (!reply.ok) return reply;
    if (reply.value === null) return { ok: true, value: { kind: 'older-district' } };
    const page = reply.value;
    await keepCarryKey(disk, page.carry);
    if (cursor !== null && comesBefore(page.cursor, cursor)) {
      // A district that has lost its tail, or an old answer played again: what is kept starts again.
      await keepPlace(disk, { cursor: null, epoch: page.epoch, siteIds: sites });
      return { ok: true, value: { kind: 'pulled', changes: 0, more: true } };
    }
    // A district that was restored lacks the keys that it had.
    if (epoch !== null && epoch !== page.epoch) await notes.sendAgain();
    if (!(await takePage(notes, page))) return { ok: true, value: { kind: 'full' } };
    await keepPlace(disk, { cursor: page.cursor, epoch: page.epoch, siteIds: sites });
    return { ok: true, value: { kind: 'pulled', changes: page.notes.length, more: page.more } };
  } catch (error) {
    // The cursor stays: the page comes again.
    if (error instanceof Error && 'code' in error)
      return { ok: true, value: { kind: 'disk', detail: codeOf(error) } };
    throw error;
  }
}

async function takePage(notes: NoteBook, page: NotesPage): Promise<boolean> {
  for (const note of page.notes) {
    if ('erase' in note) await notes.erase(note.hash);
    else if (!(await notes.take(note))) return false;
  }
  return true;
}

/** The place in the feed to read on from. It is the beginning before the first page, or once the kiosk has other sites. */
async function placeFor(disk: Disk, notes: NoteBook, sites: readonly string[]): Promise<Asked> {
  const read = await readProfileFile(disk, FEED_FILE, FeedFile);
  if (read.kind !== 'read') return BEGINNING;
  const { cursor, epoch, siteIds } = read.value;
  if (siteIds.join('\n') === sites.join('\n')) return { cursor, epoch };
  await notes.leaveSites(sites);
  return { ...BEGINNING, epoch };
}

async function keepPlace(disk: Disk, place: FeedPlace): Promise<void> {
  await replaceFile(disk, FEED_FILE, Buffer.from(JSON.stringify({ format: 1, ...place })));
}

/** A district of an older release has no such route: null, which is no fault. */
function orNull<T>(result: DistrictResult<T>): DistrictResult<T | null> {
  return !result.ok && result.wireKind === 'not-found'
    ? { ok: true, value: null, clockOffsetMs: null }
    : result;
}

function pushed(value: NotesPushed): LineAnswer<NotesPushed> {
  return { ok: true, value };
}
