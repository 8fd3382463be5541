import { unreachable } from '../../domain/base/unreachable.ts';
import { type WallMinute, yearOf } from '../../domain/base/wall-time.ts';
import { deskViewOf } from '../../domain/card/roster-record.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import type { Limit } from '../../domain/catalogue/catalogue-rule.ts';
import { courtsOf, limitedItemsOf } from '../../domain/decision/limited-items.ts';
import { answerOfLimit } from '../../domain/decision/quota.ts';
import { minutesIn, type RightRequestBody } from '../../domain/journal/entry-body.ts';
import { pastUseOf } from '../../domain/journal/fold/past-use.ts';
import { type EntryEffect, effectOf, type RecordedUse } from '../../domain/journal/fold/recorded-uses.ts';
import { quantityOf, usesOfYear } from '../../domain/journal/fold/taken.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { RightYear } from '../../domain/shared/right.ts';
import { freshRight, isRightAt, putRight, rightKeyOf } from '../leases/rights.ts';
import { holderOf } from '../roster/holder.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CountedUse, EntryRef } from '../storage/store-rows.ts';
import { type Finding, type Matter, openDiscrepancy } from './finding.ts';

type AuditServices = Pick<Services, 'catalogue' | 'secrets' | 'now'>;

/**
 * Holds fresh entries against the limits that several kiosks share, in the transaction that stores them: a
 * court given twice, a right used elsewhere or twice. What collides stays on both sides and becomes a discrepancy;
 * nothing is refused and nobody is billed by machine. Answers what was found, in the order of the entries.
 */
export async function auditEntries(
  writes: DistrictWrites,
  services: AuditServices,
  entries: readonly JournalEntry[],
): Promise<readonly Finding[]> {
  const items = limitedItemsOf(services.catalogue.catalogue);
  const relevant = entries.filter((entry) => touchesLimits(items, effectOf(entry)));
  if (relevant.length === 0) return [];
  await writes.lockBookRow();
  const findings: Finding[] = [];
  for (const entry of relevant) {
    const matters = await mattersOf(writes, items, entry);
    for (const matter of matters) {
      findings.push({
        seq: entry.seq,
        kind: matter.kind,
        caseId: await openDiscrepancy(writes, services, matter),
      });
    }
  }
  return findings;
}

type LimitedItems = ReadonlyMap<string, Item>;

function touchesLimits(items: LimitedItems, effect: EntryEffect): boolean {
  switch (effect.kind) {
    case 'use':
      return items.has(effect.use.body.itemId);
    case 'request':
      return items.has(effect.request.itemId);
    case 'void':
      return true;
    case 'none':
    case 'newer':
    case 'step':
    case 'admission':
      return false;
    default:
      return unreachable(effect);
  }
}

async function mattersOf(
  writes: DistrictWrites,
  items: LimitedItems,
  entry: JournalEntry,
): Promise<readonly Matter[]> {
  const { journalId } = entry;
  const effect = effectOf(entry);
  switch (effect.kind) {
    case 'void':
      await takeBack(writes, { journalId, seq: effect.voidsSeq });
      return [];
    case 'request':
      return requestMatters(writes, items.get(effect.request.itemId), { entry, body: effect.request });
    case 'use':
      return mattersOfUse(writes, items.get(effect.use.body.itemId), { journalId, recorded: effect.use });
    case 'none':
    case 'newer':
    case 'step':
    case 'admission':
      return [];
    default:
      return unreachable(effect);
  }
}

async function mattersOfUse(
  writes: DistrictWrites,
  item: Item | undefined,
  { journalId, recorded }: { readonly journalId: string; readonly recorded: RecordedUse },
): Promise<readonly Matter[]> {
  if (item === undefined) return [];
  const { body } = recorded;
  const use = countedUseOf(journalId, recorded);
  const matters = [
    ...(await courtMatters(writes, item, use)),
    ...(await limitMatters(writes, item, { use, start: body.start, minutes: minutesIn(body) })),
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

/** A court that was given before, or more courts than there are. */
async function courtMatters(writes: DistrictWrites, item: Item, use: CountedUse): Promise<readonly Matter[]> {
  const limit = courtsOf(item);
  if (limit === null) return [];
  const others = await writes.usesOfSlots([use]);
  const matters: Matter[] = [];
  for (const court of use.courts) {
    const same = others.filter((other) => other.courts.includes(court));
    if (same.length === 0) continue;
    matters.push({
      key: `court:${use.siteId}/${use.itemId}/${use.date}/${court}`,
      kind: 'court-collision',
      subject: { ...subjectOf(use), cardRef: null, court },
      entries: [...same, use],
    });
  }
  const taken = quantityOf([...others, use]);
  const isBeyond = use.courts.some((court) => court > limit.courts);
  if (taken > limit.courts || isBeyond) {
    matters.push({
      key: `slot:${use.siteId}/${use.itemId}/${use.date}`,
      kind: 'limit-exceeded',
      subject: { ...subjectOf(use), cardRef: null },
      entries: [...others, use],
    });
  }
  return matters;
}

interface LimitedUse {
  readonly use: CountedUse;
  readonly start: WallMinute;
  /** Null for a use without a length. */
  readonly minutes: number | null;
}

/** More than a holder may have, counted over every kiosk and all cards of the holder, be they on the roster or not. */
export async function limitMatters(
  writes: DistrictWrites,
  item: Item,
  { use, start, minutes }: LimitedUse,
): Promise<readonly Matter[]> {
  const limits = item.limits.filter((limit) => isOfCard(limit));
  if (limits.length === 0) return [];
  const { cards, oldest, newest } = await holderOf(writes, use.cardRef);
  const others = (await writes.usesOfCards(cards)).filter((other) => !isSameEntry(other, use));
  const records = await writes.recordsByRef([newest, use.cardRef]);
  const record = records.get(newest) ?? records.get(use.cardRef);
  const wanted = {
    item,
    siteId: use.siteId,
    person: use.person,
    quantity: use.quantity,
    start,
    minutes: minutes ?? 1,
    free: true,
    now: start,
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

/** True where only the card's record says how much is allowed: how many of the family there are. */
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
async function rightMatters(writes: DistrictWrites, item: Item, use: CountedUse): Promise<readonly Matter[]> {
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

/**
 * Grants a right request that was recorded without a connection if the right is still free; if not, the
 * office sees it.
 */
async function requestMatters(
  writes: DistrictWrites,
  item: Item | undefined,
  { entry, body }: { readonly entry: JournalEntry; readonly body: RightRequestBody },
): Promise<readonly Matter[]> {
  if (item === undefined) return [];
  const { journalId, seq, siteId } = entry;
  const { cardRef, itemId, year } = body;
  const key = { cardRef, itemId, year };
  const [held] = await writes.rights([key]);
  const asked = isRightAt(item, siteId) ? await freshRight(writes, item, { ...key, siteId }) : undefined;
  const right = held ?? asked;
  if (held === undefined && asked !== undefined) await putRight(writes, asked);
  if (right?.siteId === siteId && right.usedBy === null) return [];
  const usedBy = right?.usedBy ?? null;
  const { oldest } = await holderOf(writes, cardRef);
  const entries: EntryRef[] = [...(usedBy === null ? [] : [usedBy]), { journalId, seq }];
  const subject = { siteId, itemId, cardRef, date: null, court: null };
  return [
    { key: `request:${oldest}/${itemId}/${year}/${siteId}`, kind: 'request-refused', subject, entries },
  ];
}

function countedUseOf(journalId: string, recorded: RecordedUse): CountedUse {
  const { entry, courts = [], ...counted } = pastUseOf(recorded);
  return { ...counted, courts, journalId, seq: entry.seq, cardRef: recorded.body.cardRef };
}

function subjectOf({ siteId, itemId, cardRef, date }: CountedUse): Matter['subject'] {
  return { siteId, itemId, cardRef, date, court: null };
}
