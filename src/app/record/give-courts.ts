import { dateOfMinute } from '../../domain/base/wall-time.ts';
import { courtsIn } from '../../domain/journal/entry-body.ts';
import { isSameSlot } from '../../domain/shared/lease.ts';
import type { KioskHoldings } from './holdings.ts';
import { type RecordPorts, type RedeemResult, record, type UseDraft } from './record.ts';

/** The counters of a day at a desk are asked for without any card. */
const NO_CARDS: readonly string[] = [];

/**
 * Records a use of courts that are still this kiosk's to give. The lock keeps a court from going back to the
 * district between the look and the record.
 */
export async function giveCourts(
  ports: RecordPorts,
  holdings: Pick<KioskHoldings, 'holds' | 'exclusively'>,
  draft: UseDraft,
): Promise<RedeemResult> {
  const { siteId, body } = draft;
  const slot = { siteId, itemId: body.itemId, date: dateOfMinute(body.start) };
  return holdings.exclusively(async () => {
    const { atDesk } = await ports.uses.countersFor(NO_CARDS, siteId, slot.date);
    const given = new Set(atDesk.filter((use) => isSameSlot(use, slot)).flatMap((use) => use.courts ?? []));
    const isOurs = (court: number): boolean => holdings.holds({ ...slot, court }) && !given.has(court);
    if (!courtsIn(body).every(isOurs)) return { kind: 'not-held' };
    return record(ports, draft);
  });
}
