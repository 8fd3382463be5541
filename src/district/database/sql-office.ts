import type { Selectable } from 'kysely';
import type { AuditRow } from '../../protocol/wire-office.ts';
import type { AuditBounds, OfficerRow, SessionRow, TokenRow } from '../storage/office-store.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

export function officeReads(database: Database) {
  const audit = ({ limit, fromMs, toMs, officer }: AuditBounds) =>
    database
      .selectFrom('office_audit')
      .selectAll()
      .$if(fromMs !== undefined, (query) => query.where('at_ms', '>=', fromMs ?? 0))
      .$if(toMs !== undefined, (query) => query.where('at_ms', '<', toMs ?? 0))
      .$if(officer !== undefined, (query) => query.where('officer', '=', officer ?? ''))
      .limit(limit);
  return {
    async officer(name) {
      const row = await database
        .selectFrom('officer')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      return row === undefined ? null : officerOf(row);
    },
    async officers() {
      return (await database.selectFrom('officer').selectAll().execute()).map(officerOf).sort(byName);
    },
    async sessionByToken(tokenHash) {
      const row = await database
        .selectFrom('office_session')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row === undefined ? null : sessionOf(row);
    },
    async sessions() {
      const rows = await database
        .selectFrom('office_session')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('session_id')
        .execute();
      return rows.map(sessionOf);
    },
    async tokenByHash(tokenHash) {
      const row = await database
        .selectFrom('office_token')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row === undefined ? null : tokenOf(row);
    },
    async tokens() {
      return (await database.selectFrom('office_token').selectAll().execute()).map(tokenOf).sort(byName);
    },
    async officeTriesOf(key) {
      const row = await database
        .selectFrom('office_try')
        .select(['tries', 'last_at'])
        .where('key', '=', key)
        .executeTakeFirst();
      return row === undefined || row.tries === 0
        ? null
        : { tries: row.tries, lastAt: row.last_at.getTime() };
    },
    async firstLinkUntil(tokenHash) {
      const row = await database
        .selectFrom('office_first')
        .select('expires_at')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row?.expires_at.getTime() ?? null;
    },
    async auditAfter({ after, ...bounds }) {
      return (await audit(bounds).where('seq', '>', after).orderBy('seq').execute()).map(auditOf);
    },
    async auditBefore({ before, ...bounds }) {
      const query = before === null ? audit(bounds) : audit(bounds).where('seq', '<', before);
      return (await query.orderBy('seq', 'desc').execute()).map(auditOf);
    },
  } satisfies Partial<DistrictReads>;
}

function auditOf({ seq, at_ms, ...row }: Row<'office_audit'>): AuditRow {
  return { ...row, seq: Number(seq), atMs: Number(at_ms) };
}

type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}

function officerOf(row: Row<'officer'>): OfficerRow {
  return {
    name: row.name,
    role: row.role,
    siteIds: row.site_ids,
    passwordHash: row.password_hash,
    passwordHistory: row.password_history,
    passwordChangedAt: row.password_changed_at.getTime(),
    mustChangePassword: row.must_change_password,
    totpSecret: row.totp_secret,
    totpOffered: row.totp_offered,
    totpStep: row.totp_step === null ? null : Number(row.totp_step),
    recoveryHashes: row.recovery_hashes,
    isLocked: row.is_locked,
    createdAt: row.created_at.getTime(),
  };
}

function sessionOf(row: Row<'office_session'>): SessionRow {
  return {
    sessionId: row.session_id,
    tokenHash: row.token_hash,
    officer: row.officer,
    createdAt: row.created_at.getTime(),
    seenAt: row.seen_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    confirmedAt: row.confirmed_at?.getTime() ?? null,
    source: row.source,
  };
}

function tokenOf(row: Row<'office_token'>): TokenRow {
  return {
    name: row.name,
    tokenHash: row.token_hash,
    role: row.role,
    siteIds: row.site_ids,
    createdAt: row.created_at.getTime(),
    createdBy: row.created_by,
    expiresAt: row.expires_at.getTime(),
  };
}
