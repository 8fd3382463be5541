import { GENESIS_HASH, type Hash } from '../../domain/journal/journal-entry.ts';
import type { Disk } from '../disk/disk.ts';
import { readBytes } from '../disk/disk-bytes.ts';
import { type ChainHead, follows, LINE_BYTES_MAX } from './file/journal-line.ts';
import { flippedBitIn } from './file/journal-mend.ts';
import { firstEntryOf } from './file/journal-reading.ts';
import { headAfter, type OnEntry, type SegmentScan, scanSegment } from './file/journal-scan.ts';
import { type SegmentName, segmentNameIn, segmentsAfter } from './file/journal-segment.ts';
import { type BaseReading, readBase } from './journal-base.ts';
import { journalIdsOf } from './journal-list.ts';

/** Where a journal stops being sound. `offset` is in bytes from the beginning of `file`. */
interface JournalDamage {
  readonly seq: number;
  readonly file: string;
  readonly offset: number;
  readonly detail: string;
  /** True for a single flipped bit, which the kiosk turns back by itself at its next start. */
  readonly isMendable: boolean;
}

/** What a look at a journal's files found. The look changes nothing. */
export interface JournalInspection {
  readonly journalId: string;
  /** The files that were read; at its next start the kiosk removes those before the base. */
  readonly files: readonly string[];
  /** The entry before the first one that is here; `seq` 0 for a journal from its beginning. */
  readonly base: { readonly seq: number; readonly hash: Hash };
  /** The last sound entry. */
  readonly head: { readonly seq: number; readonly hash: Hash };
  readonly damage: JournalDamage | null;
  /** Bytes of a last write that was never answered; the kiosk cuts them off at its next start. */
  readonly tornBytes: number;
  /** The note of where the journal begins, for a whole folder; `missing` is right where nothing was removed. */
  readonly baseNote: BaseReading['kind'] | 'not-looked-for';
}

/**
 * Reads a journal from its files, or from one of them alone, and checks all of it. `onEntry` is given every
 * sound entry in order. `journalId` names one of several; by default it is the one that is written to. Null if there is no
 * journal; throws if the disk fails, or nobody can say which of several is written to.
 */
export async function inspectJournal(
  disk: Disk,
  only: string | null,
  {
    onEntry = () => {},
    journalId = null,
  }: { readonly onEntry?: OnEntry; readonly journalId?: string | null } = {},
): Promise<JournalInspection | null> {
  const found = only === null ? await segmentsOf(disk, journalId) : [];
  const first = only ?? found[0]?.name;
  if (first === undefined) return null;
  const begins = await beginningOf(disk, first);
  const { journalId: id } = begins;
  const note = only === null ? await readBase(disk, id) : null;
  const base = note?.kind === 'read' ? { journalId: id, ...note.base.base } : begins;
  const files = only === null ? segmentsAfter(base.seq, found).map((file) => file.name) : [only];
  let look: Look = { head: base, damage: null, tornBytes: 0 };
  for (const [index, file] of files.entries()) {
    look = await lookAt(disk, { file, head: look.head, isLast: index === files.length - 1, onEntry });
    if (look.damage !== null) break;
  }
  const { head, damage, tornBytes } = look;
  const baseNote = note?.kind ?? 'not-looked-for';
  return { journalId: id, files, base: withoutId(base), head: withoutId(head), damage, tornBytes, baseNote };
}

async function segmentsOf(disk: Disk, journalId: string | null): Promise<SegmentName[]> {
  const id = journalId ?? (await journalIdsOf(disk)).at(-1);
  const found = (await disk.list())
    .flatMap((name) => segmentNameIn(name) ?? [])
    .filter((file) => file.journalId === id);
  return found.sort((one, other) => one.firstSeq - other.firstSeq);
}

/** The journal's id is taken from the file's name and its first entry. If the file was renamed, the entry counts. */
async function beginningOf(disk: Disk, file: string): Promise<ChainHead> {
  const named = segmentNameIn(file);
  const entry = await firstEntryOf(disk, file);
  return {
    journalId: named?.journalId ?? entry?.journalId ?? '',
    seq: (named?.firstSeq ?? entry?.seq ?? 1) - 1,
    hash: (named?.firstSeq ?? entry?.seq) === 1 ? GENESIS_HASH : (entry?.parent ?? GENESIS_HASH),
  };
}

interface Look {
  readonly head: ChainHead;
  readonly damage: JournalDamage | null;
  readonly tornBytes: number;
}

async function lookAt(
  disk: Disk,
  file: {
    readonly file: string;
    readonly head: ChainHead;
    readonly isLast: boolean;
    readonly onEntry: OnEntry;
  },
): Promise<Look> {
  const { file: name, head } = file;
  const firstSeq = segmentNameIn(name)?.firstSeq ?? head.seq + 1;
  if (firstSeq !== head.seq + 1) {
    const damage = { seq: head.seq + 1, file: name, offset: 0, detail: 'chain: gap', isMendable: false };
    return { head, damage, tornBytes: 0 };
  }
  const handle = await disk.open(name, 'read');
  try {
    const scan = await scanSegment(handle, name, head, file.onEntry);
    const { segment, rest } = scan;
    const next = headAfter(segment, head.journalId);
    if (rest.kind === 'torn-tail' && file.isLast) {
      return { head: next, damage: null, tornBytes: rest.bytes.length };
    }
    if (rest.kind === 'torn-tail')
      return { head: next, damage: damageAt(scan, 'not an entry'), tornBytes: 0 };
    if (rest.kind !== 'damaged') return { head: next, damage: null, tornBytes: 0 };
    const bytes = await readBytes(handle, segment.length, LINE_BYTES_MAX);
    const flipped = flippedBitIn(bytes, (line) => follows(line, next));
    const damage = { ...damageAt(scan, rest.detail), isMendable: flipped !== null };
    return { head: next, damage, tornBytes: 0 };
  } finally {
    await handle.close();
  }
}

function damageAt({ segment }: SegmentScan, detail: string): JournalDamage {
  const seq = segment.firstSeq + segment.entries;
  return { seq, file: segment.name, offset: segment.length, detail, isMendable: false };
}

function withoutId({ seq, hash }: ChainHead): { readonly seq: number; readonly hash: Hash } {
  return { seq, hash };
}
