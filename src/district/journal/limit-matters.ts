import { type WallMinute, yearOf } from '../../domain/base/wall-time.ts';
import { deskViewOf } from '../../domain/card/roster-record.ts';
import type { Catalogue, Item } from '../../domain/catalogue/catalogue.ts';
import type { Limit } from '../../domain/catalogue/catalogue-rule.ts';
import { answerOfLimit } from '../../domain/decision/quota.ts';
import { usesOfYear } from '../../domain/journal/fold/taken.ts';
import { RightYear } from '../../domain/shared/right.ts';
import { isRightAt, putRight, rightKeyOf } from '../leases/rights.ts';
import { holderOf } from '../roster/holder.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CountedUse, EntryRef } from '../storage/store-rows.ts';
import { courtMatters, subjectOf } from './court-matters.ts';
import type { Matter } from './finding.ts';

/** When a use begins, and how long it takes; null for what takes no stretch of time. */
interface UseSpan {
  readonly start: WallMinute;
  readonly minutes: number | null;
}

/** The item of a use, and the catalogue that says on which resource it is booked. */
export interface CountedFor {
  readonly catalogue: Catalogue;
  readonly item: Item;
}

/** Counts a use against the limits of its item, and answers which it is beyond. */
export async function countUse(
  writes: DistrictWrites,
  { catalogue, item }: CountedFor,
  counted: { readonly use: CountedUse; readonly span: UseSpan },
): Promise<readonly Matter[]> {
  const { use } = counted;
  const matters = [
    ...(use.takesPlace ? await courtMatters(writes, { catalogue, item }, use) : []),
    ...(await limitMatters(writes, item, counted)),
    ...(await rightMatters(writes, item, use)),
  ];
  await writes.insertUses([use]);
  return matters;
}

/** Undoes a use: it does not count any longer, and a right is open again unless it was used twice. */
export async function takeBack(writes: DistrictWrites, { journalId, seq }: EntryRef): Promise<void> {
  const use = await writes.removeUse({ journalId, seq });
  if (use === null) return;
  const [right] = await writes.rights([rightKeyOf(use)]);
  if (right?.usedBy?.journalId === journalId && right.usedBy.seq === seq) {
    const { cards } = await holderOf(writes, use.cardRef);
    const others = await writes.usesOfCards(cards);
    const other = usesOfYear(yearOf(use.date), others).find((one) => one.itemId === use.itemId);
    const usedBy = other === undefined ? null : { journalId: other.journalId, seq: other.seq };
    await putRight(writes, { ...right, usedBy });
  }
}

/** More than a holder may have, counted over every kiosk and all cards of the holder, be they on the roster or not. */
export async function limitMatters(
  writes: DistrictWrites,
  item: Item,
  { use, span }: { readonly use: CountedUse; readonly span: UseSpan },
): Promise<readonly Matter[]> {
  const limits = item.limits.filter((limit) => isOfCard(limit));
  if (limits.length === 0) return [];
  const { cards, oldest, newest } = await holderOf(writes, use.cardRef);
  const others = (await writes.usesOfCards(cards)).filter((other) => !isSameEntry(other, use));
  const records = await writes.recordsByRef([newest, use.cardRef]);
  const record = records.get(newest) ?? records.get(use.cardRef);
  const wanted = {
    item,
    resource: null,
    siteId: use.siteId,
    person: use.person,
    quantity: use.quantity,
    start: span.start,
    minutes: span.minutes ?? 1,
    free: true,
    now: span.start,
    record: { family: record === undefined ? [] : deskViewOf(record).family },
    holdings: null,
    sites: [],
  };
  return limits
    .filter((limit) => record !== undefined || !isOfRecord(limit, use))
    .filter((limit) => answerOfLimit(limit, wanted, { ofCard: others, courtsFree: [] }).kind === 'no')
    .map((limit) => ({
      key: `limit:${limit.id}/${oldest}/${yearOf(use.date)}`,
      kind: 'limit-exceeded' as const,
      subject: subjectOf(use),
      entries: [...others.filter((other) => isUnderLimit(limit, use, other)), use],
    }));
}

function isSameEntry(one: EntryRef, other: EntryRef): boolean {
  return one.journalId === other.journalId && one.seq === other.seq;
}

function isOfCard({ kind }: Limit): boolean {
  return kind === 'uses-per-card-and-year' || kind === 'uses-per-person' || kind === 'one-of-set';
}

/** True if only the card's record says how much is allowed: how many of the family there are. */
function isOfRecord({ kind }: Limit, { person }: CountedUse): boolean {
  return kind === 'uses-per-person' && person !== 'holder';
}

function isUnderLimit(limit: Limit, use: CountedUse, other: CountedUse): boolean {
  if (limit.kind === 'one-of-set') return limit.itemIds.includes(other.itemId);
  const isOfYear = limit.kind !== 'uses-per-card-and-year' || yearOf(other.date) === yearOf(use.date);
  return other.itemId === use.itemId && isOfYear;
}

/**
 * A right used at another site than the holder chose; a right that nobody chose is this site's from now on. What no
 * kiosk could read is no right: a year that none has, and a site that does not give it.
 */
export async function rightMatters(
  writes: DistrictWrites,
  item: Item,
  use: CountedUse,
): Promise<readonly Matter[]> {
  const key = rightKeyOf(use);
  if (!isRightAt(item, use.siteId) || !RightYear.safeParse(key.year).success) return [];
  const [right] = await writes.rights([key]);
  const usedBy = { journalId: use.journalId, seq: use.seq };
  if (right === undefined || right.usedBy === null) {
    await putRight(writes, { ...key, siteId: right?.siteId ?? use.siteId, usedBy });
  }
  if (right === undefined || right.siteId === use.siteId) return [];
  const { oldest } = await holderOf(writes, use.cardRef);
  return [
    {
      key: `right:${oldest}/${key.itemId}/${key.year}`,
      kind: 'right-elsewhere',
      subject: subjectOf(use),
      entries: [...(right.usedBy === null ? [] : [right.usedBy]), use],
    },
  ];
}
