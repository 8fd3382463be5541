import { unreachable } from '../../domain/base/unreachable.ts';
import type { WallMinute } from '../../domain/base/wall-time.ts';
import { courtsForItem } from '../../domain/catalogue/resource.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { isHeldElsewhere } from '../../domain/decision/court-reason.ts';
import { placesOn } from '../../domain/decision/courts-in-use.ts';
import { courtsIn, minutesIn } from '../../domain/journal/entry-body.ts';
import type { SharedLimits } from './holdings.ts';
import { courtsToGive, mayGive } from './may-give.ts';
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

/** Asks the district for a court of that time, as long as a clerk waits for it. */
export type CourtAsk = (wanted: {
  readonly itemId: string;
  readonly start: WallMinute;
  readonly minutes: number;
}) => Promise<unknown>;

type UnheldPorts = Pick<SharedLimits, 'holdings' | 'catalogue'> & { readonly ask: CourtAsk };

/**
 * Records a booking at a time for which this kiosk holds no court, after the clerk has said that one is free. The
 * district is asked first. If it gives a court, that court is booked. If another kiosk holds all courts, nothing is
 * recorded. If the district does not answer, the booking names no court, and the district finds out later whether there
 * was one.
 */
export async function giveUnheld(
  ports: RecordPorts,
  shared: UnheldPorts,
  draft: UseDraft,
): Promise<RedeemResult> {
  const asked = await courtsAskedFor(ports, shared, draft);
  switch (asked.kind) {
    case 'given':
      return giveCourts(ports, shared, asked.draft);
    case 'elsewhere':
      return { kind: 'not-held' };
    case 'unknown':
      return record(ports, draft);
    default:
      return unreachable(asked);
  }
}

/**
 * Records a booking on a day whose courts are leased to no kiosk yet, so that nobody at the desk can know whether one is
 * free. The district is asked first. If it gives no court, a court request is recorded: it books nothing, counts against
 * no limit, and keeps no telephone number, since no booking would end and so erase it.
 */
export async function giveLater(
  ports: RecordPorts,
  shared: UnheldPorts & { readonly noted: (draft: UseDraft) => Promise<UseDraft> },
  draft: UseDraft,
): Promise<RedeemResult> {
  const asked = await courtsAskedFor(ports, shared, draft);
  if (asked.kind === 'given') return giveCourts(ports, shared, await shared.noted(asked.draft));
  if (asked.kind === 'elsewhere') return { kind: 'not-held' };
  const { siteId, body } = draft;
  const { cardRef, itemId, person, quantity, start, catalogueVersion } = body;
  const minutes = minutesIn(body) ?? 1;
  return record(ports, {
    siteId,
    body: { kind: 'court-requested', cardRef, itemId, person, quantity, start, minutes, catalogueVersion },
  });
}

type AskedFor =
  | { readonly kind: 'given'; readonly draft: UseDraft }
  /** Another kiosk holds the courts. */
  | { readonly kind: 'elsewhere' }
  /** The district does not answer, or gives no court. */
  | { readonly kind: 'unknown' };

/** Asks the district for courts. If it gives them, `draft` books the courts that this kiosk holds now. */
async function courtsAskedFor(
  { uses }: RecordPorts,
  { holdings, catalogue, ask }: UnheldPorts,
  draft: UseDraft,
): Promise<AskedFor> {
  const { siteId, body } = draft;
  const current = catalogue.current();
  const items = current === null ? [] : (rulebookOf(current).itemsBySite.get(siteId) ?? []);
  const entry = items.find(({ item }) => item.id === body.itemId);
  if (body.kind !== 'booking-opened' || !entry?.resource) return { kind: 'unknown' };
  const { resource, item } = entry;
  const { itemId, start, minutes, quantity } = body;
  await ask({ itemId, start, minutes });
  const all = Array.from({ length: courtsForItem(resource, item) }, (_, index) => index + 1);
  const place = { siteId, itemId, start, minutes, courts: all, cardRefs: [] };
  const free = (await courtsToGive({ uses, holdings, catalogue }, place)).slice(0, quantity);
  if (free.length === quantity)
    return { kind: 'given', draft: { ...draft, body: { ...body, courts: free } } };
  const places = placesOn(resource, { start, minutes });
  return { kind: isHeldElsewhere(resource, places, holdings.courts()) ? 'elsewhere' : 'unknown' };
}
