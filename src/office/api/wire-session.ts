import { z } from 'zod';

/** The sign-in of the office, as the district and its console have agreed on it. */
export const Role = z.enum(['administrator', 'officer', 'finance', 'auditor', 'venue-manager']);
export type Role = z.infer<typeof Role>;

export const Officer = z.object({
  name: z.string(),
  role: Role,
  /** Null for every site. */
  siteIds: z.array(z.string()).nullable(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
});
export type Officer = z.infer<typeof Officer>;

export const SessionReply = z.object({
  officer: Officer,
  expiresAtMs: z.number(),
  idleAtMs: z.number(),
  serverTimeMs: z.number(),
});

/** An answer without a body. */
export const Nothing = z.unknown();

export const TotpReply = z.object({ secretUri: z.string(), recoveryCodes: z.array(z.string()) });
