import { z } from 'zod';
import { hexOf } from '../domain/base/id-text.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';
import { EntryRef } from '../domain/journal/entry-body.ts';
import { NoteHash, NoteKeyHex, NoteKindName, SEALED_NOTE_BYTES_MAX } from '../domain/notes/note.ts';
import { RecordId } from '../domain/records/record-id.ts';
import { feedQuery, isOfItsEpoch, OTHER_EPOCH, PAGE_HEAD, PAGE_TAIL } from './feed-page.ts';
import { Epoch } from './wire.ts';

export const NOTES_PER_PUSH_MAX = 50;
export const NOTES_PAGE_MAX = 100;

const SealedBase64 = z.base64().max(4 * Math.ceil(SEALED_NOTE_BYTES_MAX / 3));

/**
 * `POST /v1/notes`: sealed notes and their keys, each with the entry that names it. The same note again is no harm. What
 * becomes of each stands in the answer: one that is not good keeps none of the others.
 */
export const NotesPush = z.strictObject({
  notes: z
    .array(
      z.strictObject({
        hash: NoteHash,
        kind: NoteKindName,
        recordId: RecordId,
        entry: EntryRef,
        sealed: SealedBase64,
        keyHex: NoteKeyHex,
      }),
    )
    .min(1)
    .max(NOTES_PER_PUSH_MAX),
});
export type NotesPush = z.infer<typeof NotesPush>;
export type PushedNote = NotesPush['notes'][number];

/**
 * `kept`: the district has it, now or before. `waits`: it does not know the entry yet, so the kiosk sends the note again.
 * `erased`: the note has had its end. `refused`: bytes, key and entry do not belong together.
 */
export const NoteOutcome = z.enum(['kept', 'waits', 'erased', 'refused']);
export type NoteOutcome = z.infer<typeof NoteOutcome>;

export const NotesPushReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  outcomes: z.array(z.object({ hash: NoteHash, outcome: NoteOutcome })).max(NOTES_PER_PUSH_MAX),
});
export type NotesPushReply = z.infer<typeof NotesPushReply>;

/** A note, or the word that its end has come: then every kiosk destroys its key and bytes. */
export const WireNote = z.union([
  z.object({ hash: NoteHash, erase: z.literal(true) }),
  z.object({
    hash: NoteHash,
    kind: NoteKindName,
    recordId: RecordId,
    siteId: CatalogueId,
    endsMs: z.int().min(0),
    sealed: SealedBase64,
    keyHex: NoteKeyHex,
  }),
]);
export type WireNote = z.infer<typeof WireNote>;

/**
 * A key of the district (X25519, public half) that a kiosk seals notes to in an export by hand. The district destroys its
 * own half at the end.
 */
export const CarryKey = z.object({ id: hexOf(32), publicKeyHex: hexOf(32), endsMs: z.int().min(0) });
export type CarryKey = z.infer<typeof CarryKey>;

/** `GET /v1/notes?cursor=&limit=`: the notes of the sites of the asker, in the order of their last change. */
export const NotesQuery = feedQuery(NOTES_PAGE_MAX);
export const NotesPage = z
  .object({
    ...PAGE_HEAD,
    notes: z.array(WireNote).max(NOTES_PAGE_MAX),
    /** Absent at a district of an earlier release. */
    carry: CarryKey.optional(),
    ...PAGE_TAIL,
  })
  .refine(isOfItsEpoch, OTHER_EPOCH);
export type NotesPage = z.infer<typeof NotesPage>;
