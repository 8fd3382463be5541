import { z } from 'zod';
import type { Text } from '../domain/base/text.ts';
import { WallDate } from '../domain/base/wall-time.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { TimeOfDay } from '../domain/catalogue/catalogue-rule.ts';
import type { OpeningHours } from '../domain/catalogue/opening-hours.ts';

/** Whose hours are meant: those of the site, or of one item or one resource of it. */
export interface HoursPlace {
  readonly siteId: string;
  readonly itemId: string | null;
  readonly resourceId: string | null;
}

export type ClosedDays = OpeningHours['exceptions'][number];

/** Why no exceptional day was entered. */
type PlaceFault = 'no-site' | 'no-item' | 'no-resource' | 'at-several-sites';

export type WithClosedDays =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly fault: PlaceFault };

/** If nobody has entered hours for a site, it is open at any time, as before. */
const ALWAYS: OpeningHours = { days: [{ days: 'any', start: '00:00', end: '24:00' }], exceptions: [] };

/** Enters exceptional days of a site, an item or a resource (闭馆, 换水停场, 包场). Days in the same place are replaced. */
export function withClosedDays(
  catalogue: Catalogue,
  { siteId, itemId, resourceId }: HoursPlace,
  days: ClosedDays,
): WithClosedDays {
  const { sites, items, resources = [] } = catalogue;
  if (!sites.some(({ id }) => id === siteId)) return { ok: false, fault: 'no-site' };
  if (resourceId !== null) {
    const isMeant = (one: { readonly id: string; readonly siteId: string }) =>
      one.id === resourceId && one.siteId === siteId;
    if (!resources.some(isMeant)) return { ok: false, fault: 'no-resource' };
    const changed = resources.map((one) => (isMeant(one) ? added(one, days) : one));
    return { ok: true, catalogue: { ...catalogue, resources: changed } };
  }
  if (itemId !== null) {
    const item = items.find(({ id, siteIds }) => id === itemId && siteIds.includes(siteId));
    if (item === undefined) return { ok: false, fault: 'no-item' };
    if (item.siteIds.length > 1) return { ok: false, fault: 'at-several-sites' };
    const changed = items.map((one) => (one === item ? added(one, days) : one));
    return { ok: true, catalogue: { ...catalogue, items: changed } };
  }
  const changed = sites.map((one) => (one.id === siteId ? added(one, days) : one));
  return { ok: true, catalogue: { ...catalogue, sites: changed } };
}

function added<Part extends { readonly hours?: OpeningHours | undefined }>(
  part: Part,
  days: ClosedDays,
): Part {
  const { hours = ALWAYS } = part;
  const others = hours.exceptions.filter(({ from, until }) => from !== days.from || until !== days.until);
  const exceptions = [...others, days].toSorted((one, other) => one.from.localeCompare(other.from));
  return { ...part, hours: { ...hours, exceptions } };
}

/** The usual reasons, which need be written in Chinese alone. */
export const CLOSED_REASONS = {
  closed: { zh: '闭馆', en: 'closing day' },
  water: { zh: '换水停场', en: 'change of water' },
  hired: { zh: '包场', en: 'hired out' },
  repair: { zh: '设备检修', en: 'repairs' },
  festival: { zh: '春节闭馆', en: 'Spring Festival' },
} as const satisfies Record<string, Text>;

/** `换水停场`, or `台风|Typhoon` for a reason of one's own; null for one without its English words. */
export function reasonOf(words: string): Text | null {
  const [zh = '', en = ''] = words.split(/[|｜]/).map((part) => part.trim());
  if (zh === '') return null;
  if (en !== '') return { zh, en };
  return Object.values(CLOSED_REASONS).find((reason) => reason.zh === zh) ?? null;
}

const Open = z.strictObject({ start: TimeOfDay, end: TimeOfDay });

/** `09:00-12:00,14:00-18:00`; null for what is no such list. Nothing means closed all day. */
export function openTimesOf(words: string): ClosedDays['open'] | null {
  if (words.trim() === '') return [];
  const times = words.split(/[,，]/).map((part) => {
    const [start = '', end = ''] = part.trim().split(/[-–]/);
    return Open.safeParse({ start: start.trim(), end: end.trim() });
  });
  const read = times.flatMap(({ data }) => (data === undefined || data.start >= data.end ? [] : [data]));
  return read.length === times.length ? read : null;
}

/** The days as they are typed; null if one is no day, or the last one comes before the first. */
export function daysOf(
  from: string,
  until: string,
): { readonly from: WallDate; readonly until: WallDate } | null {
  const days = { from: WallDate.safeParse(from), until: WallDate.safeParse(until) };
  if (!days.from.success || !days.until.success || days.until.data < days.from.data) return null;
  return { from: days.from.data, until: days.until.data };
}
