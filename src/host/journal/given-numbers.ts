import { z } from 'zod';
import { WallDate } from '../../domain/base/wall-time.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import { type ProfileFile, readProfileFile } from '../profile/profile-file.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { lastSeqIn } from './damaged-numbers.ts';
import type { JournalTrouble } from './file/journal-fault.ts';
import type { JournalFile } from './file/journal-file.ts';
import { JOURNALS_MAX } from './journal-list.ts';

const NUMBERS_FILE = 'numbers.json';
/** A busy desk records as many in a year. If a district claims to have more than this beyond ours, it is not believed. */
const BEYOND_MAX = 100_000;

/** The last number that a journal has given. A slip may show it even if the entry is lost. */
const NumbersGiven = z.strictObject({
  journalId: z.uuid(),
  lastSeq: z.int().min(0),
  /** The entries that the district has and this machine has lost, and the day on which that was found; null for none. */
  lost: z
    .strictObject({
      fromSeq: z.int().min(1),
      toSeq: z.int().min(1),
      keptIn: z.string().nullable(),
      foundOn: WallDate,
    })
    .nullable(),
});
export type NumbersGiven = z.infer<typeof NumbersGiven>;

const GivenFile = z.strictObject({ format: z.literal(1), journals: z.array(NumbersGiven).max(JOURNALS_MAX) });
type GivenFile = z.infer<typeof GivenFile>;

/** The numbers that must not be given again, for each journal that lost entries or was left. */
export interface GivenNumbers {
  /** What reading the file found. */
  readonly read: ProfileFile<GivenFile>;
  of(journalId: string): NumbersGiven | null;
  /** Counts from now on. Rejects if the disk refuses it. */
  keep(given: NumbersGiven): Promise<void>;
}

/** Throws if the disk fails. */
export async function openGivenNumbers(disk: Disk): Promise<GivenNumbers> {
  const read = await readProfileFile(disk, NUMBERS_FILE, GivenFile);
  let journals = read.kind === 'read' ? read.value.journals : [];
  return {
    read,
    of: (journalId) => journals.find((given) => given.journalId === journalId) ?? null,
    async keep(given) {
      journals = [...journals.filter(({ journalId }) => journalId !== given.journalId), given];
      await replaceFile(disk, NUMBERS_FILE, Buffer.from(JSON.stringify({ format: 1, journals })));
    },
  };
}

/** The entries after `headSeq` that the district has and this machine has not; null for none, and for too many. */
export function lostAfter(
  headSeq: number,
  districtSeq: number,
  found: { readonly keptIn: string | null; readonly on: WallDate },
): NumbersGiven['lost'] {
  if (districtSeq <= headSeq || districtSeq - headSeq > BEYOND_MAX) return null;
  return { fromSeq: headSeq + 1, toSeq: districtSeq, keptIn: found.keptIn, foundOn: found.on };
}

/** The last number that this journal has given, and which of its entries are lost, as far as this machine knows. */
export async function numbersGivenIn(
  disk: Disk,
  of: {
    readonly journal: JournalFile;
    readonly note: Acknowledgement | null;
    readonly known: NumbersGiven | null;
    readonly isWrittenTo: boolean;
    readonly today: WallDate;
  },
): Promise<NumbersGiven> {
  const { journal, note, known, isWrittenTo, today } = of;
  const { journalId, head, troubles } = journal;
  const { seq } = head();
  // The numbers of a journal that was left only grow. Its file may be cut later, or the kiosk went on in it because a
  // new journal could not be begun.
  if (!isWrittenTo && known !== null) {
    return { ...known, lastSeq: Math.max(known.lastSeq, await lastSeqIn(disk, journal)) };
  }
  const acknowledged = note?.isForked === false ? note.seq : 0;
  const keptIn = troubles.find((trouble) => trouble.kind === 'torn-tail')?.keptIn ?? null;
  const lost = lostAfter(seq, acknowledged, { keptIn, on: today }) ?? known?.lost ?? null;
  const lastSeq = Math.max(await lastSeqIn(disk, journal), lost?.toSeq ?? 0, known?.lastSeq ?? 0);
  return { journalId, lastSeq, lost };
}

/** What opening the journal found, and which entries were found today to be lost. `before`: numbers of other journals. */
export function withLost(
  troubles: readonly JournalTrouble[],
  { lost }: NumbersGiven,
  { before, today }: { readonly before: number; readonly today: WallDate },
): JournalTrouble[] {
  if (lost?.foundOn !== today) return [...troubles];
  // What was cut off had been acknowledged, so it is not an unfinished write.
  const others = troubles.filter((trouble) => trouble.kind !== 'torn-tail' || trouble.keptIn !== lost.keptIn);
  return [...others, lostEntries(lost, before)];
}

/** The lost entries by the numbers that slips show. */
export function lostEntries(lost: NonNullable<NumbersGiven['lost']>, before: number): JournalTrouble {
  const { fromSeq, toSeq, keptIn } = lost;
  return { kind: 'entries-lost', fromSeq: fromSeq + before, toSeq: toSeq + before, keptIn };
}
