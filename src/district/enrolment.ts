import { isIPv6 } from 'node:net';
import { enrolCheckOf } from '../protocol/reply-check.ts';
import type { EnrolReply, EnrolRequest } from '../protocol/wire.ts';
import type { KioskGrant } from './enrolment-code.ts';
import { createKiosk } from './kiosk.ts';
import { kioskNameFor, shortNameFor } from './kiosk-name.ts';
import { type Outcome, refused } from './refusal.ts';
import type { Services } from './services.ts';
import type { DistrictWrites } from './store.ts';

const WRONG_TRIES_MAX = 5;
const TRY_WINDOW_MS = 15 * 60_000;
const IPV6_GROUPS = 8;
const IPV6_NETWORK_GROUPS = 4;

/**
 * Turns a one-time code and a device's public key into a kiosk, and makes the journal that kiosk's own. A device that
 * enrols again takes its journal, and with it the acknowledged head and the leases, along to its new kiosk;
 * a new journal starts with no rights.
 *
 * @param address - where the request came from: five wrong codes in 15 minutes shut that source out
 */
export async function enrol(
  services: Pick<Services, 'store' | 'secrets' | 'now'>,
  request: EnrolRequest,
  address: string,
): Promise<Outcome<EnrolReply>> {
  const { store, secrets } = services;
  const source = sourceOf(address);
  const now = services.now();
  // Counted and committed before the code is looked at: a hundred tries at once are each a try.
  const tooMany = await store.transaction((writes) => countTry(writes, source, now));
  if (!tooMany.ok) return tooMany;
  const { codeSaltHex } = await store.read((reads) => reads.identity());
  const codeHash = await secrets.hashOfCode(request.code, codeSaltHex);
  return store.transaction(async (writes) => {
    const grant = await spendCode(writes, codeHash, now);
    if (!grant.ok) return grant;
    await writes.clearTries(source);
    const identity = await writes.identity();
    const { siteIds } = grant.value;
    const before = await writes.kioskOfJournal(request.journalId);
    const kiosks = await writes.lockKiosks();
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

async function countTry(writes: DistrictWrites, source: string, now: number): Promise<Outcome<null>> {
  await writes.dropTriesBefore(now - TRY_WINDOW_MS);
  const { tries, since } = await writes.countTry(source, now, WRONG_TRIES_MAX + 1);
  if (tries <= WRONG_TRIES_MAX) return { ok: true, value: null };
  const retryAfterS = Math.max(1, Math.ceil((since + TRY_WINDOW_MS - now) / 1_000));
  return refused({ kind: 'too-many-tries', message: `wait ${retryAfterS} s`, retryAfterS });
}

async function spendCode(
  writes: DistrictWrites,
  codeHash: string,
  now: number,
): Promise<Outcome<KioskGrant>> {
  const code = await writes.lockCode(codeHash);
  if (code === null) return refused({ kind: 'code-unknown', message: 'no such enrolment code' });
  if (code.usedAt !== null) {
    return refused({ kind: 'code-used', message: 'this enrolment code was used before' });
  }
  if (code.expiresAt <= now) {
    return refused({ kind: 'code-expired', message: 'this enrolment code has expired' });
  }
  await writes.markCodeUsed(codeHash, now);
  return { ok: true, value: { kioskName: code.kioskName, siteIds: code.siteIds } };
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
