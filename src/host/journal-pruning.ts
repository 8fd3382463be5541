import type { Disk } from './disk.ts';
import { type JournalBase, writeBase } from './journal-base.ts';
import { type JournalSegment, lastSeqOf } from './journal-segment.ts';

const DAY_MS = 86_400_000;

/**
 * How long an entry stays after the district acknowledged it. The least is 45 days, in which a district may
 * be restored from a backup; a year and a month more also lets the counters of this year's and last
 * autumn's uses be built again on this device.
 */
export const KEPT_MS = 400 * DAY_MS;

/** The district holds all entries up to `seq`, and says what time it is. */
export interface Acknowledged {
  readonly seq: number;
  readonly serverTimeMs: number;
  /** Of the district's database; null where it is not known. */
  readonly epoch: JournalBase['epoch'];
}

interface KeptJournal {
  readonly base: JournalBase;
  readonly segments: readonly JournalSegment[];
}

/** Notes since when the district has each closed segment, and forgets what it has no longer. On disk when it answers. */
export async function noteAcknowledged(
  disk: Disk,
  { base, segments }: KeptJournal,
  { seq, serverTimeMs, epoch }: Acknowledged,
): Promise<JournalBase> {
  // A district that was restored may have lost entries in between, and has backups without them: it counts anew.
  const marks = base.epoch === epoch ? base.acknowledged : [];
  const sinceBySeq = new Map(marks.map((mark) => [mark.seq, mark.serverMs]));
  const acknowledged = segments
    .slice(0, -1)
    .map(lastSeqOf)
    .filter((lastSeq) => lastSeq <= seq)
    // A district's clock that was ahead and is right again must not keep a segment for ever.
    .map((lastSeq) => ({
      seq: lastSeq,
      serverMs: Math.min(sinceBySeq.get(lastSeq) ?? serverTimeMs, serverTimeMs),
    }));
  const next = { ...base, epoch, acknowledged };
  if (JSON.stringify(next) !== JSON.stringify(base)) await writeBase(disk, next);
  return next;
}

/**
 * Moves the base behind the segments that the district has had for `keptMs`, on disk before it answers; the
 * caller removes their files. A start that finds such files after a crash removes them. The last segment
 * that holds an entry always stays: the chain goes on from it.
 */
export async function pruneJournal(
  disk: Disk,
  { base, segments }: KeptJournal,
  { keptMs, seq, serverTimeMs }: Acknowledged & { readonly keptMs: number },
): Promise<{ readonly base: JournalBase; readonly removable: readonly JournalSegment[] }> {
  const isDue = new Set(
    base.acknowledged
      .filter((mark) => mark.seq <= seq && serverTimeMs - mark.serverMs >= keptMs)
      .map((mark) => mark.seq),
  );
  const lastFilled = segments.findLastIndex((segment) => segment.entries > 0);
  const firstKept = segments.findIndex(
    (segment, index) => index >= lastFilled || !isDue.has(lastSeqOf(segment)),
  );
  const removable = segments.slice(0, Math.max(0, firstKept));
  const last = removable.at(-1);
  if (last === undefined) return { base, removable };
  const moved: JournalBase = {
    ...base,
    base: { seq: lastSeqOf(last), hash: last.headHash },
    acknowledged: base.acknowledged.filter((mark) => mark.seq > lastSeqOf(last)),
  };
  await writeBase(disk, moved);
  return { base: moved, removable };
}
