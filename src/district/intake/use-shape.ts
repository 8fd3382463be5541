import { dateOfMinute, type Instant, plusDays, wallDateOf, yearOf } from '../../domain/base/wall-time.ts';
import type { Catalogue, Item } from '../../domain/catalogue/catalogue.ts';
import { USE_BOUNDS } from '../../domain/decision/use-bounds.ts';
import type { RightRequestBody, UseBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import { isRightAt } from '../leases/rights.ts';
import type { MismatchKind } from '../storage/store-rows.ts';

const { quantityMax: QUANTITY_MAX, minutesMax: MINUTES_MAX } = USE_BOUNDS.desk;
/** There were no talent cards' desks before. */
const FIRST_DAY = '2026-01-01';
/** Far more than anybody books ahead, be the kiosk's clock a month off. */
const DAYS_AHEAD_MAX = 366;

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
  entry: JournalEntry,
  catalogue: Catalogue,
  now: Instant,
): readonly MismatchKind[] {
  const { siteIds, items } = desksOf(catalogue);
  const { siteId } = entry;
  const body = bodyOf(entry);
  // A newer release may know more sites, too.
  if (body === null) return [];
  if (!siteIds.has(siteId)) return ['unknown-site'];
  if (body.kind !== 'use' && body.kind !== 'request') return [];
  const versions: readonly MismatchKind[] =
    body.catalogueVersion > catalogue.version ? ['unknown-catalogue'] : [];
  const item = items.get(`${siteId}/${body.itemId}`);
  if (item === undefined) return ['unknown-item', ...versions];
  // This release does not understand the item, so it cannot judge the use. A newer kiosk may be right.
  const isKnown = item.unread === undefined;
  const fits = isOfOurDays(body, now) && (!isKnown || isPlausible(item, siteId, body));
  return fits ? versions : ['implausible-use', ...versions];
}

/** When it came decides: what an entry says of the time is its writer's word. */
function isOfOurDays(body: UseBody | RightRequestBody, now: Instant): boolean {
  const last = plusDays(wallDateOf(now), DAYS_AHEAD_MAX);
  if (body.kind === 'request') {
    return body.year >= yearOf(FIRST_DAY) && body.year <= yearOf(last);
  }
  const date = dateOfMinute(body.start);
  return date >= FIRST_DAY && date <= last;
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

function isPlausible(item: Item, siteId: string, body: UseBody | RightRequestBody): boolean {
  if (body.kind === 'request') return isRightAt(item, siteId);
  const { listTotalFen, totalFen } = body;
  if (!item.eligible.includes(body.person) || body.quantity > QUANTITY_MAX) return false;
  if (listTotalFen !== null && totalFen !== null && totalFen > listTotalFen) return false;
  return fitsWorkflow(item, body);
}

function fitsWorkflow(item: Item, { quantity, minutes, courts }: UseBody): boolean {
  const { isRecorded, hasSpan, isTimed, isSingle, hasCourts } = workflowOf(item);
  const isLong = isTimed && minutes !== null && minutes > MINUTES_MAX;
  if (!isRecorded || isLong || (minutes !== null) !== hasSpan) return false;
  if (isSingle && quantity !== 1) return false;
  // The first kiosks named no courts.
  return courts === undefined || (hasCourts && new Set(courts).size === quantity);
}
