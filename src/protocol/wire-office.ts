import { z } from 'zod';
import { isShownWhole, isStorableText } from '../domain/base/plain-text.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';

/** Who signs in to the office, what a session may do, and what the audit log tells. */

export const AUDIT_PAGE_MAX = 1_000;
const OFFICER_SITES_MAX = 200;
const NAME_LENGTH_MAX = 40;
/** Longer texts cost the slow hash time, and nobody types them. */
const PASSWORD_LENGTH_MAX = 200;

export const OfficeRole = z.enum(['administrator', 'officer', 'finance', 'auditor', 'venue-manager']);
export type OfficeRole = z.infer<typeof OfficeRole>;

/** `POST /v1/office/addresses/unlock`: wrong tries from this address are forgotten. */
export const AddressUnlock = z.strictObject({ address: z.union([z.ipv4(), z.ipv6()]) });
/** A name has no colon, since the audit log puts one between the kind of a name and the name, as in `token:…`. */
export const OfficerName = z
  .string()
  .trim()
  .min(1)
  .max(NAME_LENGTH_MAX)
  .refine(
    (name) => isShownWhole(name) && isStorableText(name) && !/[:/\\?#%]|^[.]+$/.test(name),
    'no such name',
  )
  .overwrite((name) => name.normalize('NFC'));
const Password = z.string().min(1).max(PASSWORD_LENGTH_MAX).refine(isStorableText, 'text with NUL');
/** Six digits, or a recovery code with or without its hyphens. */
const Code = z.string().trim().min(1).max(40);
const SiteIds = z.array(CatalogueId).min(1).max(OFFICER_SITES_MAX);

const SignedInOfficer = z.object({
  name: z.string(),
  role: OfficeRole,
  /** Null for all sites. */
  siteIds: z.array(z.string()).nullable(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
});
export type SignedInOfficer = z.infer<typeof SignedInOfficer>;

/** `GET /v1/office/session`, which does not keep a session alive; `POST /v1/office/session` answers the same. */
export const SessionReply = z.object({
  officer: SignedInOfficer,
  expiresAtMs: z.int(),
  idleAtMs: z.int(),
  serverTimeMs: z.int(),
});
export type SessionReply = z.infer<typeof SessionReply>;

/** `POST /v1/office/session` */
export const SignInRequest = z.strictObject({ name: OfficerName, password: Password, code: Code.optional() });
export type SignInRequest = z.infer<typeof SignInRequest>;

/**
 * `POST /v1/office/session/confirm`: who sits there is still the officer; it lasts five minutes. 403
 * `wrong-password`.
 */
export const ConfirmRequest = z.strictObject({ password: Password, code: Code.optional() });
export type ConfirmRequest = z.infer<typeof ConfirmRequest>;

/** `POST /v1/office/session/password` */
export const PasswordChange = z.strictObject({ old: Password, new: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** `POST /v1/office/session/totp`: the second factor counts once `…/totp/confirm` has seen a code of it. */
export const TotpOffer = z.object({ secretUri: z.string(), recoveryCodes: z.array(z.string()) });
export const TotpConfirm = z.strictObject({ code: z.string().regex(/^[0-9]{6}$/) });

/** `POST /v1/office/first`: the first administrator, by the one-time link of the start. */
export const FirstRequest = z.strictObject({
  token: z.string().min(1).max(100),
  name: OfficerName,
  password: Password,
});
export type FirstRequest = z.infer<typeof FirstRequest>;

const OfficerView = z.object({
  name: z.string(),
  role: OfficeRole,
  siteIds: z.array(z.string()).nullable(),
  hasTotp: z.boolean(),
  mustChangePassword: z.boolean(),
  /** By an administrator. */
  isLocked: z.boolean(),
  /** By wrong tries; null if it is not. */
  lockedUntilMs: z.int().nullable(),
  passwordChangedAtMs: z.int(),
  createdAtMs: z.int(),
});
export type OfficerView = z.infer<typeof OfficerView>;

/** `GET /v1/office/officers` */
export const OfficersReply = z.object({ serverTimeMs: z.int(), officers: z.array(OfficerView) });

/** `POST /v1/office/officers`: a venue manager has sites, and nobody else. */
export const NewOfficer = z.strictObject({
  name: OfficerName,
  role: OfficeRole,
  siteIds: SiteIds.nullable().default(null),
});
export type NewOfficer = z.infer<typeof NewOfficer>;

/** `POST /v1/office/officers/{name}`: what is not there stays as it is. */
export const OfficerChange = z.strictObject({
  role: OfficeRole.optional(),
  siteIds: SiteIds.nullable().optional(),
  locked: z.boolean().optional(),
  /** A new one-time password, without the second factor, and the end of a lock-out by wrong tries. */
  reset: z.literal(true).optional(),
});
export type OfficerChange = z.infer<typeof OfficerChange>;

/** What both answer. The password is told once. */
export const OfficerReply = z.object({
  serverTimeMs: z.int(),
  officer: OfficerView,
  oneTimePassword: z.string().nullable(),
});
export type OfficerReply = z.infer<typeof OfficerReply>;

const SessionView = z.object({
  sessionId: z.uuid(),
  officer: z.string(),
  createdAtMs: z.int(),
  seenAtMs: z.int(),
  expiresAtMs: z.int(),
  /** An address, or a network of IPv6. */
  source: z.string(),
  isOwn: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

/** `GET /v1/office/sessions`; `DELETE /v1/office/sessions/{sessionId}` ends one. */
export const SessionsReply = z.object({ serverTimeMs: z.int(), sessions: z.array(SessionView) });
export const SessionParams = z.strictObject({ sessionId: z.uuid() });

export const TOKEN_DAYS_MAX = 366;
/** `POST /v1/office/tokens`: a named access token for a program. */
export const NewToken = z.strictObject({
  name: OfficerName,
  role: OfficeRole,
  siteIds: SiteIds.nullable().default(null),
  days: z.int().min(1).max(TOKEN_DAYS_MAX).default(90),
});
export type NewToken = z.infer<typeof NewToken>;

const TokenView = z.object({
  name: z.string(),
  role: OfficeRole,
  siteIds: z.array(z.string()).nullable(),
  createdAtMs: z.int(),
  createdBy: z.string(),
  expiresAtMs: z.int(),
});
export type TokenView = z.infer<typeof TokenView>;
/** The token itself is told once. */
export const TokenReply = z.object({ serverTimeMs: z.int(), token: z.string(), access: TokenView });
/** `GET /v1/office/tokens`; `POST /v1/office/tokens/{name}/end` ends one. */
export const TokensReply = z.object({ serverTimeMs: z.int(), tokens: z.array(TokenView) });

/** A row of the audit log. `hash` is over the rest of the row, and `parent` is the hash of the row before. */
export const AuditRow = z.object({
  seq: z.int().min(1),
  atMs: z.int(),
  /** An officer, `token:…`, `command-line` or `district`. */
  officer: z.string(),
  role: z.string(),
  /** A route, or what happened at the sign-in. */
  action: z.string(),
  /** What it was about: a site, the last four characters of a card number, an officer; empty for none. */
  subject: z.string(),
  /** What came of it. */
  detail: z.string(),
  parent: z.string(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** The longest name in the log is `token:` with the name of a token after it. */
const AUDIT_NAME_MAX = 100;
const Instant = z.coerce.number().int().min(0);
/**
 * `GET /v1/office/audit?after=&limit=`: in the order of the chain, after a `seq`; with `order=newest` the newest first,
 * before a `seq`. The times bound it, `to` not in it; `officer` is the whole name.
 */
export const AuditQuery = z.strictObject({
  order: z.enum(['oldest', 'newest']).default('oldest'),
  after: Instant.default(0),
  before: Instant.optional(),
  officer: z.string().min(1).max(AUDIT_NAME_MAX).refine(isStorableText, 'no text').optional(),
  limit: z.coerce.number().int().min(1).max(AUDIT_PAGE_MAX).default(100),
  fromMs: Instant.optional(),
  toMs: Instant.optional(),
});
export const AuditReply = z.object({ rows: z.array(AuditRow).max(AUDIT_PAGE_MAX), more: z.boolean() });
export type AuditReply = z.infer<typeof AuditReply>;
