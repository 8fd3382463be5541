import { z } from 'zod';
import { Nothing } from './call-shapes.ts';

/** This many files are written at once: more than a year of a busy kiosk. */
export const EXPORT_FILES_MAX = 4;

/** First and last entry that the files hold, and the notes of these entries that the district has not got; absent if there are none. */
const Stretch = {
  fromSeq: z.int().min(1),
  toSeq: z.int().min(1),
  notes: z
    .strictObject({
      /** Sealed to a key of the district, in the files. */
      carried: z.int().min(0),
      /** No key of the district is known that still is kept there, or the disk did not give them. */
      left: z.int().min(0),
    })
    .optional(),
};
export type ExportedNotes = NonNullable<z.infer<(typeof Stretch)['notes']>>;

const ExportFault = z.strictObject({
  kind: z.enum(['disk-full', 'read-only', 'not-permitted', 'not-enrolled', 'io']),
  /** For the technician, small and grey. */
  detail: z.string(),
});
export type ExportFault = z.infer<typeof ExportFault>;

/**
 * What became of the entries that the district has not acknowledged. They wait anyway: only the district can say that
 * it has them.
 */
export const ExportResult = z.discriminatedUnion('kind', [
  /** Written and flushed, where the clerk said; `files` are whole paths. */
  z.strictObject({
    kind: z.literal('saved'),
    ...Stretch,
    files: z.array(z.string()).min(1).max(EXPORT_FILES_MAX),
  }),
  /** This host asks nobody for a folder: the window hands the files on. */
  z.strictObject({
    kind: z.literal('download'),
    ...Stretch,
    files: z
      .array(z.strictObject({ name: z.string(), base64: z.base64() }))
      .min(1)
      .max(EXPORT_FILES_MAX),
  }),
  /** The clerk chose no folder. */
  z.strictObject({ kind: z.literal('cancelled') }),
  /** The district has everything. */
  z.strictObject({ kind: z.literal('nothing') }),
  z.strictObject({ kind: z.literal('fault'), fault: ExportFault }),
]);
export type ExportResult = z.infer<typeof ExportResult>;

export const exportApi = {
  /** Signs what the district has not acknowledged into files that are carried there by hand. */
  'journal.export': { input: Nothing, output: ExportResult },
} as const;
