import type { DiscrepancyRow, EntryRef } from '../../district/storage/store-rows.ts';
import { DAY_MS } from '../../domain/base/duration.ts';
import { dateOfMinute, plusMinutes } from '../../domain/base/wall-time.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import type { Limit } from '../../domain/catalogue/catalogue-rule.ts';
import type { Resource } from '../../domain/catalogue/resource.ts';
import { courtsIn } from '../../domain/journal/entry-body.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { World } from '../world/world.ts';
import type { Holders } from './holders.ts';
import { refOf, type UseEntry } from './standing-uses.ts';

const DISCREPANCIES_MAX = 10_000;
const YEAR_LENGTH = 'YYYY'.length;
/** Uses of one set that lie closer are under one right, whichever came first: its twelve months overlap. */
const SET_DAYS = 300;

/** What was given beyond a limit: the uses, and what a discrepancy about it must name. */
interface Excess {
  readonly what: string;
  readonly kind: DiscrepancyRow['kind'];
  readonly itemIds: readonly string[];
  readonly uses: readonly EntryRef[];
  /** True if every use must be named; otherwise one of them is enough. */
  readonly isOfAll?: true;
}

/** Whatever was given beyond a limit of the catalogue, by whichever kiosks, has become a discrepancy. */
export async function judgeAllocations(
  world: World,
  standing: readonly UseEntry[],
  counted: readonly JournalEntry[],
): Promise<void> {
  const { district, catalogue, fail, holders } = world;
  const discrepancies = await district.store.read((reads) =>
    reads.discrepancies({ open: true, limit: DISCREPANCIES_MAX }),
  );
  const ofItems = catalogue.items.flatMap((item) => {
    const uses = standing.filter((use) => use.body.itemId === item.id);
    return item.limits.flatMap((limit) => excessesOf(limit, item, { uses, standing, holders }));
  });
  const resources = catalogue.resources ?? [];
  const onCourts = resources.flatMap((resource) => [
    ...twiceOn(resource, standing),
    ...publicOn(resource, standing, counted),
  ]);
  for (const excess of [...ofItems, ...onCourts, ...requestsAmong(counted)]) {
    if (!discrepancies.some((row) => isAbout(row, excess)))
      fail('allocation', `${excess.what}, and is no discrepancy`);
  }
}

function excessesOf(
  limit: Limit,
  item: Item,
  {
    uses,
    standing,
    holders,
  }: {
    readonly uses: readonly UseEntry[];
    readonly standing: readonly UseEntry[];
    readonly holders: Pick<Holders, 'nameOf'>;
  },
): readonly Excess[] {
  const itemIds = [item.id];
  const kind = 'limit-exceeded';
  const holderOf = ({ body }: UseEntry) => holders.nameOf(body.cardRef);
  const beyond = (most: number, of: readonly UseEntry[], nameOf: (use: UseEntry) => string) =>
    grouped(of, nameOf)
      .filter(([, group]) => quantityOf(group) > most)
      .map(
        ([name, group]) =>
          ({
            what: `${item.id} was given too often to ${name}`,
            kind,
            itemIds,
            uses: group,
          }) as const,
      );
  switch (limit.kind) {
    case 'uses-per-card-and-year':
      return beyond(limit.uses, uses, (use) => `${holderOf(use)} in ${dateOf(use).slice(0, YEAR_LENGTH)}`);
    case 'uses-per-person': {
      // How many spouses and children there are is the roster's affair, and that changes.
      const ofHolders = uses.filter(({ body }) => body.person === 'holder');
      return beyond(limit.uses, ofHolders, holderOf);
    }
    case 'one-of-set':
      return grouped(
        standing.filter(({ body }) => limit.itemIds.includes(body.itemId)),
        holderOf,
      )
        .filter(([, group]) => hasNeighbours(group))
        .map(([name, group]) => ({
          what: `${name} has more than one of ${limit.itemIds.join(', ')}`,
          kind,
          itemIds: limit.itemIds,
          uses: group,
        }));
    case 'courts-per-slot':
      return slotExcesses(limit.courts, item.id, uses);
    default:
      return [];
  }
}

/** An item has one slot a day. */
function slotExcesses(courts: number, itemId: string, uses: readonly UseEntry[]): readonly Excess[] {
  const itemIds = [itemId];
  const there = uses.filter((use) => use.isMissed !== true);
  return grouped(there, (use) => `${use.siteId} on ${dateOf(use)}`)
    .filter(([, group]) => quantityOf(group) > courts)
    .map(([name, group]) => ({
      what: `more of ${itemId} than there is was given at ${name}`,
      kind: 'limit-exceeded' as const,
      itemIds,
      uses: group,
    }));
}

/** Every two bookings that have one court for one minute, whichever items they are of. */
function twiceOn({ id, siteId, itemIds }: Resource, standing: readonly UseEntry[]): readonly Excess[] {
  const uses = standing.filter(
    (use) => use.siteId === siteId && itemIds.includes(use.body.itemId) && use.isMissed !== true,
  );
  return uses.flatMap((one, index) =>
    uses.slice(index + 1).flatMap((other) => {
      const court = courtsIn(one.body).find((wanted) => courtsIn(other.body).includes(wanted));
      if (court === undefined || !isAtOnce(one, other)) return [];
      const what = `${court} of ${id} was given twice at ${one.body.start}`;
      return [{ what, kind: 'court-collision' as const, itemIds, uses: [one, other], isOfAll: true }];
    }),
  );
}

/** Every booking on a court that the venue has given to the public, and not taken back. */
function publicOn(
  { id, itemIds, siteId }: Resource,
  standing: readonly UseEntry[],
  counted: readonly JournalEntry[],
): readonly Excess[] {
  const ofSite = counted
    .filter((entry) => entry.siteId === siteId)
    .map(({ body, ...entry }) => ({ ...entry, body: body as unknown as PublicWords }));
  const freed = new Set(ofSite.flatMap(({ body }) => (body.kind === 'courts-freed' ? [body.takenId] : [])));
  const taken = ofSite.filter(
    ({ body }) => body.kind === 'courts-taken' && body.resourceId === id && !freed.has(body.takenId),
  );
  const uses = standing.filter(
    (use) => use.siteId === siteId && itemIds.includes(use.body.itemId) && use.isMissed !== true,
  );
  return taken.flatMap((entry) =>
    uses.flatMap((use) => {
      const { date, from, to, courts } = entry.body;
      const start = plusMinutes(`${date}T00:00`, from);
      const isOver = isAtOnce(use, { body: { start, minutes: to - from } });
      if (!isOver || !courtsIn(use.body).some((court) => courts.includes(court))) return [];
      const what = `a court of ${id} was booked at ${start}, and is the public's`;
      return [
        { what, kind: 'court-collision' as const, itemIds, uses: [use, entry], isOfAll: true as const },
      ];
    }),
  );
}

/** Every court request must be a discrepancy, since only the office answers it. */
function requestsAmong(counted: readonly JournalEntry[]): readonly Excess[] {
  return counted
    .filter(({ body }) => body.kind === 'court-requested')
    .map((entry) => ({
      what: `a court was requested at ${entry.siteId}`,
      kind: 'court-requested' as const,
      itemIds: [String(entry.body['itemId'])],
      uses: [entry],
      isOfAll: true as const,
    }));
}

/** The words of both kinds of entry, as the judge reads them. */
interface PublicWords {
  readonly kind: string;
  readonly takenId: string;
  readonly resourceId: string;
  readonly date: string;
  readonly from: number;
  readonly to: number;
  readonly courts: readonly number[];
}

interface Spanned {
  readonly body: { readonly start: string; readonly minutes?: number | null };
}

function isAtOnce({ body: one }: Spanned, { body: other }: Spanned): boolean {
  const endOf = ({ start, minutes }: Spanned['body']) => plusMinutes(start, minutes ?? 1);
  return one.start < endOf(other) && other.start < endOf(one);
}

/** Expects a discrepancy of this kind and of these items that names one of the uses, or both that collide. */
function isAbout({ kind, subject, entries }: DiscrepancyRow, excess: Excess): boolean {
  const { itemIds, uses, isOfAll } = excess;
  const isOfItems = subject.itemId !== null && itemIds.includes(subject.itemId);
  const named = new Set(entries.map(refOf));
  const isNamed = (use: EntryRef): boolean => named.has(refOf(use));
  return kind === excess.kind && isOfItems && (isOfAll === true ? uses.every(isNamed) : uses.some(isNamed));
}

function hasNeighbours(uses: readonly UseEntry[]): boolean {
  const days = uses.map((use) => Date.parse(dateOf(use)) / DAY_MS).sort((one, other) => one - other);
  return days.some((day, index) => day - (days[index - 1] ?? Number.NEGATIVE_INFINITY) < SET_DAYS);
}

function quantityOf(uses: readonly UseEntry[]): number {
  return uses.reduce((sum, { body }) => sum + body.quantity, 0);
}

function dateOf({ body }: UseEntry): string {
  return dateOfMinute(body.start);
}

function grouped(
  uses: readonly UseEntry[],
  nameOf: (use: UseEntry) => string,
): readonly (readonly [string, readonly UseEntry[]])[] {
  return [...Map.groupBy(uses, nameOf)];
}
