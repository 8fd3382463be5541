import { dateOfMinute } from '../../domain/base/wall-time.ts';
import { deskViewOf } from '../../domain/card/roster-record.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import type { Limit } from '../../domain/catalogue/catalogue-rule.ts';
import { courtsOf, limitedItemsOf } from '../../domain/decision/limited-items.ts';
import { answerOfLimit } from '../../domain/decision/quota.ts';
import type { JournalEntry, RequestBody, UseBody } from '../../domain/journal/journal-entry.ts';
import { RightYear } from '../../domain/shared/right.ts';
import { freshRight, isRightAt, putRight, rightKeyOf } from '../leases/rights.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CountedUse, EntryRef } from '../storage/store-rows.ts';
import { type Finding, type Matter, openCase } from './finding.ts';

type AuditServices = Pick<Services, 'catalogue' | 'secrets' | 'now'>;

const YEAR_LENGTH = 'YYYY'.length;

/**
 * Holds fresh entries against the limits that several kiosks share, in the transaction that stores them: a
 * court given twice, a right used elsewhere or twice. What collides stays on both sides and becomes a case;
 * nothing is refused and nobody is billed by machine. Answers what was found, in the order of the entries.
 */
export async function auditEntries(
  writes: DistrictWrites,
  services: AuditServices,
  entries: readonly JournalEntry[],
): Promise<readonly Finding[]> {
  const items = limitedItemsOf(services.catalogue.catalogue);
  const relevant = entries.filter(
    ({ body }) =>
      body.kind === 'void' || ((body.kind === 'use' || body.kind === 'request') && items.has(body.itemId)),
  );
  if (relevant.length === 0) return [];
  await writes.lockBook();
  const findings: Finding[] = [];
  for (const entry of relevant) {
    const matters = await mattersOf(writes, items, entry);
    for (const matter of matters) {
      findings.push({ seq: entry.seq, kind: matter.kind, caseId: await openCase(writes, services, matter) });
    }
  }
  return findings;
}

async function mattersOf(
  writes: DistrictWrites,
  items: ReadonlyMap<string, Item>,
  entry: JournalEntry,
): Promise<readonly Matter[]> {
  const { body } = entry;
  if (body.kind === 'void') {
    await takeBack(writes, entry.journalId, body.voidsSeq);
    return [];
  }
  const item = body.kind === 'use' || body.kind === 'request' ? items.get(body.itemId) : undefined;
  if (item === undefined) return [];
  if (body.kind === 'request') return requestMatters(writes, item, { entry, body });
  if (body.kind !== 'use') return [];
  const use = countedUseOf(entry, body);
  const matters = [
    ...(await courtMatters(writes, item, use)),
    ...(await limitMatters(writes, item, { use, body })),
    ...(await rightMatters(writes, item, use)),
  ];
  await writes.insertUses([use]);
  return matters;
}

/** What a void gives back: the use counts no more, and a right is open again unless it was used twice. */
export async function takeBack(writes: DistrictWrites, journalId: string, seq: number): Promise<void> {
  const use = await writes.removeUse({ journalId, seq });
  if (use === null) return;
  const [right] = await writes.rights([rightKeyOf(use)]);
  if (right?.usedBy?.journalId === journalId && right.usedBy.seq === seq) {
    const others = await writes.usesOfCards([use.cardRef]);
    const other = others.find((one) => one.itemId === use.itemId && yearOf(one) === yearOf(use));
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
  const taken = others.reduce((sum, other) => sum + other.quantity, use.quantity);
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

/** More than a card may have, counted over every kiosk, be it on the roster or not. */
async function limitMatters(
  writes: DistrictWrites,
  item: Item,
  { use, body }: { readonly use: CountedUse; readonly body: UseBody },
): Promise<readonly Matter[]> {
  const limits = item.limits.filter((limit) => isOfCard(limit));
  if (limits.length === 0) return [];
  const others = await writes.usesOfCards([use.cardRef]);
  const record = (await writes.recordsByRef([use.cardRef])).get(use.cardRef);
  const wanted = {
    item,
    siteId: use.siteId,
    person: use.person,
    quantity: use.quantity,
    start: body.start,
    minutes: body.minutes ?? 1,
    free: true,
    now: body.start,
    record: { family: record === undefined ? [] : deskViewOf(record).family },
    holdings: null,
    sites: [],
  };
  return limits
    .filter((limit) => record !== undefined || !isOfRecord(limit, use))
    .filter((limit) => answerOfLimit(limit, wanted, { ofCard: others, atDesk: [] }).kind === 'no')
    .map((limit) => ({
      key: `limit:${limit.id}/${use.cardRef}/${yearOf(use)}`,
      kind: 'limit-exceeded' as const,
      subject: subjectOf(use),
      entries: [...others.filter((other) => isUnderLimit(limit, use, other)), use],
    }));
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
  const isOfYear = limit.kind !== 'uses-per-card-and-year' || yearOf(other) === yearOf(use);
  return other.itemId === use.itemId && isOfYear;
}

function yearOf({ date }: CountedUse): string {
  return date.slice(0, YEAR_LENGTH);
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
  return [
    {
      key: `right:${key.cardRef}/${key.itemId}/${key.year}`,
      kind: 'right-elsewhere',
      subject: subjectOf(use),
      entries: [...(right.usedBy === null ? [] : [right.usedBy]), use],
    },
  ];
}

/** A request that came without a line: granted where the right is still free, else for the office. */
async function requestMatters(
  writes: DistrictWrites,
  item: Item,
  { entry, body }: { readonly entry: JournalEntry; readonly body: RequestBody },
): Promise<readonly Matter[]> {
  const { journalId, seq, siteId } = entry;
  const { cardRef, itemId, year } = body;
  const key = { cardRef, itemId, year };
  const [held] = await writes.rights([key]);
  const asked = isRightAt(item, siteId) ? await freshRight(writes, item, { ...key, siteId }) : undefined;
  const right = held ?? asked;
  if (held === undefined && asked !== undefined) await putRight(writes, asked);
  if (right?.siteId === siteId && right.usedBy === null) return [];
  const usedBy = right?.usedBy ?? null;
  const entries: EntryRef[] = [...(usedBy === null ? [] : [usedBy]), { journalId, seq }];
  const subject = { siteId, itemId, cardRef, date: null, court: null };
  return [
    { key: `request:${cardRef}/${itemId}/${year}/${siteId}`, kind: 'request-refused', subject, entries },
  ];
}

function countedUseOf({ journalId, seq, siteId }: JournalEntry, body: UseBody): CountedUse {
  const { cardRef, itemId, person, quantity, courts = [] } = body;
  const date = dateOfMinute(body.start);
  return { journalId, seq, cardRef, siteId, itemId, person, quantity, date, courts };
}

function subjectOf({ siteId, itemId, cardRef, date }: CountedUse): Matter['subject'] {
  return { siteId, itemId, cardRef, date, court: null };
}
