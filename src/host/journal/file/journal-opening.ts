import { randomUUID } from 'node:crypto';
import type { Disk } from '../../disk/disk.ts';
import { baseIdsIn, emptyBase, type JournalBase, readBase } from '../journal-base.ts';
import { type DueMend, settleSegment } from '../journal-settling.ts';
import type { JournalTrouble } from './journal-fault.ts';
import type { ChainHead } from './journal-line.ts';
import { firstEntryOf } from './journal-reading.ts';
import { headAfter } from './journal-scan.ts';
import {
  emptySegment,
  type JournalSegment,
  type SegmentName,
  segmentNameIn,
  segmentNameOf,
  segmentsAfter,
} from './journal-segment.ts';

/** What opening found: where the journal begins, its segments in order, and whether it may go on. */
export interface OpenedJournal {
  readonly journalId: string;
  readonly base: JournalBase;
  /** At least one; the last is the one that is appended to. */
  readonly segments: readonly JournalSegment[];
  readonly troubles: readonly JournalTrouble[];
  /** What must be done to the end of the last segment before anything is written. */
  readonly due: readonly DueMend[];
}

/**
 * Finds the journal of the folder, or begins one under a new id or `only` that id, and reads it from its base to its
 * end. Throws if the disk fails, or if the folder has two journals, or only the files that belong to a missing one.
 */
export async function openSegments(disk: Disk, newId: () => string, only?: string): Promise<OpenedJournal> {
  const names = await disk.list();
  const isOurs = (journalId: string) => only === undefined || journalId === only;
  const found = names.flatMap((name) => segmentNameIn(name) ?? []).filter((file) => isOurs(file.journalId));
  const journalId = journalIdOf(disk.folder, found, baseIdsIn(names).filter(isOurs)) ?? only ?? newId();
  const troubles: JournalTrouble[] = [];
  const files = found.sort((one, other) => one.firstSeq - other.firstSeq);
  const { base, kept } = await settleBase(disk, journalId, files, troubles);
  const due: DueMend[] = [];
  const segments = await readSegments(disk, { journalId, base, kept, troubles, due });
  return { journalId, base, segments, troubles, due };
}

export const newJournalId = (): string => randomUUID();

/** The id is in the files' names, so that neither can be lost without the other. */
function journalIdOf(folder: string, found: readonly SegmentName[], baseIds: string[]): string | null {
  const ids = new Set(found.map((file) => file.journalId));
  if (ids.size > 1) throw new Error(`${folder} holds ${ids.size} journals`);
  const [id] = ids;
  if (id === undefined && baseIds.length > 0) {
    throw new Error(`${folder} has lost its journal: of ${baseIds.join(', ')} only the base is left`);
  }
  return id ?? null;
}

/** Finds where the journal begins. Files that end before that are left from an earlier removal and are removed now. */
async function settleBase(
  disk: Disk,
  journalId: string,
  files: readonly SegmentName[],
  troubles: JournalTrouble[],
): Promise<{ base: JournalBase; kept: readonly SegmentName[] }> {
  const reading = await readBase(disk, journalId);
  const base = reading.kind === 'read' ? reading.base : emptyBase(journalId);
  const kept = segmentsAfter(base.base.seq, files);
  for (const file of files.slice(0, files.length - kept.length)) await disk.remove(file.name);
  const begins = kept[0]?.firstSeq ?? 1;
  if (reading.kind === 'read' || (reading.kind === 'missing' && begins === 1)) return { base, kept };
  const head = begins === 1 ? base.base : await headBefore(disk, kept[0]);
  if (head === null) return { base, kept };
  troubles.push({ kind: 'base-lost', seq: begins });
  return { base: { ...base, base: head }, kept };
}

/** What a segment's first entry says of the one before it; null if it cannot be read. */
async function headBefore(disk: Disk, file: SegmentName | undefined): Promise<JournalBase['base'] | null> {
  const entry = file === undefined ? null : await firstEntryOf(disk, file.name);
  const isOfFile = entry?.journalId === file?.journalId && entry?.seq === file?.firstSeq;
  return entry !== null && isOfFile ? { seq: entry.seq - 1, hash: entry.parent } : null;
}

async function readSegments(
  disk: Disk,
  parts: {
    readonly journalId: string;
    readonly base: JournalBase;
    readonly kept: readonly SegmentName[];
    readonly troubles: JournalTrouble[];
    readonly due: DueMend[];
  },
): Promise<JournalSegment[]> {
  const { journalId, base, kept, troubles, due } = parts;
  const segments: JournalSegment[] = [];
  let head: ChainHead = { journalId, ...base.base };
  for (const [index, file] of kept.entries()) {
    if (file.firstSeq !== head.seq + 1) {
      troubles.push(missingAt(head.seq + 1, file.name));
      break;
    }
    const isLast = index === kept.length - 1;
    const segment = await settleSegment(disk, { name: file.name, head, isLast, troubles, due });
    segments.push(segment);
    if (troubles.some((trouble) => trouble.kind === 'damaged')) break;
    head = headAfter(segment, journalId);
  }
  if (segments.length === 0) segments.push(emptySegment(segmentNameOf(journalId, head.seq + 1), head));
  return segments;
}

function missingAt(seq: number, file: string): JournalTrouble {
  return { kind: 'damaged', seq, detail: 'entries are missing before this file', file, offset: 0 };
}
