import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { GivenBody } from '../../domain/journal/entry-body.ts';
import {
  DISPUTED_MAX,
  type Settlement,
  type SettlementReply,
  type WrongAmount,
} from '../../protocol/wire-reports.ts';
import { openDiscrepancy } from '../journal/finding.ts';
import { oldestCards } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import { correctionsOf, earlierOf, isSame } from './corrections.ts';
import { disputeBook } from './disputed.ts';
import { knownCatalogues } from './known-catalogues.ts';
import { recalculate } from './recalculation.ts';
import { daysOfMonth, keyOf, periodOf, type StandingUse, standingUses } from './standing-uses.ts';
import { UsageCounter } from './usage-sums.ts';

type SettleServices = Pick<Services, 'store' | 'secrets' | 'now'>;

interface SiteMonth {
  readonly siteId: string;
  readonly month: string;
}

/** A discrepancy names at most this many entries; above that it only says that there are many. */
const DISCREPANCY_ENTRIES_MAX = 50;

/**
 * Adds a site's month up, and closes it if it is over: what comes later does not change a closed one, and `changed`
 * says so. A month that goes on is added up and not kept. An amount that no catalogue gives becomes a discrepancy. Null
 * if the month has no use, is not closed, and `empty` does not say that it is meant.
 */
export async function settle(
  services: SettleServices,
  {
    siteId,
    month,
    empty,
    isLook = false,
  }: SiteMonth & {
    readonly empty?: true | undefined;
    /** Adds up or shows what was closed, and writes nothing. */
    readonly isLook?: boolean;
  },
): Promise<SettlementReply | null> {
  const { now } = services;
  return services.store.transaction(async (writes) => {
    // Two that close one month at once come one after the other.
    if (!isLook) await writes.lockBookRow();
    const wrong: GivenUse[] = [];
    const settlement = await settlementOf(writes, { siteId, month }, wrong);
    if (!isLook) await openWrongAmounts(writes, services, wrong);
    const rows = await writes.settlements(siteId, month);
    const earlier = earlierOf(rows);
    const kept = rows.at(-1);
    if (kept !== undefined && kept.reopenedAt === null) {
      const { number, closedAt, content } = kept;
      const corrections = correctionsOf(content, settlement);
      const hasChanged = corrections.length > 0 || !isSame(content.total, settlement.total);
      const changed = hasChanged ? settlement.total : null;
      return {
        ...{ state: 'kept', number, closedAtMs: closedAt, settlement: content },
        ...{ changed, corrections, earlier },
      };
    }
    if (settlement.items.length === 0 && empty !== true) return null;
    const fresh = { settlement, changed: null, corrections: [], earlier };
    if (isLook || wallDateOf(now()) < daysOfMonth(month).to) {
      return { state: 'open', number: 0, closedAtMs: null, ...fresh };
    }
    const number = (kept?.number ?? 0) + 1;
    const closedAt = now();
    const reopened = { reopenedAt: null, reopenedNote: null };
    await writes.putSettlement({ siteId, month, number, closedAt, content: settlement, ...reopened });
    return { state: 'closed-now', number, closedAtMs: closedAt, ...fresh };
  });
}

/** The closed settlement stays as it is, and the next run closes the month again. Null if none is closed. */
export async function reopenSettlement(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { siteId, month, note }: SiteMonth & { readonly note: string },
): Promise<number | null> {
  return store.transaction(async (writes) => {
    await writes.lockBookRow();
    const kept = (await writes.settlements(siteId, month)).at(-1);
    if (kept === undefined || kept.reopenedAt !== null) return null;
    await writes.putSettlement({ ...kept, reopenedAt: now(), reopenedNote: note });
    return kept.number;
  });
}

/** `wrong` takes the uses whose amounts come from no catalogue. */
async function settlementOf(
  reads: DistrictReads,
  { siteId, month }: SiteMonth,
  wrong: GivenUse[],
): Promise<Settlement> {
  const { from, to } = daysOfMonth(month);
  const catalogueOf = knownCatalogues(reads, null);
  const disputes = await disputeBook(reads);
  const holderOf = await oldestCards(reads);
  const total = new UsageCounter(holderOf);
  const items = new Map<string, UsageCounter>();
  const wrongAmounts: WrongAmount[] = [];
  const expectedSums = { listFen: 0, paidFen: 0 };
  const recorded = new UsageCounter(holderOf);
  let uncheckedCount = 0;
  for await (const use of standingUses(reads, { ...periodOf(from, to), siteId })) {
    const { itemId, counts } = use;
    const counter = items.get(itemId) ?? new UsageCounter(holderOf);
    items.set(itemId, counter);
    counter.add(use);
    total.add(use);
    disputes.note(use);
    if (counts.kind !== 'given') continue;
    const { body } = counts;
    const again = recalculate(await catalogueOf(body.catalogueVersion), siteId, body);
    if (again.kind === 'unknown') uncheckedCount += 1;
    if (again.kind === 'different') {
      wrong.push({ ...use, body });
      if (wrongAmounts.length < DISPUTED_MAX)
        wrongAmounts.push(wrongAmountOf({ ...use, body }, again.expected));
    }
    if (again.kind !== 'unknown' && again.expected !== null) {
      recorded.add(use);
      expectedSums.listFen += again.expected.listFen;
      expectedSums.paidFen += again.expected.paidFen;
    }
  }
  const { uses, listFen, paidFen } = recorded.sums();
  return {
    siteId,
    month,
    items: [...items]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([item, counter]) => ({ item, ...counter.sums() })),
    total: total.sums(),
    ...disputes.noted(),
    wrongAmounts,
    wrongCount: wrong.length,
    recalculated: { uses, expected: expectedSums, recorded: { listFen, paidFen } },
    uncheckedCount,
  };
}

type GivenUse = StandingUse & { readonly body: GivenBody };

function wrongAmountOf({ journalId, seq, body }: GivenUse, expected: WrongAmount['expected']): WrongAmount {
  const { itemId, listTotalFen: listFen, totalFen: paidFen } = body;
  return { journalId, seq, itemId, recorded: { listFen, paidFen }, expected };
}

/**
 * Opens discrepancies for uses that were taken in before amounts were compared with the catalogue. A discrepancy that
 * is closed stays closed.
 */
async function openWrongAmounts(
  writes: DistrictWrites,
  services: Pick<Services, 'secrets' | 'now'>,
  wrong: readonly GivenUse[],
): Promise<void> {
  for (const [journalId, uses] of Map.groupBy(wrong, (use) => use.journalId)) {
    const key = `wrong-amount:${journalId}`;
    const named = (await writes.discrepancyByKey(key))?.entries ?? [];
    if (named.length >= DISCREPANCY_ENTRIES_MAX) continue;
    const known = new Set(named.map(keyOf));
    const fresh = uses.filter((use) => !known.has(keyOf(use)));
    const [first] = fresh;
    if (first === undefined) continue;
    const { siteId, body } = first;
    const subject = { siteId, itemId: body.itemId, cardRef: body.cardRef, date: null, court: null };
    const entries = fresh.map(({ seq }) => ({ journalId, seq }));
    await openDiscrepancy(writes, services, { key, kind: 'wrong-amount', subject, entries });
  }
}
