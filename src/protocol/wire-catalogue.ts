import { z } from 'zod';

const FILE_LENGTH_MAX = 4 * 1024 * 1024;

/** `POST /v1/office/catalogue`: a signed catalogue file, as it is. */
export const CataloguePublication = z.strictObject({ file: z.string().min(1).max(FILE_LENGTH_MAX) });

/** What became of it; only a published one changes anything. */
export const CataloguePublished = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('published'),
    version: z.int(),
    /** Null for at once. */
    validFrom: z.string().nullable(),
    isInForce: z.boolean(),
    /** Places that this release of the district does not know, the first ones: kiosks of the same release ask there. */
    notUnderstood: z.array(z.string()),
  }),
  /** Its signature does not fit, its key may not sign it or is not in force, or it is no catalogue. */
  z.object({ kind: z.literal('not-trusted'), fault: z.string(), message: z.string() }),
  /** The district has had this version or a later one. */
  z.object({ kind: z.literal('not-newer'), version: z.int(), held: z.int() }),
  /** Kiosks would not take so great a step. */
  z.object({ kind: z.literal('too-far-ahead'), version: z.int(), held: z.int() }),
]);
export type CataloguePublished = z.infer<typeof CataloguePublished>;
