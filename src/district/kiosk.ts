import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from './database/database.ts';
import type { KioskGrant } from './enrolment-code.ts';
import { type Outcome, refused } from './refusal.ts';

const TOKEN_BYTES = 32;
const BEARER = /^Bearer ([A-Za-z0-9_-]{32,200})$/i;

export interface Kiosk {
  readonly kioskId: string;
  readonly name: string;
}

/** Adds a kiosk; its token is told once and kept as a hash only. */
export async function createKiosk(
  database: Database,
  grant: KioskGrant,
  now: Date,
): Promise<{ readonly kioskId: string; readonly token: string }> {
  const kioskId = randomUUID();
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await database
    .insertInto('kiosk')
    .values({
      kiosk_id: kioskId,
      name: grant.kioskName,
      site_ids: JSON.stringify(grant.siteIds),
      token_hash: hashOfToken(token),
      enrolled_at: now,
      revoked_at: null,
    })
    .execute();
  return { kioskId, token };
}

/**
 * The kiosk that an `Authorization` header speaks for. The token is looked up by its hash, so that how long
 * the answer takes tells nothing about it.
 */
export async function kioskOfHeader(database: Database, header: string | undefined): Promise<Outcome<Kiosk>> {
  const token = BEARER.exec(header ?? '')?.[1];
  if (token === undefined) return refused({ kind: 'unauthorized', message: 'no bearer token' });
  const row = await database
    .selectFrom('kiosk')
    .select(['kiosk_id', 'name', 'revoked_at'])
    .where('token_hash', '=', hashOfToken(token))
    .executeTakeFirst();
  if (row === undefined) {
    return refused({ kind: 'unauthorized', message: 'no kiosk was enrolled with this token' });
  }
  if (row.revoked_at !== null) {
    return refused({ kind: 'device-revoked', message: `kiosk ${row.kiosk_id} was revoked` });
  }
  return { ok: true, value: { kioskId: row.kiosk_id, name: row.name } };
}

/** Shuts a lost or stolen kiosk out; what it has sent stays. False where there is no such active kiosk. */
export async function revokeKiosk(database: Database, kioskId: string, now: Date): Promise<boolean> {
  const result = await database
    .updateTable('kiosk')
    .set({ revoked_at: now })
    .where('kiosk_id', '=', kioskId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
