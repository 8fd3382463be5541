import { z } from 'zod';
import { TrustedKeys } from '../domain/catalogue/catalogue-file.ts';
import { SignedText } from '../domain/trust/signed-text.ts';

/** What a kiosk trusts from the start, before any district has told it anything: the pinned roots and what they signed. */
export const PinnedTrust = z.strictObject({
  roots: TrustedKeys,
  /** The list of keys that came with the roots, for a kiosk whose cache was thrown away. */
  keyList: SignedText.nullable(),
  /** The signed catalogue that came with them. */
  catalogue: z.string().nullable(),
});
export type PinnedTrust = z.infer<typeof PinnedTrust>;

/** The pinned trust as the window gets it. */
export const KioskPinnedTrust = PinnedTrust.extend({
  /** True if anybody can sign for these roots: then every screen says so. */
  isDemo: z.boolean(),
});
export type KioskPinnedTrust = z.infer<typeof KioskPinnedTrust>;
