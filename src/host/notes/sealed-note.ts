import {
  isKeyOfNote,
  NOTE_HEAD_BYTES,
  noteBindingOf,
  noteHashOf,
  noteHeadOf,
} from '../../domain/notes/note.ts';
import { openedBox, sealedBox } from '../disk/sealed-box.ts';
import { newKeyHex, type RandomBytes } from '../profile/enrolment-file.ts';

/** Whose words a note is, and of which kind: it opens as nothing else. */
interface NoteSubject {
  readonly kind: string;
  readonly recordId: string;
}

export interface SealedNote {
  readonly hash: string;
  readonly sealed: Buffer;
  readonly keyHex: string;
}

/** Seals a text under a key of its own: a head that names the key by its hash, and a box of AES-256-GCM. */
export function sealedNote(text: string, subject: NoteSubject, random: RandomBytes): SealedNote {
  const keyHex = newKeyHex(random);
  const box = sealedBox(
    Buffer.from(keyHex, 'hex'),
    Buffer.from(text, 'utf8'),
    noteBindingOf(subject),
    random,
  );
  const sealed = Buffer.concat([noteHeadOf(keyHex), box]);
  return { hash: noteHashOf(sealed), sealed, keyHex };
}

/** Null for another key or subject, or if bytes were changed. */
export function openedNote(sealed: Uint8Array, keyHex: string, subject: NoteSubject): string | null {
  if (!isKeyOfNote(sealed, keyHex)) return null;
  const box = sealed.subarray(NOTE_HEAD_BYTES);
  return openedBox(Buffer.from(keyHex, 'hex'), box, noteBindingOf(subject))?.toString('utf8') ?? null;
}
