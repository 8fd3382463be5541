import { z } from 'zod';
import { NoteHash, NoteKind, NoteText } from '../domain/notes/note.ts';
import { RecordId } from '../domain/records/record-id.ts';
import { resultOf } from './call-shapes.ts';

export const NOTES_PER_RECORD_MAX = 400;

/** What a clerk wrote down, and of which record. `endsMs`: `noteEndOf` it; the host keeps none for more than 180 days. */
export const NoteDraft = z.strictObject({
  kind: NoteKind,
  recordId: RecordId,
  siteId: z.string().min(1).max(64),
  text: NoteText,
  endsMs: z.int().min(0),
});
export type NoteDraft = z.infer<typeof NoteDraft>;

/** Why a note was not kept. The sale goes on without it. */
export const NoteFault = z.strictObject({
  kind: z.enum(['disk-full', 'read-only', 'not-permitted', 'storage-gone', 'io', 'too-many', 'not-enrolled']),
  detail: z.string(),
});
export type NoteFault = z.infer<typeof NoteFault>;

/** `erased`: it was here and has had its end. `none`: it is not here, or this device cannot open it. */
export const NoteReading = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.enum(['erased', 'none']) }),
]);
export type NoteReading = z.infer<typeof NoteReading>;

export const KeptNote = z.strictObject({
  hash: NoteHash,
  kind: z.string(),
  endsMs: z.int(),
  /** The district has not got it yet. */
  isWaiting: z.boolean(),
});
export type KeptNote = z.infer<typeof KeptNote>;

/** What must be written down of people. It goes to nobody but the host: no cache and no log has it. */
export const notesApi = {
  /** Sealed and flushed to disk when it answers: only then may an entry name its hash. */
  'notes.put': { input: NoteDraft, output: resultOf(z.strictObject({ hash: NoteHash }), NoteFault) },
  'notes.read': { input: z.strictObject({ hash: NoteHash }), output: NoteReading },
  /** The notes of a record that are here, whoever wrote them. */
  'notes.list': {
    input: z.strictObject({ recordId: RecordId }),
    output: z.array(KeptNote).max(NOTES_PER_RECORD_MAX),
  },
} as const;

/** `older-district`: it knows no notes; they wait here for one that does. */
export const NotesPushed = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pushed'),
    sent: z.int().min(0),
    waiting: z.int().min(0),
    /** Another batch is ready. */
    more: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('older-district'), waiting: z.int().min(0) }),
]);
export type NotesPushed = z.infer<typeof NotesPushed>;

/**
 * `full`: this device has no room for more notes; `disk`: the page could not be written. In both cases the page comes
 * again.
 */
export const NotesPulled = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pulled'), changes: z.int().min(0), more: z.boolean() }),
  z.strictObject({ kind: z.enum(['older-district', 'full']) }),
  z.strictObject({ kind: z.literal('disk'), detail: z.string() }),
]);
export type NotesPulled = z.infer<typeof NotesPulled>;
