import { isIPv6 } from 'node:net';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import { enrolCheckOf } from '../../protocol/reply-check.ts';
import type { EnrolReply, EnrolRequest } from '../../protocol/wire.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import { type KioskGrant, selectorOf } from './enrolment-code.ts';
import { createKiosk } from './kiosk.ts';
import { kioskNameFor, shortNameFor } from './kiosk-name.ts';

const WRONG_TRIES_MAX = 5;
const TRY_WINDOW_MS = 15 * MINUTE_MS;

/**
 * Turns a one-time code and a device's public key into a kiosk, and makes the journal that kiosk's own. A device that
 * enrols again takes its journal, and with it the acknowledged head and the leases, along to its new kiosk;
 * a new journal starts with no rights.
 *
 * @param address - where the request came from: after five wrong codes in 15 minutes only a code in force is looked at,
 * and of that five wrong ones, wherever they come from, end it
 */
export async function enrol(
  services: Pick<Services, 'store' | 'secrets' | 'now'>,
  request: EnrolRequest,
  address: string,
): Promise<Outcome<EnrolReply>> {
  const { store, secrets } = services;
  const source = sourceOf(address);
  const now = services.now();
  // The try is counted and committed before the code is looked at, so that each of a hundred tries at once counts.
  const tooMany = await store.transaction((writes) => countTry(writes, { source, code: request.code }, now));
  if (!tooMany.ok) return tooMany;
  const { codeSaltHex } = await store.read((reads) => reads.identity());
  const codeHash = await secrets.hashOfCode(request.code, codeSaltHex);
  return store.transaction(async (writes) => {
    const grant = await spendCode(writes, { code: request.code, codeHash }, now);
    if (!grant.ok) return grant;
    await writes.clearTries(source);
    const identity = await writes.identity();
    const { siteIds } = grant.value;
    const before = await writes.kioskOfJournal(request.journalId);
    const kiosks = await writes.lockKioskRows();
    const others = kiosks.filter((kiosk) => kiosk.kioskId !== before?.kioskId);
    const name = kioskNameFor({ wanted: grant.value.kioskName ?? null, siteIds }, others);
    const shortName = shortNameFor(kiosks);
    const { publicKeyHex } = request;
    const kioskId = await createKiosk(writes, services, { name, shortName, siteIds, publicKeyHex });
    await writes.giveJournal(request.journalId, kioskId);
    const reply: EnrolReply = {
      epoch: identity.epoch,
      kioskId,
      kioskName: name,
      ...(shortName === null ? {} : { shortName }),
      districtName: identity.name,
      cardRefKeyHex: identity.cardRefKeyHex,
      siteIds: [...siteIds],
    };
    return { ok: true, value: { ...reply, check: enrolCheckOf(reply) } };
  });
}

/**
 * Counts one more try of the source. What a shut source says is looked at anyway where it may be a code in force:
 * others share its address, and that code counts its own wrong tries.
 */
async function countTry(
  writes: DistrictWrites,
  { source, code }: { readonly source: string; readonly code: string },
  now: number,
): Promise<Outcome<null>> {
  await writes.dropTriesBefore(now - TRY_WINDOW_MS);
  const { tries, since } = await writes.countTry(source, now, WRONG_TRIES_MAX + 1);
  if (tries <= WRONG_TRIES_MAX || (await writes.codeInForce(selectorOf(code), now)) !== null) {
    return { ok: true, value: null };
  }
  const retryAfterS = Math.max(1, Math.ceil((since + TRY_WINDOW_MS - now) / 1_000));
  return refused({ kind: 'too-many-tries', message: `wait ${retryAfterS} s`, retryAfterS });
}

/** A wrong code counts against the one in force that it may be a guess at, one guess after the other. */
async function spendCode(
  writes: DistrictWrites,
  { code, codeHash }: { readonly code: string; readonly codeHash: string },
  now: number,
): Promise<Outcome<KioskGrant>> {
  const aimed = await writes.codeInForce(selectorOf(code), now);
  if (aimed !== null) await writes.lockCodeRow(aimed.codeHash);
  const row = await writes.lockCodeRow(codeHash);
  if (row === null) {
    if (aimed !== null) await writes.countWrongCode(aimed.codeHash);
    return refused({ kind: 'code-unknown', message: 'no such enrolment code' });
  }
  if (row.usedAt !== null) {
    return refused({ kind: 'code-used', message: 'this enrolment code was used before' });
  }
  if (row.expiresAt <= now) {
    return refused({ kind: 'code-expired', message: 'this enrolment code has expired' });
  }
  if (row.wrongTries >= WRONG_TRIES_MAX) {
    return refused({ kind: 'code-expired', message: 'somebody guessed at this code: make another' });
  }
  await writes.markCodeUsed(codeHash, now);
  return { ok: true, value: { kioskName: row.kioskName, siteIds: row.siteIds } };
}

const IPV6_GROUPS = 8;
const IPV6_NETWORK_GROUPS = 4;

/** The source of a try, by its IP address. One subscriber has a whole IPv6 /64, so all of that is one source. */
export function sourceOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = [], tail = []] = address
    .split('::')
    .map((side) => side.split(':').filter((group) => group !== ''));
  const zeros = new Array<string>(IPV6_GROUPS - head.length - tail.length).fill('0');
  return `${[...head, ...zeros, ...tail].slice(0, IPV6_NETWORK_GROUPS).join(':')}::/64`;
}
