import type { CardNumber } from '../domain/card-number.ts';
import type { CardRef } from '../domain/card-ref.ts';
import type { Decision, ItemAsk, ItemDecision, Price } from '../domain/decision.ts';
import type { JournalDraft, JournalEntry, UseBody, VoidBody } from '../domain/journal-entry.ts';
import type { AppendFaultKind, JournalPort, UsesPort } from './ports.ts';
import { rebuildUses } from './rebuild-uses.ts';

export interface RecordPorts {
  readonly journal: JournalPort;
  readonly uses: UsesPort;
}

export interface RedeemPorts extends RecordPorts {
  readonly cardRefOf: (cardNumber: CardNumber) => CardRef;
}

export interface RedeemRequest {
  readonly decision: Decision;
  readonly itemId: string;
  /** The questions that the clerk answered with yes. */
  readonly confirmed: readonly ItemAsk[];
}

/**
 * `recorded`: on disk; `counted` is false where the counters could not follow, which the next start mends.
 * `fault`: nothing was recorded. `unanswered`: the host went away before it said so, and only the journal
 * knows: look at today's list before trying again.
 */
export type RecordResult =
  | { readonly kind: 'recorded'; readonly entry: JournalEntry; readonly counted: boolean }
  | {
      readonly kind: 'fault';
      readonly fault: { readonly kind: AppendFaultKind; readonly detail: string };
    }
  | { readonly kind: 'unanswered'; readonly detail: string };

/**
 * Records the use that was decided. Throws (a bug of the caller) for an item that is not at this desk, that
 * was refused, that records nothing, that has no price yet, or whose questions are not all confirmed.
 */
export async function redeem(ports: RedeemPorts, request: RedeemRequest): Promise<RecordResult> {
  return record(ports, draftOf(ports, request));
}

/** Takes back an earlier use of this kiosk's journal. */
export async function voidUse(
  ports: RecordPorts,
  request: { readonly seq: number; readonly reason: VoidBody['reason']; readonly siteId: string },
): Promise<RecordResult> {
  const { seq, reason, siteId } = request;
  return record(ports, { siteId, body: { kind: 'void', voidsSeq: seq, reason } });
}

/** Appends to the journal and counts: what every kind of entry goes through. */
export async function record(ports: RecordPorts, draft: JournalDraft): Promise<RecordResult> {
  let appended: Awaited<ReturnType<JournalPort['append']>>;
  try {
    appended = await ports.journal.append(draft);
  } catch (cause) {
    // The port answers with faults; a rejection means that nobody answered, so that either may be true.
    return { kind: 'unanswered', detail: String(cause) };
  }
  if (!appended.ok) return { kind: 'fault', fault: appended.fault };
  const { entry } = appended;
  return { kind: 'recorded', entry, counted: await count(ports, entry) };
}

/** The entry is on disk whatever happens here: a failing counter must never look like a failed sale. */
async function count(ports: RecordPorts, entry: JournalEntry): Promise<boolean> {
  try {
    if ((await ports.uses.add(entry.journalId, [entry])) === null) return true;
    return (await rebuildUses(ports)).kind === 'current';
  } catch {
    return false;
  }
}

/** Screen and journal say the same because the draft is copied from the decision that was shown. */
function draftOf(ports: RedeemPorts, { decision, itemId, confirmed }: RedeemRequest): JournalDraft {
  const item = recordableOf(decision, itemId, confirmed);
  const { choice, price } = item;
  const body: UseBody = {
    kind: 'use',
    cardRef: ports.cardRefOf(cardNumberOf(decision)),
    itemId,
    person: choice.person,
    quantity: choice.quantity,
    start: choice.start,
    minutes: isTimed(item) ? choice.minutes : null,
    listTotalFen: price.listTotalFen,
    totalFen: price.totalFen,
    ruleId: item.ruleId,
    clause: item.clause,
    catalogueVersion: decision.catalogueVersion,
    verdict: item.kind,
    confirmed: item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [],
  };
  return { siteId: decision.siteId, body };
}

type Recordable = Extract<ItemDecision, { kind: 'yes' | 'ask' }> & { readonly price: Price };

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

/** Only where a stretch of time is taken do the minutes belong to the use. */
function isTimed({ workflow }: ItemDecision): boolean {
  return workflow === 'hourly' || workflow === 'slot' || workflow === 'booking';
}

function cardNumberOf({ lookup }: Decision): CardNumber {
  return lookup.kind === 'found' ? lookup.record.cardNumber : lookup.cardNumber;
}
