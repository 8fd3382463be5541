import type { DiscrepancyRow } from '../../district/storage/store-rows.ts';
import { DAY_MS } from '../../domain/base/duration.ts';
import { dateOfMinute } from '../../domain/base/wall-time.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import type { Limit } from '../../domain/catalogue/catalogue-rule.ts';
import { courtsIn } from '../../domain/journal/entry-body.ts';
import type { World } from '../world/world.ts';
import type { Holders } from './holders.ts';
import type { UseEntry } from './standing-uses.ts';

const DISCREPANCIES_MAX = 10_000;
const YEAR_LENGTH = 'YYYY'.length;
/** Uses of one set that lie closer are under one right, whichever came first: its twelve months overlap. */
const SET_DAYS = 300;

/** What was given beyond a limit: the uses, and what a discrepancy about it must name. */
interface Excess {
  readonly what: string;
  readonly kind: DiscrepancyRow['kind'];
  readonly itemIds: readonly string[];
  readonly uses: readonly UseEntry[];
}

/** Whatever was given beyond a limit of the catalogue, by whichever kiosks, has become a discrepancy. */
export async function judgeAllocations(world: World, standing: readonly UseEntry[]): Promise<void> {
  const { district, catalogue, fail, holders } = world;
  const discrepancies = await district.store.read((reads) =>
    reads.discrepancies({ open: true, limit: DISCREPANCIES_MAX }),
  );
  for (const item of catalogue.items) {
    const uses = standing.filter((use) => use.body.itemId === item.id);
    const excesses = item.limits.flatMap((limit) => excessesOf(limit, item, { uses, standing, holders }));
    for (const excess of excesses) {
      if (!discrepancies.some((row) => isAbout(row, excess)))
        fail('allocation', `${excess.what}, and is no discrepancy`);
    }
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
      return courtExcesses(limit.courts, item.id, uses);
    default:
      return [];
  }
}

function courtExcesses(courts: number, itemId: string, uses: readonly UseEntry[]): readonly Excess[] {
  const itemIds = [itemId];
  const there = uses.filter((use) => use.isMissed !== true);
  return grouped(there, (use) => `${use.siteId} on ${dateOf(use)}`).flatMap(([name, group]) => {
    const twice = courtsTwice(group).map((court) => ({
      what: `court ${court} of ${itemId} was given twice at ${name}`,
      kind: 'court-collision' as const,
      itemIds,
      uses: group.filter(({ body }) => courtsIn(body).includes(court)),
    }));
    if (quantityOf(group) <= courts) return twice;
    const what = `more of ${itemId} than there is was given at ${name}`;
    return [...twice, { what, kind: 'limit-exceeded' as const, itemIds, uses: group }];
  });
}

/** A discrepancy of this kind and of these items, which names one of the uses. */
function isAbout({ kind, subject, entries }: DiscrepancyRow, excess: Excess): boolean {
  const { itemIds, uses } = excess;
  const isOfItems = subject.itemId !== null && itemIds.includes(subject.itemId);
  const names = new Set(uses.map(({ journalId, seq }) => `${journalId}/${seq}`));
  return (
    kind === excess.kind &&
    isOfItems &&
    entries.some(({ journalId, seq }) => names.has(`${journalId}/${seq}`))
  );
}

function hasNeighbours(uses: readonly UseEntry[]): boolean {
  const days = uses.map((use) => Date.parse(dateOf(use)) / DAY_MS).sort((one, other) => one - other);
  return days.some((day, index) => day - (days[index - 1] ?? Number.NEGATIVE_INFINITY) < SET_DAYS);
}

function courtsTwice(uses: readonly UseEntry[]): readonly number[] {
  const courts = uses.flatMap(({ body }) => courtsIn(body));
  return [...new Set(courts)].filter((court) => courts.indexOf(court) !== courts.lastIndexOf(court));
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
