import {
  dateOfMinute,
  type Instant,
  plusDays,
  type WallDate,
  wallDateOf,
  yearOf,
} from '../../domain/base/wall-time.ts';
import { partySize } from '../../domain/card/family.ts';
import type { Catalogue, Item } from '../../domain/catalogue/catalogue.ts';
import { FIRST_DAY, USE_BOUNDS } from '../../domain/decision/use-bounds.ts';
import {
  type CourtRequestBody,
  courtsIn,
  type GivenBody,
  minutesIn,
  type PassAdmitted,
  type RightRequestBody,
} from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { RecordKind } from '../../domain/records/record.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import { isRightAt } from '../leases/rights.ts';
import type { MismatchKind } from '../storage/store-rows.ts';

const { quantityMax: QUANTITY_MAX, minutesMax: MINUTES_MAX } = USE_BOUNDS.desk;
/** Far more than anybody books ahead, even if the kiosk's clock is a month wrong. */
const DAYS_AHEAD_MAX = 366;

interface Desks {
  readonly siteIds: ReadonlySet<string>;
  /** By site and item: one item id stands for different items at different sites. */
  readonly items: ReadonlyMap<string, Item>;
}

const known = new WeakMap<Catalogue, Desks>();

/**
 * Lists how an entry differs from what the district's catalogue lets a desk record. Prices are checked for their range
 * only. An item that the district has dropped since is a mismatch too, so that somebody looks at it. A later step of a
 * record is judged with its record.
 */
export function shapeMismatchesOf(
  entry: JournalEntry,
  catalogue: Catalogue,
  now: Instant,
): readonly MismatchKind[] {
  const { siteIds } = desksOf(catalogue);
  const { siteId } = entry;
  const body = bodyOf(entry);
  // A newer release may know more sites, too.
  if (body === null) return [];
  if (!siteIds.has(siteId)) return ['unknown-site'];
  switch (body.kind) {
    case 'use':
    case 'booking-opened':
    case 'pass-sold':
    case 'matter-opened':
    case 'agreement-signed':
    case 'errand-opened':
    case 'request':
    case 'court-requested':
    case 'pass-admitted':
      return shapeMismatchesOfGiven({ siteId, body }, catalogue, now);
    default:
      return [];
  }
}

type Judged = GivenBody | RightRequestBody | CourtRequestBody | PassAdmitted;

/** The same of what a desk gave, or a move of a booking gives, at a site. */
export function shapeMismatchesOfGiven(
  { siteId, body }: { readonly siteId: string; readonly body: Judged },
  catalogue: Catalogue,
  now: Instant,
): readonly MismatchKind[] {
  const versions: readonly MismatchKind[] =
    body.catalogueVersion > catalogue.version ? ['unknown-catalogue'] : [];
  const item = desksOf(catalogue).items.get(`${siteId}/${body.itemId}`);
  if (item === undefined) return ['unknown-item', ...versions];
  // This release does not understand the item, so it cannot judge the use. A newer kiosk may be right.
  const isKnown = item.unread === undefined;
  const fits = isOfOurDays(body, now) && (!isKnown || isPlausible(item, siteId, body));
  return fits ? versions : ['implausible-use', ...versions];
}

/** When it came decides: what an entry says of the time is its writer's word. */
function isOfOurDays(body: Judged, now: Instant): boolean {
  if (body.kind !== 'request') return isOurDay(dateOfMinute(body.start), now);
  const last = plusDays(wallDateOf(now), DAYS_AHEAD_MAX);
  return body.year >= yearOf(FIRST_DAY) && body.year <= yearOf(last);
}

export function isOurDay(date: WallDate, now: Instant): boolean {
  return date >= FIRST_DAY && date <= plusDays(wallDateOf(now), DAYS_AHEAD_MAX);
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

function isPlausible(item: Item, siteId: string, body: Judged): boolean {
  if (body.kind === 'request') return isRightAt(item, siteId);
  if (!item.eligible.includes(body.person)) return false;
  if (body.kind === 'pass-admitted') return workflowOf(item).opens === PASS;
  if (body.kind === 'court-requested') return workflowOf(item).opens === KIND_OPENED['booking-opened'];
  const { listTotalFen, totalFen } = body;
  if (body.quantity > QUANTITY_MAX) return false;
  if (listTotalFen !== null && totalFen !== null && totalFen > listTotalFen) return false;
  return fitsRecord(item, body) && fitsWorkflow(item, body);
}

const PASS: RecordKind = 'pass';

/** Each opening is one of its own kind of item. Releases before records wrote all of them as uses. */
function fitsRecord(item: Item, body: GivenBody): boolean {
  if (body.kind === 'use') return true;
  if (workflowOf(item).opens !== KIND_OPENED[body.kind]) return false;
  return !('until' in body) || body.until === null || body.until >= dateOfMinute(body.start);
}

const KIND_OPENED = {
  'booking-opened': 'booking',
  'pass-sold': 'pass',
  'matter-opened': 'matter',
  'agreement-signed': 'agreement',
  'errand-opened': 'errand',
} satisfies Record<Exclude<GivenBody['kind'], 'use'>, RecordKind>;

function fitsWorkflow(item: Item, body: GivenBody): boolean {
  const { isRecorded, hasSpan, isTimed, isSingle, hasCourts, countsPeople } = workflowOf(item);
  const [minutes, courts] = [minutesIn(body), courtsIn(body)];
  const isLong = isTimed && minutes !== null && minutes > MINUTES_MAX;
  if (!isRecorded || isLong || (minutes !== null) !== hasSpan) return false;
  if (isSingle && body.quantity !== 1) return false;
  const party = body.kind === 'use' ? body.party : undefined;
  if (party !== undefined && !(countsPeople && partySize(party) === body.quantity)) return false;
  // The first kiosks named no courts.
  return courts.length === 0 || (hasCourts && new Set(courts).size === body.quantity);
}
