import type { RequestBody } from '../domain/journal-entry.ts';
import { type RecordPorts, type RedeemResult, record, type UseDraft } from './record.ts';
import type { SharedLimits } from './shared-limits.ts';

/**
 * Uses a right that nobody has claimed as far as this kiosk knows (guide 8.3: once a year, at the hospital
 * that the holder chose). The district is asked for it first; only what it grants is a use. Without an answer
 * a request is recorded, which counts against nothing.
 */
export async function redeemRight(
  ports: RecordPorts,
  { holdings, district }: Pick<SharedLimits, 'holdings' | 'district'>,
  draft: UseDraft,
): Promise<RedeemResult> {
  const { cardRef, itemId, start, catalogueVersion } = draft.body;
  const year = start.slice(0, 4);
  const reply = await district.claimRight({ cardRef, itemId, year, siteId: draft.siteId });
  if (!reply.ok) {
    const body: RequestBody = { kind: 'request', cardRef, itemId, year, catalogueVersion };
    return record(ports, { siteId: draft.siteId, body });
  }
  // Kept so that the next look at the card says the same; a failing cache is mended by the next pull.
  await holdings.rights.putRights([reply.value.right], { cursor: null, anew: false });
  return reply.value.outcome === 'granted' ? record(ports, draft) : { kind: 'right-refused' };
}
