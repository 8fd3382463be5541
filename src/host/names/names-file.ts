import { z } from 'zod';
import { hexOf } from '../../domain/base/id-text.ts';

/** The key to the names as it lies in the safe storage: bare, or in a box under the passphrase's key. */
export const StoredNamesKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bare'),
    keyHex: hexOf(32),
    /** High-water time of its making: it seals nothing older. */
    madeMs: z.int(),
  }),
  z.strictObject({
    kind: z.literal('locked'),
    boxHex: z.string().regex(/^[0-9a-f]+$/),
    madeMs: z.int(),
  }),
]);
export type StoredNamesKey = z.infer<typeof StoredNamesKey>;
