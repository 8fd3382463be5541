import { DAY_MS } from '../../../domain/base/duration.ts';
import type { Disk } from '../../disk/disk.ts';
import { type JournalBase, writeBase } from '../journal-base.ts';
import { type JournalSegment, lastSeqOf } from './journal-segment.ts';
import type { JournalWriter } from './journal-writer.ts';

/**
 * On how many days the district must have said that it holds an entry before it may go. The least is 45, since a
 * district may be restored from a backup within that time. With a year and a month, this device can also count this
 * year's and last autumn's uses again. Days are counted, not subtracted: if the district's clock is years wrong in one
 * answer, only one day is counted.
 */
export const KEPT: KeptFor = { days: 400, dayMs: DAY_MS };

export interface KeptFor {
  readonly days: number;
  /** What counts as one day, by the district's clock. */
  readonly dayMs: number;
}

/** The district holds all entries up to `seq`, and says what time it is. */
export interface Acknowledged {
  readonly seq: number;
  readonly serverTimeMs: number;
  /** The epoch of the district's database; null if it is not known. */
  readonly epoch: JournalBase['epoch'];
  /** The machine's time when the district said so: nobody has signed the district's time, and days take time. */
  readonly uptimeMs?: number | null;
}

interface KeptJournal {
  readonly base: JournalBase;
  readonly segments: readonly JournalSegment[];
}

interface PruningParts {
  readonly disk: Disk;
  readonly writer: Pick<JournalWriter, 'segments' | 'forget'>;
  readonly kept: KeptFor;
  readonly base: JournalBase;
  /** True while somebody reads entries, perhaps of a file that could be removed. */
  readonly isReading: () => boolean;
}

interface Pruning {
  base(): JournalBase;
  /** Counts the day, and removes the files that the district has had for long enough. One call at a time. */
  acknowledged(answer: Acknowledged): Promise<void>;
}

/** Keeps the base of an open journal, and moves it as the district acknowledges. */
export function openPruning({ disk, writer, kept, isReading, ...opened }: PruningParts): Pruning {
  let { base } = opened;
  /** The machine's uptime when a day was last counted in this run. */
  let countedAtMs: number | null = null;
  let leaving: readonly JournalSegment[] = [];

  async function acknowledged(answer: Acknowledged): Promise<void> {
    const { uptimeMs = null, serverTimeMs } = answer;
    const isTooSoon = uptimeMs !== null && countedAtMs !== null && uptimeMs - countedAtMs < kept.dayMs / 2;
    const told = {
      ...answer,
      serverTimeMs: isTooSoon ? (base.countedMs ?? serverTimeMs) : serverTimeMs,
    };
    const before = base.countedMs;
    base = await noteAcknowledged(disk, { base, segments: writer.segments() }, told, kept);
    if (base.countedMs !== before) countedAtMs = uptimeMs;
    const pruned = await pruneJournal(disk, { base, segments: writer.segments() }, answer, kept);
    base = pruned.base;
    await writer.forget(pruned.removable);
    leaving = [...leaving, ...pruned.removable];
    // A read under way may still need one of them. The next start removes what is left.
    if (isReading()) return;
    for (const segment of leaving) await disk.remove(segment.name);
    leaving = [];
  }

  return { base: () => base, acknowledged };
}

/**
 * Counts the days on which the district has each closed segment, and forgets what it no longer has. The count is on
 * disk when this resolves.
 */
async function noteAcknowledged(
  disk: Disk,
  { base, segments }: KeptJournal,
  { seq, serverTimeMs, epoch }: Acknowledged,
  { days, dayMs }: KeptFor,
): Promise<JournalBase> {
  // A district that was restored may have lost entries in between, and has backups without them: it counts again.
  const marks = base.epoch === epoch ? base.acknowledged : [];
  const sinceMs = serverTimeMs - (base.countedMs ?? serverTimeMs);
  const isNextDay = sinceMs >= dayMs;
  const daysBySeq = new Map(marks.map((mark) => [mark.seq, mark.days + (isNextDay ? 1 : 0)]));
  const acknowledged = segments
    .slice(0, -1)
    .map(lastSeqOf)
    .filter((lastSeq) => lastSeq <= seq)
    .map((lastSeq) => ({ seq: lastSeq, days: daysBySeq.get(lastSeq) ?? 0 }));
  // An older answer played again counts nothing; but a clock that was years ahead must not keep a file forever.
  const isCountedNow = base.countedMs === null || isNextDay || sinceMs < -days * dayMs;
  const next = { ...base, epoch, countedMs: isCountedNow ? serverTimeMs : base.countedMs, acknowledged };
  if (JSON.stringify(next) !== JSON.stringify(base)) await writeBase(disk, next);
  return next;
}

/**
 * Moves the base behind the segments that the district has had for enough days, and has it on disk before it resolves;
 * the caller removes their files. A start that finds such files after a crash removes them. The last segment that holds
 * an entry always stays: the chain goes on from it.
 */
async function pruneJournal(
  disk: Disk,
  { base, segments }: KeptJournal,
  { seq }: Pick<Acknowledged, 'seq'>,
  { days }: KeptFor,
): Promise<{ readonly base: JournalBase; readonly removable: readonly JournalSegment[] }> {
  const isDue = new Set(
    base.acknowledged.filter((mark) => mark.seq <= seq && mark.days >= days).map((mark) => mark.seq),
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
