import { DAY_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import type { Instant } from '../../domain/base/wall-time.ts';
import { isKeyOfNote, NOTE_DAYS_MAX, noteHashOf } from '../../domain/notes/note.ts';
import type { NoteDraft, NoteFault } from '../../host-api/notes-api.ts';
import type { WireNote } from '../../protocol/wire-notes.ts';
import { diskFaultOf } from '../journal/file/journal-fault.ts';
import type { HeldNotes, NoteMeta, NotePlace } from './held-notes.ts';
import { noteEraser } from './note-eraser.ts';
import { sealedNote } from './sealed-note.ts';

/** Notes of a site for 180 days, at thirty a day. */
const NOTES_MAX = 5_000;

export type BroughtNote = Extract<WireNote, { readonly keyHex: string }>;

export type PutOutcome =
  | { readonly ok: true; readonly value: { readonly hash: string } }
  | { readonly ok: false; readonly fault: NoteFault };

/** Seals a note. `behind`: where the journal stands, so that an entry which names it comes later. */
export async function putNote(held: HeldNotes, draft: NoteDraft, behind: NotePlace): Promise<PutOutcome> {
  const { files, metas, nowMs, random } = held;
  if (metas.size >= NOTES_MAX) {
    return { ok: false, fault: { kind: 'too-many', detail: `${metas.size} notes are kept` } };
  }
  const { kind, recordId, siteId } = draft;
  const { hash, sealed, keyHex } = sealedNote(draft.text, draft, random);
  const writtenMs = nowMs();
  const endsMs = endWithin(draft.endsMs, writtenMs);
  const own = { behind, entry: null, isSent: false };
  const meta: NoteMeta = { hash, kind, recordId, siteId, writtenMs, endsMs, own };
  try {
    await files.write({ format: 1, ...meta, sealed: sealed.toString('base64') }, keyHex);
  } catch (error) {
    held.doomed.add(hash);
    await noteEraser(held)
      .destroy(hash)
      .catch(() => undefined);
    return { ok: false, fault: faultOf(error) };
  }
  metas.set(hash, meta);
  return { ok: true, value: { hash } };
}

/** Whatever was asked for: it ends some time after it is written, and within 180 days. */
function endWithin(endsMs: Instant, writtenMs: Instant): Instant {
  return Math.min(Math.max(endsMs, writtenMs + MINUTE_MS), writtenMs + NOTE_DAYS_MAX * DAY_MS);
}

function faultOf(error: unknown): NoteFault {
  const { kind, detail } = diskFaultOf(error);
  const isOfDisk =
    kind === 'disk-full' || kind === 'read-only' || kind === 'not-permitted' || kind === 'storage-gone';
  return { kind: isOfDisk ? kind : 'io', detail };
}

/** Holds in memory at once; rejects where the disk does not take it. */
export async function changeNote(
  { files, metas }: Pick<HeldNotes, 'files' | 'metas'>,
  hash: string,
  next: (meta: NoteMeta) => NoteMeta,
): Promise<void> {
  const meta = metas.get(hash);
  if (meta === undefined) return;
  const changed = next(meta);
  metas.set(hash, changed);
  const read = await files.read(hash);
  if (read.kind === 'whole') await files.rewrite({ format: 1, ...changed, sealed: read.file.sealed });
}

/** Takes what the district has of a note. False if there is no room; rejects on disk errors. */
export async function takeNote(held: HeldNotes, note: BroughtNote): Promise<boolean> {
  const { files, metas, nowMs } = held;
  const { hash, kind, recordId, siteId, sealed, keyHex, endsMs } = note;
  const known = metas.get(hash);
  if (known !== undefined) {
    // The district knows the end of the record better.
    const end = endWithin(endsMs, known.writtenMs);
    const own = known.own && { ...known.own, isSent: true };
    const isNews = known.endsMs !== end || known.own?.isSent === false;
    if (isNews) await changeNote(held, hash, (meta) => ({ ...meta, endsMs: end, own }));
    return true;
  }
  const bytes = Buffer.from(sealed, 'base64');
  const isSound = noteHashOf(bytes) === hash && isKeyOfNote(bytes, keyHex);
  if (!isSound || endsMs <= nowMs()) return true;
  if (metas.size >= NOTES_MAX) return false;
  const writtenMs = nowMs();
  const meta: NoteMeta = {
    ...{ hash, kind, recordId, siteId, writtenMs },
    endsMs: endWithin(endsMs, writtenMs),
    own: null,
  };
  held.doomed.add(hash);
  await files.write({ format: 1, ...meta, sealed }, keyHex);
  held.doomed.delete(hash);
  metas.set(hash, meta);
  return true;
}
