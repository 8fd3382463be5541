import type { Instant } from '../../domain/base/wall-time.ts';
import type { AuditRow, OfficeRole } from '../../protocol/wire-office.ts';

/** What an officer or an access token may do. */
export interface OfficeGrant {
  readonly role: OfficeRole;
  /** Null for all sites. */
  readonly siteIds: readonly string[] | null;
}

export interface OfficerRow extends OfficeGrant {
  readonly name: string;
  /** As `hashOfPassword` makes it. */
  readonly passwordHash: string;
  /** Hashes of earlier passwords, the newest first. */
  readonly passwordHistory: readonly string[];
  readonly passwordChangedAt: Instant;
  /** Somebody else knows the password: it was made for the officer. */
  readonly mustChangePassword: boolean;
  /** Base32; null without a second factor. */
  readonly totpSecret: string | null;
  /** Offered, and no code of it was seen yet. */
  readonly totpOffered: TotpOffered | null;
  /** The time step of the last code that was used; no code of it or before counts again. */
  readonly totpStep: number | null;
  /** Hashes of the recovery codes that are left. */
  readonly recoveryHashes: readonly string[];
  /** By an administrator. */
  readonly isLocked: boolean;
  readonly createdAt: Instant;
}

export interface TotpOffered {
  readonly secret: string;
  readonly recoveryHashes: readonly string[];
}

export interface SessionRow {
  readonly sessionId: string;
  /** SHA-256 of what the cookie has. */
  readonly tokenHash: string;
  readonly officer: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  /** When the officer last proved the password within it. */
  readonly confirmedAt: Instant | null;
  readonly source: string;
}

export interface TokenRow extends OfficeGrant {
  readonly name: string;
  readonly tokenHash: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant;
}

/** Wrong tries of an officer's name or of a source. */
export interface TryRow {
  readonly tries: number;
  readonly lastAt: Instant;
}

export interface AuditBounds {
  readonly limit: number;
  readonly fromMs?: Instant | undefined;
  /** The first instant that is too late. */
  readonly toMs?: Instant | undefined;
  /** The whole name of one person or program. */
  readonly officer?: string | undefined;
}

/** Officers, sessions, tokens and the audit log. May be read within a transaction or without. */
export interface OfficeReads {
  officer(name: string): Promise<OfficerRow | null>;
  /** In the order of their names. */
  officers(): Promise<readonly OfficerRow[]>;
  sessionByToken(tokenHash: string): Promise<SessionRow | null>;
  /** The newest first. */
  sessions(): Promise<readonly SessionRow[]>;
  tokenByHash(tokenHash: string): Promise<TokenRow | null>;
  /** In the order of their names. */
  tokens(): Promise<readonly TokenRow[]>;
  officeTriesOf(key: string): Promise<TryRow | null>;
  /** When the one-time link ends; null if there is none. */
  firstLinkUntil(tokenHash: string): Promise<Instant | null>;
  /** In the order of the chain, after a `seq`. */
  auditAfter(query: AuditBounds & { readonly after: number }): Promise<readonly AuditRow[]>;
  /** The newest first, before a `seq`. */
  auditBefore(query: AuditBounds & { readonly before: number | null }): Promise<readonly AuditRow[]>;
}

export interface OfficeWrites {
  /** Whoever changes officers holds this lock: there is always an administrator left, and a code counts once. */
  lockOfficers(): Promise<void>;
  putOfficer(row: OfficerRow): Promise<void>;
  putSession(row: SessionRow): Promise<void>;
  /** Changes what is given; does nothing for a session that was ended. */
  noteSession(
    sessionId: string,
    noted: { readonly seenAt?: Instant; readonly confirmedAt?: Instant },
  ): Promise<void>;
  /** False if there was none. */
  dropSession(sessionId: string): Promise<boolean>;
  /** All of an officer but one. */
  dropSessionsOf(officer: string, exceptId: string | null): Promise<void>;
  dropSessionsBefore(expiredBefore: Instant): Promise<void>;
  putToken(row: TokenRow): Promise<void>;
  dropToken(name: string): Promise<boolean>;
  /** The tries of a key, which stay as they are until the commit. */
  lockOfficeTries(key: string): Promise<TryRow | null>;
  putOfficeTries(key: string, row: TryRow): Promise<void>;
  dropOfficeTries(key: string): Promise<void>;
  dropOfficeTriesBefore(lastBefore: Instant): Promise<void>;
  putFirstLink(tokenHash: string, expiresAt: Instant): Promise<void>;
  dropFirstLinks(): Promise<void>;
  /** The last row of the audit log; whoever adds one holds this lock. */
  lockAuditHead(): Promise<{ readonly seq: number; readonly hash: string } | null>;
  appendAudit(row: AuditRow): Promise<void>;
}
