import { sql } from 'kysely';
import type { DistrictWrites } from '../storage/store.ts';
import type { Database } from './database.ts';

/** Any constants: whoever adds to the audit log, or changes officers, waits for who does so already. */
const AUDIT_LOCK = 7_240_518;
const OFFICERS_LOCK = 7_240_519;

export function officeWrites(database: Database) {
  const lock = (key: number) => sql`select pg_advisory_xact_lock(${sql.lit(key)})`.execute(database);
  return {
    ...sessionWrites(database),
    ...tryWrites(database),
    async lockOfficers() {
      await lock(OFFICERS_LOCK);
    },
    async putOfficer(row) {
      const values = {
        role: row.role,
        site_ids: row.siteIds === null ? null : JSON.stringify(row.siteIds),
        password_hash: row.passwordHash,
        password_history: JSON.stringify(row.passwordHistory),
        password_changed_at: new Date(row.passwordChangedAt),
        must_change_password: row.mustChangePassword,
        totp_secret: row.totpSecret,
        totp_offered: row.totpOffered === null ? null : JSON.stringify(row.totpOffered),
        totp_step: row.totpStep,
        recovery_hashes: JSON.stringify(row.recoveryHashes),
        is_locked: row.isLocked,
        created_at: new Date(row.createdAt),
      };
      await database
        .insertInto('officer')
        .values({ name: row.name, ...values })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
        .execute();
    },
    async putToken(row) {
      const values = {
        token_hash: row.tokenHash,
        role: row.role,
        site_ids: row.siteIds === null ? null : JSON.stringify(row.siteIds),
        created_at: new Date(row.createdAt),
        created_by: row.createdBy,
        expires_at: new Date(row.expiresAt),
      };
      await database
        .insertInto('office_token')
        .values({ name: row.name, ...values })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
        .execute();
    },
    async dropToken(name) {
      const dropped = await database.deleteFrom('office_token').where('name', '=', name).executeTakeFirst();
      return dropped.numDeletedRows === 1n;
    },
    async lockAuditHead() {
      await lock(AUDIT_LOCK);
      const row = await database
        .selectFrom('office_audit')
        .select(['seq', 'hash'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : { seq: Number(row.seq), hash: row.hash };
    },
    async appendAudit({ atMs, ...row }) {
      await database
        .insertInto('office_audit')
        .values({ ...row, at_ms: atMs })
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function sessionWrites(database: Database) {
  return {
    async putSession(row) {
      const values = {
        token_hash: row.tokenHash,
        officer: row.officer,
        created_at: new Date(row.createdAt),
        seen_at: new Date(row.seenAt),
        expires_at: new Date(row.expiresAt),
        confirmed_at: row.confirmedAt === null ? null : new Date(row.confirmedAt),
        source: row.source,
      };
      await database
        .insertInto('office_session')
        .values({ session_id: row.sessionId, ...values })
        .onConflict((conflict) => conflict.column('session_id').doUpdateSet(values))
        .execute();
    },
    async noteSession(sessionId, { seenAt, confirmedAt }) {
      const values = {
        ...(seenAt === undefined ? {} : { seen_at: new Date(seenAt) }),
        ...(confirmedAt === undefined ? {} : { confirmed_at: new Date(confirmedAt) }),
      };
      await database.updateTable('office_session').set(values).where('session_id', '=', sessionId).execute();
    },
    async dropSession(sessionId) {
      const dropped = await database
        .deleteFrom('office_session')
        .where('session_id', '=', sessionId)
        .executeTakeFirst();
      return dropped.numDeletedRows === 1n;
    },
    async dropSessionsOf(officer, exceptId) {
      await database
        .deleteFrom('office_session')
        .where('officer', '=', officer)
        .$if(exceptId !== null, (query) => query.where('session_id', '!=', exceptId ?? ''))
        .execute();
    },
    async dropSessionsBefore(expiredBefore) {
      await database.deleteFrom('office_session').where('expires_at', '<', new Date(expiredBefore)).execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function tryWrites(database: Database) {
  return {
    async lockOfficeTries(key) {
      // Made first, so that two that try at once wait for each other at the first try too.
      await database
        .insertInto('office_try')
        .values({ key, tries: 0, last_at: new Date(0) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await database
        .selectFrom('office_try')
        .select(['tries', 'last_at'])
        .where('key', '=', key)
        .forUpdate()
        .executeTakeFirst();
      return row === undefined || row.tries === 0
        ? null
        : { tries: row.tries, lastAt: row.last_at.getTime() };
    },
    async putOfficeTries(key, { tries, lastAt }) {
      const values = { tries, last_at: new Date(lastAt) };
      await database
        .insertInto('office_try')
        .values({ key, ...values })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
        .execute();
    },
    async dropOfficeTries(key) {
      await database.deleteFrom('office_try').where('key', '=', key).execute();
    },
    async dropOfficeTriesBefore(lastBefore) {
      // What somebody counts right now is left: two that wait for each other's rows would both fail.
      await sql`
        delete from office_try where key in (
          select key from office_try where last_at < ${new Date(lastBefore)} for update skip locked)`.execute(
        database,
      );
    },
    async putFirstLink(tokenHash, expiresAt) {
      await database
        .insertInto('office_first')
        .values({ token_hash: tokenHash, expires_at: new Date(expiresAt) })
        .execute();
    },
    async dropFirstLinks() {
      await database.deleteFrom('office_first').execute();
    },
  } satisfies Partial<DistrictWrites>;
}
