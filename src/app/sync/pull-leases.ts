import { plusDays, type WallMinute, wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { resourcesAt } from '../../domain/catalogue/rulebook.ts';
import { isSameCourtDay, type Lease } from '../../domain/shared/lease.ts';
import { common, joined } from '../../domain/shared/minutes.ts';
import { onResources } from '../../domain/shared/slot-leases.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { StretchRequest } from '../../protocol/wire-stretches.ts';
import type { ClockPort, JournalPort, LineResult, StoreFault, UsesPort } from '../ports.ts';
import type { HoldingsLine, KioskCourts, KioskHoldings } from '../record/holdings.ts';
import { takenAfter } from '../record/public-stretches.ts';
import { askedBySlots, type SettledReply } from './older-leases.ts';
import { usedOf } from './used-minutes.ts';

interface PullLeasesPorts {
  readonly clock: ClockPort;
  readonly journal: Pick<JournalPort, 'status'>;
  readonly uses: Pick<UsesPort, 'countersFor'>;
  readonly holdings: KioskHoldings;
  readonly district: Pick<HoldingsLine, 'stretches' | 'leases'>;
  readonly catalogue: { current(): Catalogue | null };
  /** The desk that this kiosk is; null before it was chosen. */
  readonly siteId: () => string | null;
}

/** `none`: nothing at this desk is booked on courts, and the kiosk has never settled about one. */
export type LeasesOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'settled'; readonly courts: number }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/** A time for which a clerk asks for a court at this moment. */
export interface CourtWish {
  readonly itemId: string;
  readonly start: WallMinute;
  readonly minutes: number;
  /** The clerk has read the warning and takes over the stretch of a kiosk that was not heard for ten minutes. */
  readonly takeOver?: boolean;
}

/**
 * Settles with the district which courts this kiosk may give, and when. What is to be given back is dropped, on disk,
 * before the district is asked without it: whatever is lost on the way, no stretch is in two hands.
 */
export async function pullLeases(
  ports: PullLeasesPorts,
  wishes: readonly CourtWish[] = [],
): Promise<LeasesOutcome> {
  return ports.holdings.settling(() => settle(ports, wishes));
}

async function settle(ports: PullLeasesPorts, wishes: readonly CourtWish[]): Promise<LeasesOutcome> {
  const siteId = ports.siteId();
  const catalogue = ports.catalogue.current();
  if (siteId === null || catalogue === null) return { kind: 'none' };
  const { holdings } = ports;
  // If it has had leases, it goes on asking: the district may not know yet that they are given back.
  const hasCourts = resourcesAt(catalogue, siteId).length > 0;
  if (!hasCourts && holdings.courts().epoch === null) return { kind: 'none' };
  const dropFault = await holdings.exclusively(() => dropReturned(ports, { siteId, catalogue }));
  if (dropFault !== null) return { kind: 'store-fault', fault: dropFault };
  const { headSeq, acknowledgedSeq } = await ports.journal.status();
  const { epoch, seen, leases } = holdings.courts();
  const held = leases.map(({ recalled: _, ...lease }) => lease);
  const wants = wishes.map((wish) => ({ ...wish, takeOver: wish.takeOver === true }));
  const reply = await ask(ports, catalogue, { siteId, headSeq, epoch, seen, held, wants });
  if (!reply.ok) {
    // An answer that nobody signed may have named a serial that the district never gave: it would refuse it forever.
    if (reply.fault.kind === 'bad-request' && seen > 0) {
      await holdings.exclusively(() =>
        holdings.replaceCourts({ ...holdings.courts(), epoch: null, seen: 0 }),
      );
    }
    return { kind: 'fault', fault: reply.fault };
  }
  if (isOlder(reply.value, holdings.courts())) return { kind: 'fault', fault: PLAYED_AGAIN };
  const known = { acknowledgedSeq, today: wallDateOf(ports.clock.now()) };
  const fault = await holdings.exclusively(() => takeReply(holdings, reply.value, known));
  if (fault !== null) return { kind: 'store-fault', fault };
  return { kind: 'settled', courts: holdings.courts().leases.length };
}

/** A district of a release before resources leases courts by the slots of items. */
async function ask(
  { district }: PullLeasesPorts,
  catalogue: Catalogue,
  request: StretchRequest,
): Promise<LineResult<SettledReply>> {
  const reply = await district.stretches(request);
  if (!reply.ok) return reply;
  if (reply.value !== null) return { ...reply, value: reply.value };
  return askedBySlots(district, catalogue, request);
}

/**
 * Keeps the leases that this desk may still give. Keeps also all minutes that were used, even if the kiosk is another
 * desk now: another kiosk would give them a second time. Leases of past days end.
 */
async function dropReturned(
  ports: PullLeasesPorts,
  { siteId, catalogue }: { readonly siteId: string; readonly catalogue: Catalogue },
): Promise<StoreFault | null> {
  const held = ports.holdings.courts();
  const today = wallDateOf(ports.clock.now());
  const kept: Lease[] = [];
  for (const lease of held.leases.flatMap((one) => onResources(catalogue, one))) {
    if (lease.date < today) continue;
    if (lease.siteId === siteId && !lease.recalled) kept.push(lease);
    else kept.push(...(await usedPartsOf(ports, catalogue, lease)));
  }
  const before = held.leases;
  if (kept.length === before.length && kept.every((lease, index) => lease === before[index])) return null;
  return ports.holdings.replaceCourts({ ...held, leases: kept });
}

async function usedPartsOf(
  { uses }: PullLeasesPorts,
  catalogue: Catalogue,
  lease: Lease,
): Promise<readonly Lease[]> {
  // A booking of the evening before may go on after midnight.
  const counters = await uses.countersFor([], lease.siteId, plusDays(lease.date, -1));
  const used = joined(usedOf(catalogue, counters.atDesk, lease));
  const parts = used.flatMap((minutes) => common(minutes, lease) ?? []);
  const [only] = parts;
  if (parts.length === 1 && only?.from === lease.from && only.to === lease.to) return [lease];
  return parts.map((minutes) => ({ ...lease, ...minutes }));
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
function isOlder({ epoch, serial }: SettledReply, held: KioskCourts): boolean {
  return epoch === held.epoch && serial < held.seen;
}

/**
 * Takes from a reply the stretches that this kiosk held when it asked, and those that it has never seen. The reply may
 * still name a stretch that this kiosk has given back, if the district has not heard of it yet. In another epoch a serial
 * says nothing.
 */
async function takeReply(
  holdings: KioskHoldings,
  reply: SettledReply,
  known: Parameters<typeof takenAfter>[2],
): Promise<StoreFault | null> {
  const before = holdings.courts();
  const isSameEpoch = before.epoch === null || before.epoch === reply.epoch;
  const leases = reply.leases.flatMap((lease) =>
    isSameEpoch && lease.serial > before.seen ? [lease] : heldPartsOf(before, lease),
  );
  const { journalId } = before;
  const { epoch, serial: seen, toPublic } = reply;
  const elsewhere = reply.elsewhere.map(({ silentSinceMs: silentSince, ...one }) => ({
    ...one,
    silentSince,
  }));
  const taken = takenAfter(before, toPublic, known);
  return holdings.replaceCourts({ journalId, epoch, seen, leases, elsewhere, ...taken });
}

function heldPartsOf({ leases }: KioskCourts, lease: Lease): readonly Lease[] {
  const held = joined(leases.filter((one) => isSameCourtDay(one, lease)));
  return held.flatMap((minutes) => {
    const both = common(minutes, lease);
    return both === null ? [] : [{ ...lease, ...both }];
  });
}
