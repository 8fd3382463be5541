import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../domain/base/wall-time.ts';
import { CARRIED_NOTES_MAX, type CarriedNotes, sealCarriedNotes } from '../../protocol/carried-notes.ts';
import { CarryKey, type PushedNote } from '../../protocol/wire-notes.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import { readProfileFile } from '../profile/profile-file.ts';
import type { NoteBook, WaitingNote } from './note-book.ts';

const CARRY_FILE = 'notes-carry-key.json';
const CarryFile = z.strictObject({ format: z.literal(1), key: CarryKey });

/** Keeps the key of the district for an export by hand. What the disk refuses comes again with the next page. */
export async function keepCarryKey(disk: Disk, key: CarryKey | undefined): Promise<void> {
  if (key === undefined) return;
  const held = await heldKey(disk);
  if (held?.id === key.id && held.publicKeyHex === key.publicKeyHex) return;
  const file = { format: 1, key } satisfies z.infer<typeof CarryFile>;
  await replaceFile(disk, CARRY_FILE, Buffer.from(JSON.stringify(file))).catch(() => undefined);
}

/** The notes that go beside one exported file, and how many of them had to stay. */
export interface Carried {
  readonly notes: CarriedNotes | null;
  readonly carried: number;
  readonly left: number;
}

/**
 * Seals the waiting notes of these entries to the key of the district. They stay at the kiosk as well: only the district
 * says that it has them. Where no key is known that is still kept there, they stay alone.
 */
export async function carriedNotes(
  { disk, notes }: { readonly disk: Disk; readonly notes: NoteBook },
  isOfFile: (note: WaitingNote) => boolean,
  now: Instant,
): Promise<Carried> {
  const waiting = (await notes.waiting()).filter(isOfFile);
  const key = waiting.length === 0 ? null : await heldKey(disk);
  if (key === null || key.endsMs <= now) return { notes: null, carried: 0, left: waiting.length };
  const ready: PushedNote[] = [];
  for (const { hash, kind, recordId, entry } of waiting.slice(0, CARRIED_NOTES_MAX)) {
    const content = await notes.content(hash);
    if (content !== null) ready.push({ hash, kind, recordId, entry, ...content });
  }
  const left = waiting.length - ready.length;
  if (ready.length === 0) return { notes: null, carried: 0, left };
  return { notes: await sealCarriedNotes(ready, key, randomBytes(32)), carried: ready.length, left };
}

async function heldKey(disk: Disk): Promise<CarryKey | null> {
  const read = await readProfileFile(disk, CARRY_FILE, CarryFile).catch(() => null);
  return read?.kind === 'read' ? (read.value?.key ?? null) : null;
}
