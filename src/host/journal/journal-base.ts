import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UUID_PATTERN } from '../../domain/base/id-text.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import { GENESIS_HASH, Hash } from '../../domain/journal/journal-entry.ts';
import { Epoch } from '../../protocol/wire.ts';
import { readFileOf, replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';

const BASE_NAME = new RegExp(`^journal-(${UUID_PATTERN})\\.base\\.json$`);
/** A mark takes less than 60 bytes, a segment is 1 MiB: this is more than a disk holds. */
const BASE_BYTES_MAX = 4 * 1024 * 1024;

/** Where the entries on this disk begin, and for how long the district has had which of them. */
export const JournalBase = z.strictObject({
  format: z.literal(1),
  journalId: z.uuid(),
  /** The last entry that was removed; `seq` 0 and the genesis hash where none was. */
  base: z.strictObject({ seq: z.int().min(0), hash: Hash }),
  /** The district's epoch when it said so; null in files of the first releases. */
  epoch: Epoch.nullable().default(null),
  /** When a day was last counted, by the district's clock; null before the first. */
  countedMs: z.int().nullable().default(null),
  /**
   * On how many days the district was known to hold all entries up to `seq`, a segment's last. The first kiosks wrote
   * when it was first known: what they have is counted again.
   */
  acknowledged: z.array(z.object({ seq: z.int().min(1), days: z.int().min(0).default(0) })),
});
export type JournalBase = z.infer<typeof JournalBase>;

export type BaseReading =
  | { readonly kind: 'read'; readonly base: JournalBase }
  | { readonly kind: 'missing' }
  /** The file is not what was written, for example because of a flipped bit. */
  | { readonly kind: 'broken' };

export function emptyBase(journalId: string): JournalBase {
  const base = { seq: 0, hash: GENESIS_HASH };
  return { format: 1, journalId, base, epoch: null, countedMs: null, acknowledged: [] };
}

/** The ids of the journals that have a base, read from the names of the files. */
export function baseIdsIn(names: readonly string[]): string[] {
  return names.flatMap((name) => BASE_NAME.exec(name)?.[1] ?? []);
}

/** Throws on disk errors. */
export async function readBase(disk: Disk, journalId: string): Promise<BaseReading> {
  const bytes = await readFileOf(disk, baseNameOf(journalId), BASE_BYTES_MAX);
  if (bytes === null) return { kind: 'missing' };
  const [text = '', check = ''] = bytes.toString('utf8').split('\n');
  if (checkOf(text) !== check) return { kind: 'broken' };
  const parsed = JournalBase.safeParse(jsonOf(text));
  return parsed.success && parsed.data.journalId === journalId
    ? { kind: 'read', base: parsed.data }
    : { kind: 'broken' };
}

/** Replaces the whole file and flushes it: a line of JSON and its SHA-256. */
export async function writeBase(disk: Disk, base: JournalBase): Promise<void> {
  const text = JSON.stringify(base);
  await replaceFile(disk, baseNameOf(base.journalId), Buffer.from(`${text}\n${checkOf(text)}\n`));
}

function baseNameOf(journalId: string): string {
  return `journal-${journalId}.base.json`;
}

function checkOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
