import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { courtsOf, limitedItemsOf } from '../../domain/decision/limited-items.ts';
import { isSameSlot, type Lease } from '../../domain/shared/lease.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { LeaseReply, LeaseRequest } from '../../protocol/wire-limits.ts';
import type { ClockPort, JournalPort, StoreFault, UsesPort } from '../ports.ts';
import type { HoldingsLine, KioskCourts, KioskHoldings } from '../record/holdings.ts';

/** The counters of a day at a desk are asked for without any card. */
const NO_CARDS: readonly string[] = [];

interface PullLeasesPorts {
  readonly clock: ClockPort;
  readonly journal: Pick<JournalPort, 'status'>;
  readonly uses: Pick<UsesPort, 'countersFor'>;
  readonly holdings: KioskHoldings;
  readonly district: Pick<HoldingsLine, 'leases'>;
  readonly catalogue: { current(): Catalogue | null };
  /** The desk that this kiosk is; null before it was chosen. */
  readonly siteId: () => string | null;
}

/** `none`: this desk has no slots, and the kiosk has never settled about a court. */
export type LeasesOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'settled'; readonly courts: number }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/**
 * Settles with the district which courts this kiosk may give. What is to be given back is dropped, on disk,
 * before the district is asked without it: whatever is lost on the way, no court is in two hands.
 *
 * @param wants - slots that a clerk asks for a court of, now
 */
export async function pullLeases(
  ports: PullLeasesPorts,
  wants: LeaseRequest['wants'] = [],
): Promise<LeasesOutcome> {
  return ports.holdings.settling(() => settle(ports, wants));
}

async function settle(ports: PullLeasesPorts, wants: LeaseRequest['wants']): Promise<LeasesOutcome> {
  const siteId = ports.siteId();
  const catalogue = ports.catalogue.current();
  if (siteId === null || catalogue === null) return { kind: 'none' };
  // If it has had leases, it goes on asking: the district may not know yet that they are given back.
  if (!hasSlots(catalogue, siteId) && ports.holdings.courts().epoch === null) return { kind: 'none' };
  const dropFault = await ports.holdings.exclusively(() => dropReturned(ports, siteId));
  if (dropFault !== null) return { kind: 'store-fault', fault: dropFault };
  const { headSeq } = await ports.journal.status();
  const { epoch, seen, leases } = ports.holdings.courts();
  const held = leases.map(({ recalled: _, ...lease }) => lease);
  const reply = await ports.district.leases({ siteId, headSeq, epoch, seen, held, wants: [...wants] });
  if (!reply.ok) {
    // An answer that nobody signed may have named a serial that the district never gave: it would refuse it forever.
    if (reply.fault.kind === 'bad-request' && seen > 0) {
      await ports.holdings.exclusively(() =>
        ports.holdings.replaceCourts({ ...ports.holdings.courts(), epoch: null, seen: 0 }),
      );
    }
    return { kind: 'fault', fault: reply.fault };
  }
  if (isOlder(reply.value, ports.holdings.courts())) return { kind: 'fault', fault: PLAYED_AGAIN };
  const fault = await ports.holdings.exclusively(() => takeReply(ports.holdings, reply.value));
  if (fault !== null) return { kind: 'store-fault', fault };
  return { kind: 'settled', courts: ports.holdings.courts().leases.length };
}

function hasSlots(catalogue: Catalogue, siteId: string): boolean {
  return [...limitedItemsOf(catalogue).values()].some(
    (item) => item.siteIds.includes(siteId) && courtsOf(item) !== null,
  );
}

/**
 * Keeps the leases that this desk may still give. Keeps also every court that was used, even if the kiosk is another desk
 * now: another kiosk would give it a second time. Leases of past days end.
 */
async function dropReturned(ports: PullLeasesPorts, siteId: string): Promise<StoreFault | null> {
  const held = ports.holdings.courts();
  const today = wallDateOf(ports.clock.now());
  const kept: Lease[] = [];
  for (const lease of held.leases) {
    if (lease.date < today) continue;
    const mayGive = lease.siteId === siteId && !lease.recalled;
    if (mayGive || (await isUsed(ports, lease))) kept.push(lease);
  }
  if (kept.length === held.leases.length) return null;
  return ports.holdings.replaceCourts({ ...held, leases: kept });
}

async function isUsed({ uses }: PullLeasesPorts, lease: Lease): Promise<boolean> {
  const { atDesk } = await uses.countersFor(NO_CARDS, lease.siteId, lease.date);
  // A use that names no court may have been of this one.
  return atDesk.some((use) => isSameSlot(use, lease) && (use.courts?.includes(lease.court) ?? true));
}

const PLAYED_AGAIN: LineFault = {
  kind: 'nonsense',
  detail: 'an answer about leases that is older than one before',
  retryAfterMs: null,
};

/**
 * The district answers with no lower serial than it was asked with. An older answer that is played again would
 * take `seen` back, and a second one then bring leases again that were given back and are another kiosk's.
 */
function isOlder({ epoch, serial }: LeaseReply, held: KioskCourts): boolean {
  return epoch === held.epoch && serial < held.seen;
}

/**
 * Takes from a reply the leases that this kiosk held when it asked, and those that it has never seen. The reply may
 * still name a lease that this kiosk has given back, if the district has not heard of it yet. In another epoch a serial
 * says nothing.
 */
async function takeReply(holdings: KioskHoldings, reply: LeaseReply): Promise<StoreFault | null> {
  const before = holdings.courts();
  const isSameEpoch = before.epoch === null || before.epoch === reply.epoch;
  const leases = reply.leases.filter(
    (lease) => isHeld(before, lease) || (isSameEpoch && lease.serial > before.seen),
  );
  const { journalId } = before;
  const { epoch, serial: seen, elsewhere } = reply;
  return holdings.replaceCourts({ journalId, epoch, seen, leases, elsewhere });
}

function isHeld({ leases }: KioskCourts, lease: Lease): boolean {
  return leases.some((held) => isSameSlot(held, lease) && held.court === lease.court);
}
