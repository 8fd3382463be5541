import { replaceFile } from '../disk/atomic-file.ts';
import type { Disk, DiskHandle } from '../disk/disk.ts';
import { readBytes, writeBytes } from '../disk/disk-bytes.ts';
import { diskFaultOf, type JournalTrouble } from './file/journal-fault.ts';
import { type ChainHead, follows, LINE_BYTES_MAX, NEWLINE } from './file/journal-line.ts';
import { flippedBitIn } from './file/journal-mend.ts';
import { headAfter, type SegmentScan, scanSegment } from './file/journal-scan.ts';
import { addToSegment, type JournalSegment } from './file/journal-segment.ts';

/** A disk that has turned over more bits than this in one file is to be replaced, not mended. */
const MENDS_MAX = 16;

interface Settling {
  readonly name: string;
  readonly head: ChainHead;
  /** Only the last segment may end in a write that was cut short. */
  readonly isLast: boolean;
  readonly troubles: JournalTrouble[];
  readonly due: DueMend[];
}

/** Does what a full disk had no room for. Nothing may be written before it resolves. It may be called again. */
export type DueMend = () => Promise<void>;

/**
 * Reads a segment and repairs the end of its file: a single flipped bit is turned back, a lost line end is added, and a
 * torn tail is cut off and kept beside it. Other damage stays as it is. If a full disk has no room for the repair, it
 * is made before the next write, and the end of the file stays as it is until then.
 */
export async function settleSegment(disk: Disk, settling: Settling): Promise<JournalSegment> {
  const { name, head, troubles } = settling;
  for (let mends = 0; ; mends += 1) {
    const scan = await scanOf(disk, name, head);
    if (scan.rest.kind === 'nothing') return scan.segment;
    const handle = await disk.open(name, 'write');
    try {
      const isMended = mends < MENDS_MAX && (await mendBit(handle, settling, scan));
      if (isMended) continue;
      troubles.push(await settleRest({ disk, handle }, settling, scan));
      return scan.segment;
    } finally {
      await handle.close();
    }
  }
}

async function scanOf(disk: Disk, name: string, head: ChainHead): Promise<SegmentScan> {
  const handle = await disk.open(name, 'read');
  try {
    return await scanSegment(handle, name, head);
  } finally {
    await handle.close();
  }
}

async function mendBit(handle: DiskHandle, settling: Settling, scan: SegmentScan): Promise<boolean> {
  const { segment, rest } = scan;
  if (rest.kind !== 'damaged') return false;
  const next = headAfter(segment, settling.head.journalId);
  const bytes = await readBytes(handle, segment.length, LINE_BYTES_MAX);
  const flipped = flippedBitIn(bytes, (line) => follows(line, next));
  if (flipped === null) return false;
  const offset = segment.length + flipped.at;
  await writeBytes(handle, Uint8Array.of(flipped.was), offset);
  await handle.datasync();
  settling.troubles.push({ kind: 'bit-mended', seq: next.seq + 1, file: segment.name, offset });
  return true;
}

interface OpenFile {
  readonly disk: Disk;
  readonly handle: DiskHandle;
}

async function settleRest(
  open: OpenFile,
  settling: Settling,
  { segment, rest }: SegmentScan,
): Promise<JournalTrouble> {
  const { seq } = headAfter(segment, settling.head.journalId);
  const { name: file, length: offset } = segment;
  switch (rest.kind) {
    case 'nothing':
      throw new Error('nothing to settle');
    case 'damaged':
      return { kind: 'damaged', seq: seq + 1, detail: rest.detail, file, offset };
    case 'torn-tail': {
      if (!settling.isLast) return { kind: 'damaged', seq: seq + 1, detail: 'not an entry', file, offset };
      return doneOrDue(open, settling, {
        offset,
        mend: tailCut(open.disk, file, { offset, bytes: rest.bytes }),
      });
    }
    case 'line-end-lost': {
      addToSegment(segment, rest.entry, rest.lineBytes + 1);
      return doneOrDue(open, settling, { offset, mend: lineEndPut(seq + 1, offset + rest.lineBytes) });
    }
  }
}

/** Repairs the end of a file. If it rejects, nothing is lost, and a second call does the rest. */
type EndMend = (handle: DiskHandle) => Promise<JournalTrouble>;

function tailCut(
  disk: Disk,
  file: string,
  cut: { readonly offset: number; readonly bytes: Uint8Array },
): EndMend {
  let keptIn: string | null = null;
  return async (handle) => {
    keptIn ??= await keepAside(disk, file, cut);
    await handle.truncate(cut.offset);
    await handle.datasync();
    return { kind: 'torn-tail', bytes: cut.bytes.length, keptIn };
  };
}

function lineEndPut(seq: number, lineEnd: number): EndMend {
  return async (handle) => {
    await handle.truncate(lineEnd);
    await writeBytes(handle, Uint8Array.of(NEWLINE), lineEnd);
    await handle.datasync();
    return { kind: 'line-end-mended', seq };
  };
}

/** A kiosk on a full disk still answers cards and pushes: it starts, and the repair waits for room. */
async function doneOrDue(
  { disk, handle }: OpenFile,
  { name: file, isLast, due }: Settling,
  { offset, mend }: { readonly offset: number; readonly mend: EndMend },
): Promise<JournalTrouble> {
  try {
    return await mend(handle);
  } catch (error) {
    // Files before the last one may be removed before there is room.
    if (!isLast || diskFaultOf(error).kind !== 'disk-full') throw error;
    due.push(() => mendOf(disk, file, mend));
    return { kind: 'end-unsettled', file, offset };
  }
}

async function mendOf(disk: Disk, file: string, mend: EndMend): Promise<void> {
  const handle = await disk.open(file, 'write');
  try {
    await mend(handle);
  } finally {
    await handle.close();
  }
}

/** The most copies of what was cut off at one place; more are no accident. */
const ASIDE_MAX = 100;

/** Writes bytes that are about to be cut off into a file beside it, and flushes them. Returns the name of that file. */
async function keepAside(
  disk: Disk,
  name: string,
  cut: { readonly offset: number; readonly bytes: Uint8Array },
): Promise<string> {
  const taken = new Set(await disk.list());
  for (let copy = 1; copy <= ASIDE_MAX; copy += 1) {
    const aside = `${name}.torn-${cut.offset}-${copy}`;
    if (taken.has(aside)) continue;
    await replaceFile(disk, aside, cut.bytes);
    return aside;
  }
  throw new Error(`${name} was torn ${ASIDE_MAX} times at byte ${cut.offset}`);
}
