import { isIPv6 } from 'node:net';
import type { Transaction } from 'kysely';
import { GENESIS_HASH } from '../domain/journal-entry.ts';
import type { EnrolReply, EnrolRequest } from '../protocol/wire.ts';
import type { Database } from './database/database.ts';
import type { Tables } from './database/tables.ts';
import { hashOfCode, type KioskGrant } from './enrolment-code.ts';
import { readIdentity } from './identity.ts';
import { createKiosk } from './kiosk.ts';
import { type Outcome, refused } from './refusal.ts';

const WRONG_TRIES_MAX = 5;
const TRY_WINDOW_MS = 15 * 60_000;
const IPV6_GROUPS = 8;
const IPV6_NETWORK_GROUPS = 4;

/**
 * Turns a one-time code into a kiosk with a token, and makes the journal that kiosk's own. A device that
 * enrols again takes its journal, and with it the acknowledged head, along to its new kiosk.
 *
 * @param address - where the request came from: five wrong codes in 15 minutes shut that source out
 */
export async function enrol(
  database: Database,
  request: EnrolRequest,
  { address, now }: { readonly address: string; readonly now: number },
): Promise<Outcome<EnrolReply>> {
  const source = sourceOf(address);
  return database.transaction().execute(async (transaction) => {
    const tooMany = await countTry(transaction, source, now);
    if (!tooMany.ok) return tooMany;
    const identity = await readIdentity(transaction);
    const grant = await spendCode(transaction, await hashOfCode(request.code, identity.codeSaltHex), now);
    if (!grant.ok) return grant;
    await transaction.deleteFrom('enrolment_try').where('source', '=', source).execute();
    const { kioskId, token } = await createKiosk(transaction, grant.value, new Date(now));
    await giveJournal(transaction, request.journalId, kioskId);
    return {
      ok: true,
      value: {
        epoch: identity.epoch,
        kioskId,
        kioskName: grant.value.kioskName,
        districtName: identity.name,
        token,
        cardRefKeyHex: identity.cardRefKeyHex,
        siteIds: [...grant.value.siteIds],
      },
    };
  });
}

/**
 * Counts before looking at the code: the row stays locked until the commit, so that a hundred tries at
 * once are judged one after the other.
 */
async function countTry(
  transaction: Transaction<Tables>,
  source: string,
  now: number,
): Promise<Outcome<null>> {
  const windowStart = new Date(now - TRY_WINDOW_MS);
  await transaction.deleteFrom('enrolment_try').where('since', '<=', windowStart).execute();
  const row = await transaction
    .insertInto('enrolment_try')
    .values({ source, tries: 1, since: new Date(now) })
    .onConflict((conflict) =>
      conflict.column('source').doUpdateSet((update) => ({
        tries: update.fn<number>('least', [
          update('enrolment_try.tries', '+', 1),
          update.lit(WRONG_TRIES_MAX + 1),
        ]),
      })),
    )
    .returning(['tries', 'since'])
    .executeTakeFirstOrThrow();
  if (row.tries <= WRONG_TRIES_MAX) return { ok: true, value: null };
  const retryAfterS = Math.max(1, Math.ceil((row.since.getTime() + TRY_WINDOW_MS - now) / 1_000));
  return refused({ kind: 'too-many-tries', message: `wait ${retryAfterS} s`, retryAfterS });
}

async function spendCode(
  transaction: Transaction<Tables>,
  codeHash: string,
  now: number,
): Promise<Outcome<KioskGrant>> {
  const row = await transaction
    .selectFrom('enrolment_code')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return refused({ kind: 'code-unknown', message: 'no such enrolment code' });
  if (row.used_at !== null) {
    return refused({ kind: 'code-used', message: 'this enrolment code was used before' });
  }
  if (row.expires_at.getTime() <= now) {
    return refused({ kind: 'code-expired', message: 'this enrolment code has expired' });
  }
  await transaction
    .updateTable('enrolment_code')
    .set({ used_at: new Date(now) })
    .where('code_hash', '=', codeHash)
    .execute();
  return { ok: true, value: { kioskName: row.kiosk_name, siteIds: row.site_ids } };
}

async function giveJournal(
  transaction: Transaction<Tables>,
  journalId: string,
  kioskId: string,
): Promise<void> {
  await transaction
    .insertInto('journal')
    .values({ journal_id: journalId, kiosk_id: kioskId, head_seq: 0, head_hash: GENESIS_HASH })
    .onConflict((conflict) => conflict.column('journal_id').doUpdateSet({ kiosk_id: kioskId }))
    .execute();
}

/** One subscriber commands a whole IPv6 /64, hence that is one source. */
function sourceOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = [], tail = []] = address
    .split('::')
    .map((side) => side.split(':').filter((group) => group !== ''));
  const zeros = new Array<string>(IPV6_GROUPS - head.length - tail.length).fill('0');
  return `${[...head, ...zeros, ...tail].slice(0, IPV6_NETWORK_GROUPS).join(':')}::/64`;
}
