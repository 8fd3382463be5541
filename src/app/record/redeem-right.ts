import { yearOf } from '../../domain/base/wall-time.ts';
import type { RightRequestBody } from '../../domain/journal/entry-body.ts';
import type { CardRight } from '../../domain/shared/right.ts';
import type { RightReply } from '../../protocol/wire-limits.ts';
import type { LineResult } from '../ports.ts';
import type { SharedLimits } from './holdings.ts';
import { type RecordPorts, type RedeemResult, record, type UseDraft } from './record.ts';

/**
 * Uses a right that nobody has claimed as far as this kiosk knows (guide 8.3: once a year, at the hospital
 * that the holder chose). The district is asked for it first; only what it grants is a use. Without an answer in
 * time a right request is recorded, which counts against nothing; a grant that comes later is kept for the
 * next look at the card.
 */
export async function redeemRight(
  ports: RecordPorts,
  shared: Pick<SharedLimits, 'holdings' | 'district' | 'patience'>,
  draft: UseDraft,
): Promise<RedeemResult> {
  const { holdings, district, patience } = shared;
  const { cardRef, itemId, start, catalogueVersion } = draft.body;
  const year = yearOf(start);
  const reply = await patience.ask(
    () => district.claimRight({ cardRef, itemId, year, siteId: draft.siteId }),
    (late) => keepLate(shared, late),
  );
  if (reply === null || !reply.ok) {
    const body: RightRequestBody = { kind: 'request', cardRef, itemId, year, catalogueVersion };
    return record(ports, { siteId: draft.siteId, body });
  }
  // Kept so that the next look at the card says the same; a failing cache is mended by the next pull.
  await holdings.rights.putRights([reply.value.right], { cursor: null, anew: false });
  return reply.value.outcome === 'granted' ? record(ports, draft) : { kind: 'right-refused' };
}

/** What a pull has brought meanwhile is newer than an answer that was long on its way. */
async function keepLate(
  { holdings }: Pick<SharedLimits, 'holdings'>,
  reply: LineResult<RightReply>,
): Promise<void> {
  if (!reply.ok) return;
  const { right } = reply.value;
  const { rights } = await holdings.forCard(right.cardRef);
  if (rights.some((known) => isSameRight(known, right))) return;
  await holdings.rights.putRights([right], { cursor: null, anew: false });
}

function isSameRight(one: CardRight, other: CardRight): boolean {
  return one.cardRef === other.cardRef && one.itemId === other.itemId && one.year === other.year;
}
