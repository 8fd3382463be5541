import { z } from 'zod';

const Seq = z.int().min(1);

/**
 * What a start found out of the ordinary in what is kept here; nothing is ever dropped without one of these.
 * `file` is a name in the profile, `offset` bytes from its beginning.
 */
export const HostTrouble = z.discriminatedUnion('kind', [
  /** The last write was cut short before it was answered; its bytes lie in `keptIn`. */
  z.strictObject({ kind: z.literal('torn-tail'), bytes: z.int().min(0), keptIn: z.string() }),
  /** The last entry was whole but for its line end, which is there again. */
  z.strictObject({ kind: z.literal('line-end-mended'), seq: Seq }),
  /**
   * The disk is full: what the last stop left at the end of `file` stays as it is until there is room to put it in
   * order. The entries before it are whole; nothing is appended until then.
   */
  z.strictObject({ kind: z.literal('end-unsettled'), file: z.string(), offset: z.int().min(0) }),
  /** One bit of the entry had turned over; its hash told which, and it is as it was. */
  z.strictObject({ kind: z.literal('bit-mended'), seq: Seq, file: z.string(), offset: z.int().min(0) }),
  /** The entry `seq` is damaged: it and what follows stay in the file untouched, nothing is appended. */
  z.strictObject({
    kind: z.literal('damaged'),
    seq: Seq,
    detail: z.string(),
    file: z.string(),
    offset: z.int().min(0),
  }),
  /** The same in a journal that was left: the kiosk records in another one. */
  z.strictObject({ kind: z.literal('damaged-left'), seq: Seq, file: z.string() }),
  /**
   * The district has acknowledged the entries `fromSeq` to `toSeq`, and this machine has lost them. They count; only
   * today's list here does not show them. What is left of them lies in `keptIn`; null if nothing is.
   */
  z.strictObject({
    kind: z.literal('entries-lost'),
    fromSeq: Seq,
    toSeq: Seq,
    keptIn: z.string().nullable(),
  }),
  /** What tells where the journal begins is gone or unreadable: it begins at `seq` by its own first entry. */
  z.strictObject({ kind: z.literal('base-lost'), seq: Seq }),
  /**
   * While the kiosk ran, somebody deleted, moved, cut or replaced the file; it was written again from memory, and what
   * lay in its place is kept in `keptIn`, null for nothing.
   */
  z.strictObject({ kind: z.literal('file-put-back'), file: z.string(), keptIn: z.string().nullable() }),
  /** The district holds another end of this journal: it was left with this many entries, and a new one begun. */
  z.strictObject({ kind: z.literal('journal-left'), journalId: z.string(), entries: z.int().min(0) }),
  /**
   * The journal does not fit the head that this kiosk had sealed: somebody has cut or changed its file. `seq` is its
   * last entry now, `sealedSeq` the last one that was sealed; null if the seal is gone, too. What the district has
   * not got of it goes to quarantine, and the kiosk records in a new one.
   */
  z.strictObject({
    kind: z.literal('journal-unfit'),
    journalId: z.string(),
    seq: z.int().min(0),
    sealedSeq: z.int().min(0).nullable(),
  }),
  /** There was a profile with this journal in the folder, and no journal any more: this one is new. */
  z.strictObject({ kind: z.literal('profile-vanished'), journalId: z.string() }),
  /** Another journal lies in the folder than at the last start, as after a restore of an older profile. */
  z.strictObject({ kind: z.literal('profile-replaced'), journalId: z.string() }),
  /** A file of the profile could not be read; `keptIn` is where it lies now, null if it was left alone. */
  z.strictObject({ kind: z.literal('file-broken'), file: z.string(), keptIn: z.string().nullable() }),
]);
export type HostTrouble = z.infer<typeof HostTrouble>;

/** Past this many a start tells the first ones alone. */
const TROUBLES_MAX = 100;

/** What this start found; empty if all is sound. */
export const KioskHealth = z.strictObject({ troubles: z.array(HostTrouble).max(TROUBLES_MAX) });

/** The first few troubles. The rest are left out, so that an answer stays short. */
export function toldTroubles<Trouble>(troubles: readonly Trouble[]): Trouble[] {
  return troubles.slice(0, TROUBLES_MAX);
}
