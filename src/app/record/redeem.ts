import type { PaymentWay } from '../../domain/base/payment-way.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import type { Decision, ItemAsk, ItemDecision, Price } from '../../domain/decision/decision.ts';
import {
  agreementIn,
  courtsGivenIn,
  minutesOf,
  numberIn,
  partyIn,
  workdaysIn,
} from '../../domain/decision/item-details.ts';
import type { VoidBody } from '../../domain/journal/entry-body.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import { type BookingNotePorts, withTelephone } from './booking-note.ts';
import { type CourtAsk, giveCourts, giveLater, giveUnheld } from './give-courts.ts';
import type { SharedLimits } from './holdings.ts';
import { type RecordPorts, type RecordResult, type RedeemResult, record, type UseDraft } from './record.ts';
import { redeemRight } from './redeem-right.ts';

export interface RedeemPorts extends RecordPorts {
  readonly cardRefOf: (cardNumber: CardNumber) => CardRef;
  /** 128 random bits as hexadecimal digits. */
  readonly newRecordId: () => string;
  /** Limits that several kiosks share; absent if one desk counts for all. */
  readonly shared?: Pick<SharedLimits, 'holdings' | 'district' | 'patience' | 'catalogue'>;
  /** Absent if nobody can be asked. */
  readonly askForCourt?: CourtAsk;
  /** Keeps what is written down of a person; absent if nothing keeps it. */
  readonly personal?: BookingNotePorts;
}

export interface RedeemRequest {
  readonly decision: Decision;
  readonly itemId: string;
  /** The questions that the clerk answered with yes. */
  readonly confirmed: readonly ItemAsk[];
  /** The number for a call-back, if the clerk wrote one down. Only a booking has one. */
  readonly telephone?: string | undefined;
  /** How it is paid, at a site that records it. What costs nothing has none. */
  readonly payment?: PaymentWay | undefined;
}

/**
 * Records the use that was decided. Throws (a bug of the caller) for an item that is not at this desk, that
 * was refused, that records nothing, that has no price yet, or whose questions are not all confirmed.
 */
export async function redeem(ports: RedeemPorts, request: RedeemRequest): Promise<RedeemResult> {
  const { item, draft: plain } = draftOf(ports, request);
  const { shared, personal } = ports;
  const { telephone } = request;
  const noted = async (open: UseDraft): Promise<UseDraft> =>
    telephone === undefined || personal === undefined ? open : withTelephone(personal, open, telephone);
  const ask = ports.askForCourt ?? (async () => null);
  if (shared !== undefined && isAsked(item, 'court-later')) {
    return giveLater(ports, { ...shared, ask, noted }, plain);
  }
  const draft = await noted(plain);
  if (shared === undefined) return record(ports, draft);
  if (courtsGivenIn(item).length > 0) return giveCourts(ports, shared, draft);
  if (isAsked(item, 'claim-right')) return redeemRight(ports, shared, draft);
  if (isAsked(item, 'court-unheld')) return giveUnheld(ports, { ...shared, ask }, draft);
  return record(ports, draft);
}

function isAsked(item: Recordable, kind: ItemAsk): boolean {
  return item.kind === 'ask' && item.asks.some((ask) => ask.kind === kind);
}

/** Takes back an earlier use of this kiosk's journal. */
export async function voidUse(
  ports: RecordPorts,
  request: { readonly seq: number; readonly reason: VoidBody['reason']; readonly siteId: string },
): Promise<RecordResult> {
  const { seq, reason, siteId } = request;
  return record(ports, { siteId, body: { kind: 'void', voidsSeq: seq, reason } });
}

interface RedeemDraft {
  readonly item: Recordable;
  readonly draft: UseDraft;
}

/** Screen and journal say the same because the draft is copied from the decision that was shown. */
function draftOf(ports: RedeemPorts, request: RedeemRequest): RedeemDraft {
  const { decision, itemId, confirmed, payment } = request;
  const item = recordableOf(decision, itemId, confirmed);
  const { choice, price } = item;
  const courts = courtsGivenIn(item);
  const fields = {
    cardRef: ports.cardRefOf(cardNumberOf(decision)),
    itemId,
    person: choice.person,
    quantity: choice.quantity,
    start: choice.start,
    listTotalFen: price.listTotalFen,
    totalFen: price.totalFen,
    ruleId: item.ruleId,
    clause: item.clause,
    catalogueVersion: decision.catalogueVersion,
    verdict: item.kind,
    confirmed: item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [],
    ...(payment !== undefined && price.totalFen ? { payment } : {}),
  };
  const body = workflowOf(item).bodyOf({
    ...{ fields, courts, unit: item.unit },
    minutes: minutesOf(item),
    number: numberIn(item),
    party: partyIn(item),
    agreement: agreementIn(item),
    workdays: workdaysIn(item),
    recordId: ports.newRecordId(),
  });
  return { item, draft: { siteId: decision.siteId, body } };
}

export type Recordable = Extract<ItemDecision, { kind: 'yes' | 'ask' }> & { readonly price: Price };

function recordableOf(decision: Decision, itemId: string, confirmed: readonly ItemAsk[]): Recordable {
  const item = decision.items.find((candidate) => candidate.itemId === itemId);
  if (item === undefined) throw new Error(`redeem: ${itemId} is not at this desk`);
  if (item.kind === 'no' || item.kind === 'info') throw new Error(`redeem: ${itemId} is ${item.kind}`);
  const open = item.kind === 'ask' ? item.asks.filter((ask) => !confirmed.includes(ask.kind)) : [];
  if (open.length > 0) {
    throw new Error(`redeem: ${itemId} is unconfirmed: ${open.map((ask) => ask.kind).join(', ')}`);
  }
  if (item.price === null) throw new Error(`redeem: ${itemId} has no price yet`);
  return { ...item, price: item.price };
}

function cardNumberOf({ lookup }: Decision): CardNumber {
  return lookup.kind === 'found' ? lookup.record.cardNumber : lookup.cardNumber;
}
