import { z } from 'zod';
import { TrustedKeys } from '../domain/catalogue/catalogue-file.ts';
import { SignedText } from '../domain/trust/signed-text.ts';

/** What a kiosk believes from the beginning, before any district has told it anything. */
export const PinnedTrust = z.strictObject({
  roots: TrustedKeys,
  /** The list of keys that came with the roots, for a kiosk whose cache was thrown away. */
  keyList: SignedText.nullable(),
  /** The signed catalogue that came with them. */
  catalogue: z.string().nullable(),
});
export type PinnedTrust = z.infer<typeof PinnedTrust>;

/** The part of it that the window gets. */
export const KioskTrust = PinnedTrust.extend({
  /** Anybody can sign what these roots believe: every screen says so. */
  isDemo: z.boolean(),
});
export type KioskTrust = z.infer<typeof KioskTrust>;
