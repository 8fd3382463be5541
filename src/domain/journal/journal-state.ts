import { z } from 'zod';

/** How far a journal is written, and how far the district has it. */
export const JournalStatus = z.strictObject({
  journalId: z.string(),
  /** Last recorded `seq`; 0 for none. */
  headSeq: z.int().min(0),
  /** Last `seq` that the district has acknowledged. */
  acknowledgedSeq: z.int().min(0),
});
export type JournalStatus = z.infer<typeof JournalStatus>;

/** Why the journal could not take an entry: nothing was recorded then. */
export const JournalFault = z.strictObject({
  kind: z.enum([
    'disk-full',
    'read-only',
    'not-permitted',
    'not-enrolled',
    'unknown-void',
    'already-voided',
    /** The entry is of a journal that was left: the office decides about it. */
    'with-office',
    /** The entry names a note that is not on this device. */
    'note-missing',
    /** Nobody is signed in at a desk where somebody must be, or the desk is locked. */
    'sign-in-needed',
    /** A clerk may not do it alone: `detail` is the permission that is missing. */
    'approval-needed',
    /** The folder or the file is not where it was. */
    'storage-gone',
    /** Another program holds the profile now. */
    'taken-over',
    'io',
  ]),
  detail: z.string(),
});
export type JournalFault = z.infer<typeof JournalFault>;
