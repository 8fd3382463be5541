import { courtsIn, minutesIn } from '../../domain/journal/entry-body.ts';
import type { SharedLimits } from './holdings.ts';
import { mayGive } from './may-give.ts';
import { type RecordPorts, type RedeemResult, record, type UseDraft } from './record.ts';

/**
 * Records a use of courts that are still this kiosk's to give. The lock keeps a court from going back to the
 * district between the look and the record.
 */
export async function giveCourts(
  ports: RecordPorts,
  { holdings, catalogue }: Pick<SharedLimits, 'holdings' | 'catalogue'>,
  draft: UseDraft,
): Promise<RedeemResult> {
  const { siteId, body } = draft;
  const { itemId, start } = body;
  return holdings.exclusively(async () => {
    const place = {
      siteId,
      itemId,
      start,
      minutes: minutesIn(body) ?? 1,
      courts: courtsIn(body),
      cardRefs: [],
    };
    const isOurs = await mayGive({ uses: ports.uses, holdings, catalogue }, place);
    return isOurs ? record(ports, draft) : { kind: 'not-held' };
  });
}
