import type { Catalogue, Item } from '../../domain/catalogue.ts';
import type { JournalEntry, RequestBody, UseBody } from '../../domain/journal-entry.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { USE_BOUNDS } from '../../domain/use-bounds.ts';
import { isRightAt } from '../rights.ts';
import type { MismatchKind } from '../store-rows.ts';

const { quantityMax: QUANTITY_MAX, minutesMax: MINUTES_MAX } = USE_BOUNDS.desk;

interface Desks {
  readonly siteIds: ReadonlySet<string>;
  /** By site and item: one item id stands for different items at different sites. */
  readonly items: ReadonlyMap<string, Item>;
}

const known = new WeakMap<Catalogue, Desks>();

/**
 * How an entry does not fit what a desk may record by the district's catalogue. Prices are held against their range
 * alone. An item that the district has dropped since is a mismatch too: somebody has to look.
 */
export function shapeMismatchesOf(
  { siteId, body }: JournalEntry,
  catalogue: Catalogue,
): readonly MismatchKind[] {
  const { siteIds, items } = desksOf(catalogue);
  if (!siteIds.has(siteId)) return ['unknown-site'];
  if (body.kind !== 'use' && body.kind !== 'request') return [];
  const versions: readonly MismatchKind[] =
    body.catalogueVersion > catalogue.version ? ['unknown-catalogue'] : [];
  const item = items.get(`${siteId}/${body.itemId}`);
  if (item === undefined) return ['unknown-item', ...versions];
  return isPlausible(item, siteId, body) ? versions : ['implausible-use', ...versions];
}

function desksOf(catalogue: Catalogue): Desks {
  const before = known.get(catalogue);
  if (before !== undefined) return before;
  const desks = {
    siteIds: new Set(catalogue.sites.map((site) => site.id)),
    items: new Map(
      catalogue.items.flatMap((item) => item.siteIds.map((siteId) => [`${siteId}/${item.id}`, item])),
    ),
  };
  known.set(catalogue, desks);
  return desks;
}

function isPlausible(item: Item, siteId: string, body: UseBody | RequestBody): boolean {
  if (body.kind === 'request') return isRightAt(item, siteId);
  const { listTotalFen, totalFen } = body;
  if (!item.eligible.includes(body.person) || body.quantity > QUANTITY_MAX) return false;
  if (listTotalFen !== null && totalFen !== null && totalFen > listTotalFen) return false;
  return fitsWorkflow(item.workflow, body);
}

function fitsWorkflow(workflow: Item['workflow'], { quantity, minutes, courts }: UseBody): boolean {
  const isLong = minutes !== null && minutes > MINUTES_MAX;
  switch (workflow) {
    case 'ticket':
    case 'pass':
      return minutes === null && courts === undefined;
    case 'service':
      return minutes === null && courts === undefined && quantity === 1;
    case 'hourly':
      return minutes !== null && !isLong && courts === undefined;
    case 'booking':
      return minutes !== null && !isLong && courts === undefined && quantity === 1;
    case 'slot':
      // The first kiosks named no courts.
      return minutes !== null && (courts === undefined || new Set(courts).size === quantity);
    case 'guidance':
      return false;
    default:
      return unreachable(workflow);
  }
}
