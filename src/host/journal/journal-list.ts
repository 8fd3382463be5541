import { z } from 'zod';
import { UUID_PATTERN } from '../../domain/base/id-text.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import { readFileOf, replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import { PROFILE_FILE_BYTES_MAX } from '../profile/profile-file.ts';
import { segmentNameIn } from './file/journal-segment.ts';
import { baseIdsIn } from './journal-base.ts';

const LIST_FILE = 'journals.json';
const LEFT_NOTE_NAME = new RegExp(`^acknowledged-(${UUID_PATTERN})\\.json$`);
/** A district accepts no more journals than this from one enrolment. */
export const JOURNALS_MAX = 16;

/** The journals of a kiosk in their order; the last is the one that is written to. */
const JournalList = z.strictObject({
  format: z.literal(1),
  journalIds: z.array(z.uuid()).min(1).max(JOURNALS_MAX),
});

/**
 * The ids of the journals in the folder, in their order; one that is named may have no file yet. Empty if there is
 * none. A kiosk that has left no journal keeps no list. If the list is lost, the notes of the journals that were left
 * tell which one is written to. Changes nothing. Throws if the folder holds journals of which nobody can say that.
 */
export async function journalIdsOf(disk: Disk): Promise<readonly string[]> {
  const names = await disk.list();
  const found = new Set([
    ...names.flatMap((name) => segmentNameIn(name)?.journalId ?? []),
    ...baseIdsIn(names),
  ]);
  const listed = await listIn(disk);
  if (listed !== null && [...found].every((id) => listed.includes(id))) return listed;
  if (found.size <= 1) return [...found];
  const left = new Set(names.flatMap((name) => LEFT_NOTE_NAME.exec(name)?.[1] ?? []));
  const [current, ...others] = [...found].filter((id) => !left.has(id));
  if (current === undefined || others.length > 0 || found.size > JOURNALS_MAX) {
    throw new Error(`${disk.folder} holds ${found.size} journals`);
  }
  return [...[...found].filter((id) => id !== current).sort(), current];
}

/** Null if there is no list, or if it is not what was written. */
async function listIn(disk: Disk): Promise<readonly string[] | null> {
  const bytes = await readFileOf(disk, LIST_FILE, PROFILE_FILE_BYTES_MAX);
  return JournalList.safeParse(jsonOf(String(bytes))).data?.journalIds ?? null;
}

/** How far the district has a journal that was left. */
export function leftNoteNameOf(journalId: string): string {
  return `acknowledged-${journalId}.json`;
}

/** The list is on disk when this resolves. The next start then writes to the last journal of it. */
export async function writeJournalIds(disk: Disk, journalIds: readonly string[]): Promise<void> {
  await replaceFile(disk, LIST_FILE, Buffer.from(JSON.stringify({ format: 1, journalIds })));
}
