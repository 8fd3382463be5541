import { z } from 'zod';
import { Role } from '../api/wire-session.ts';

/** People, sessions and audit, as the contract of the sign-in describes them; other fields are ignored. */
const OfficerRow = z.object({
  name: z.string(),
  role: Role,
  siteIds: z.array(z.string()).nullable(),
  hasTotp: z.boolean(),
  mustChangePassword: z.boolean(),
  isLocked: z.boolean(),
  lockedUntilMs: z.number().nullable(),
});
export type OfficerRow = z.infer<typeof OfficerRow>;
export const OfficersReply = z.object({ officers: z.array(OfficerRow) });

/** The answer for a new officer, or after a change; the password is shown once. */
export const OfficerReply = z.object({ officer: OfficerRow, oneTimePassword: z.string().nullable() });

const SessionRow = z.object({
  sessionId: z.string(),
  officer: z.string(),
  createdAtMs: z.number(),
  seenAtMs: z.number(),
  source: z.string(),
  isOwn: z.boolean(),
});
export type SessionRow = z.infer<typeof SessionRow>;
export const SessionsReply = z.object({ sessions: z.array(SessionRow) });

const TokenRow = z.object({
  name: z.string(),
  role: Role,
  siteIds: z.array(z.string()).nullable(),
  createdAtMs: z.number(),
  createdBy: z.string(),
  expiresAtMs: z.number(),
});
export type TokenRow = z.infer<typeof TokenRow>;
export const TokensReply = z.object({ serverTimeMs: z.number(), tokens: z.array(TokenRow) });

/** The token itself is told once. */
export const TokenReply = z.object({ token: z.string(), access: TokenRow });

const AuditRow = z.object({
  seq: z.number(),
  atMs: z.number(),
  officer: z.string(),
  role: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;
export const AuditReply = z.object({ rows: z.array(AuditRow), more: z.boolean() });
