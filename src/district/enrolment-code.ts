import { randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Database } from './database/database.ts';
import { readIdentity } from './identity.ts';

export const ENROLMENT_CODE_LIFETIME_MS = 15 * 60_000;

const CODE_DIGITS = 8;
const HASH_BYTES = 32;
const DRAWS_MAX = 10;
/** Codes stay known for a day after they expired, so that a late clerk is told so. */
const EXPIRED_CODE_KEPT_MS = 24 * 60 * 60_000;

const scryptAsync = promisify<string, Buffer, number, Buffer>(scrypt);

/** What the kiosk that enters the code becomes. */
export interface KioskGrant {
  readonly kioskName: string;
  /** The desks that it may be. */
  readonly siteIds: readonly string[];
}

/** Makes a one-time code of 8 digits, valid for `ENROLMENT_CODE_LIFETIME_MS` from `now`. */
export async function createEnrolmentCode(
  database: Database,
  grant: KioskGrant,
  now: number,
): Promise<string> {
  await database
    .deleteFrom('enrolment_code')
    .where('expires_at', '<', new Date(now - EXPIRED_CODE_KEPT_MS))
    .execute();
  const { codeSaltHex } = await readIdentity(database);
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const code = randomInt(10 ** CODE_DIGITS)
      .toString()
      .padStart(CODE_DIGITS, '0');
    const inserted = await database
      .insertInto('enrolment_code')
      .values({
        code_hash: await hashOfCode(code, codeSaltHex),
        kiosk_name: grant.kioskName,
        site_ids: JSON.stringify(grant.siteIds),
        expires_at: new Date(now + ENROLMENT_CODE_LIFETIME_MS),
        used_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return code;
  }
  throw new Error(`no unused enrolment code in ${DRAWS_MAX} draws`);
}

/** scrypt, since a plain hash of 8 digits is guessed in a second by whoever copies the database. */
export async function hashOfCode(code: string, saltHex: string): Promise<string> {
  const hash = await scryptAsync(code, Buffer.from(saltHex, 'hex'), HASH_BYTES);
  return hash.toString('hex');
}
