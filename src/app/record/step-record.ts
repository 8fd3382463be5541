import { PaymentWay } from '../../domain/base/payment-way.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { dateOfMinute, type WallDate, type WallMinute } from '../../domain/base/wall-time.ts';
import type { ItemAsk, ItemDecision } from '../../domain/decision/decision.ts';
import { courtsGivenIn, minutesOf } from '../../domain/decision/item-details.ts';
import type { DissolveReason } from '../../domain/journal/agreement-body.ts';
import type { EndReason, LaterBody, PassAdmitted } from '../../domain/journal/entry-body.ts';
import { hashOfEntry } from '../../domain/journal/journal-entry.ts';
import { type BookedPlace, takesPlace } from '../../domain/records/booking.ts';
import { itemIdOf } from '../../domain/records/possible-steps.ts';
import { afterStep, type PresentRecord, takingBack } from '../../domain/records/present-records.ts';
import { isSameEntry, type RecordState } from '../../domain/records/record.ts';
import type { KioskHoldings, SharedLimits } from './holdings.ts';
import { mayGive } from './may-give.ts';
import { type RecordPorts, type RedeemResult, record } from './record.ts';
import type { Recordable } from './redeem.ts';

/** What is done to a record. */
export type RecordAct =
  | { readonly kind: 'admit'; readonly at: WallMinute }
  | { readonly kind: 'move'; readonly item: Recordable }
  | { readonly kind: 'cancel' | 'return'; readonly reason: EndReason; readonly returnedFen: number }
  | { readonly kind: 'attend' | 'miss' }
  | { readonly kind: 'pause' | 'resume'; readonly from: WallDate }
  | { readonly kind: 'dissolve'; readonly on: WallDate; readonly reason: DissolveReason }
  | { readonly kind: 'take-back' }
  | { readonly kind: 'matter'; readonly done: MatterDone }
  | { readonly kind: 'room'; readonly done: RoomDone }
  | { readonly kind: 'errand'; readonly done: ErrandDone };

type MatterBody = Extract<LaterBody, { readonly kind: `matter-${string}` }>;
type WithoutName<Body> = Body extends unknown ? Omit<Body, 'recordId' | 'after'> : never;
/** A step of a matter, without the record that it is of. */
export type MatterDone = WithoutName<MatterBody>;

type RoomBody = Extract<LaterBody, { readonly kind: `room-${string}` }>;
/** A step of a room, without the record that it is of. */
export type RoomDone = WithoutName<RoomBody>;

type ErrandBody = Extract<LaterBody, { readonly kind: `errand-${string}` }>;
/** A step of what a desk follows, without the record that it is of. */
export type ErrandDone = WithoutName<ErrandBody>;

export interface StepRequest {
  /** As it was on the screen. */
  readonly record: PresentRecord;
  readonly act: RecordAct;
  /** The desk that does it. */
  readonly siteId: string;
  readonly catalogueVersion: number;
}

export interface StepPorts extends RecordPorts {
  /** Absent if one desk counts for all. */
  readonly shared?: Pick<SharedLimits, 'catalogue'> & {
    readonly holdings: Pick<KioskHoldings, 'courts' | 'exclusively'>;
  };
}

/**
 * Writes a step. `record-changed`: the record is not as it was on the screen, or cannot be named yet; `not-held`: a court
 * that it would take is not this kiosk's to give. Nothing is recorded then.
 */
export function stepRecord(ports: StepPorts, request: StepRequest): Promise<RedeemResult> {
  const work = () => step(ports, request);
  return ports.shared === undefined ? work() : ports.shared.holdings.exclusively(work);
}

async function step(ports: StepPorts, request: StepRequest): Promise<RedeemResult> {
  const { record: shown, siteId } = request;
  const date = dateOfMinute(shown.opening.body.start);
  const { records = [] } = await ports.uses.countersFor([shown.state.cardRef], shown.state.siteId, date);
  const now = records.find(({ recordId }) => recordId === shown.recordId);
  const { last } = shown.folded;
  if (now === undefined || last === null || now.folded.last === null) return { kind: 'record-changed' };
  if (!isSameEntry(now.folded.last, last) || !(await isNamed(ports, now))) return { kind: 'record-changed' };
  const body = bodyOf(now, request);
  if (body === null) return { kind: 'record-changed' };
  const after = body.kind === 'pass-admitted' ? now : afterStep(now, body);
  if (after === null) return { kind: 'record-changed' };
  if (!(await areOurs(ports, now, after.state))) return { kind: 'not-held' };
  return record(ports, { siteId, body });
}

/**
 * An own opening of a release before records has an id that follows from its entry. Where the kiosk has had another
 * journal before, only the district's feed says which.
 */
async function isNamed(
  { journal }: StepPorts,
  { opening, ownSeq, waiting }: PresentRecord,
): Promise<boolean> {
  if (opening.body.kind !== 'use' || ownSeq === null) return true;
  if (!waiting.some((ref) => isSameEntry(ref, opening))) return true;
  const [entry] = await journal.read(ownSeq, 1);
  return entry?.seq === ownSeq && hashOfEntry(entry) === entry.hash;
}

type StepBodyWritten = LaterBody | PassAdmitted;

/** Null if there is no step to take back. */
function bodyOf(now: PresentRecord, { act, catalogueVersion }: StepRequest): StepBodyWritten | null {
  const { recordId, state, folded } = now;
  const after = folded.last;
  if (after === null) return null;
  const named = { recordId, after };
  const paid = paidAs(now);
  switch (act.kind) {
    case 'admit': {
      const { cardRef, person } = state;
      const itemId = itemIdOf(now);
      return { kind: 'pass-admitted', recordId, cardRef, itemId, person, start: act.at, catalogueVersion };
    }
    case 'move':
      return { kind: 'booking-moved', ...named, ...movedTo(act.item), ...paid, catalogueVersion };
    case 'cancel':
      return {
        kind: 'booking-cancelled',
        ...named,
        reason: act.reason,
        returnedFen: act.returnedFen,
        ...paid,
      };
    case 'return':
      return { kind: 'pass-returned', ...named, reason: act.reason, returnedFen: act.returnedFen, ...paid };
    case 'attend':
      return { kind: 'booking-attended', ...named };
    case 'miss':
      return { kind: 'booking-missed', ...named };
    case 'pause':
      return { kind: 'pass-paused', ...named, from: act.from };
    case 'resume':
      return { kind: 'pass-resumed', ...named, from: act.from };
    case 'dissolve':
      return { kind: 'agreement-dissolved', ...named, on: act.on, reason: act.reason };
    case 'take-back':
      return takingBack(now);
    case 'matter':
    case 'room':
    case 'errand':
      return { ...act.done, ...named };
    default:
      return unreachable(act);
  }
}

/** The way in which the holder paid for it. One of a newer release stays on the opening alone. */
function paidAs({ opening }: PresentRecord): { readonly payment?: PaymentWay } {
  const way = PaymentWay.safeParse('payment' in opening.body ? opening.body.payment : undefined);
  return way.success ? { payment: way.data } : {};
}

function movedTo(item: Recordable) {
  const { choice, price } = item;
  const courts = courtsGivenIn(item);
  return {
    itemId: item.itemId,
    quantity: choice.quantity,
    start: choice.start,
    minutes: minutesOf(item) ?? 1,
    ...(courts.length === 0 ? {} : { courts: [...courts] }),
    listTotalFen: price.listTotalFen,
    totalFen: price.totalFen,
    ruleId: item.ruleId,
    clause: item.clause,
    verdict: item.kind,
    confirmed: asksOf(item),
  };
}

function asksOf(item: ItemDecision): ItemAsk[] {
  return item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
}

/** True if this kiosk may give each court, at the new time, that the record does not have already. */
async function areOurs(
  { uses, shared }: StepPorts,
  now: PresentRecord,
  after: RecordState,
): Promise<boolean> {
  const taken = placeOf(after);
  if (taken === null || taken.courts.length === 0 || shared === undefined) return true;
  const before = placeOf(now.state);
  const isSameTime =
    before?.itemId === taken.itemId && before.start === taken.start && before.minutes === taken.minutes;
  const courts = taken.courts.filter((court) => !isSameTime || !before.courts.includes(court));
  if (courts.length === 0) return true;
  const { itemId, start, minutes } = taken;
  return mayGive(
    { uses, ...shared },
    {
      ...{ siteId: after.siteId, itemId, start, minutes, courts },
      cardRefs: [after.cardRef],
      recordId: now.recordId,
    },
  );
}

/** The court or room that it keeps from others; null if it keeps none. */
function placeOf(state: RecordState): BookedPlace | null {
  return state.kind === 'booking' && takesPlace(state) ? state.place : null;
}
