import { positionCursorOf, positionOfCursor } from '../../protocol/position-cursor.ts';
import { feedCheckOf } from '../../protocol/reply-check.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { NotesPage, WireNote } from '../../protocol/wire-notes.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { NoteRow } from '../storage/note-store.ts';
import { carryKeyOf } from './carry-key.ts';

/**
 * One page of the notes of the asker's sites in commit order. Without a cursor, or with one of another epoch, from the
 * beginning. `bad-request` for a cursor that no district has given.
 */
export async function readNotes(
  services: Pick<Services, 'store' | 'now' | 'secrets'>,
  { siteIds }: { readonly siteIds: readonly string[] },
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<Omit<NotesPage, 'serverTimeMs'>>> {
  const given = cursor === undefined ? undefined : positionOfCursor(cursor);
  if (given === null) return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  const carry = await carryKeyOf(services);
  return services.store.read(async (reads) => {
    const { epoch } = await reads.identity();
    // The head is read before the rows. All rows up to it are committed by then, so none of them is missed.
    const { position: head } = await reads.book();
    // A cursor beyond the head points to notes that this server has lost.
    const from = given?.epoch === epoch && given.position <= head ? given.position : 0;
    const rows = await reads.notesAfter({ position: from, siteIds, limit: limit + 1 });
    const taken = rows.slice(0, limit);
    const keys = await reads.noteKeys(taken.map(({ hash }) => hash));
    const more = rows.length > limit;
    const last = taken.at(-1)?.position ?? from;
    const page = {
      epoch,
      notes: taken.flatMap((row) => wireNoteOf(row, keys.get(row.hash)) ?? []),
      carry,
      // What other sites have had meanwhile is skipped for good.
      cursor: positionCursorOf({ epoch, position: more ? last : Math.max(last, head) }),
      more,
    };
    return { ok: true, value: { ...page, check: feedCheckOf(cursor ?? null, page) } };
  });
}

/** Null for a note whose key is not here: once it is, the note has a later position. */
function wireNoteOf(row: NoteRow, keyHex: string | undefined): WireNote | null {
  const { hash, kind, recordId, siteId, endsAt, sealed } = row;
  if (row.erasedAt !== null) return { hash, erase: true };
  if (keyHex === undefined || sealed === null) return null;
  return { hash, kind, recordId, siteId, endsMs: endsAt, sealed, keyHex };
}
