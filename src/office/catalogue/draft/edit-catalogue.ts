import type { Catalogue, Item, Site } from '../../../domain/catalogue/catalogue.ts';
import type { Resource } from '../../../domain/catalogue/resource.ts';

/** An id that is free: `street-legal-station-2`. */
export function freeId(wanted: string, taken: readonly string[]): string {
  const slug =
    wanted
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 48) || 'new';
  if (!taken.includes(slug)) return slug;
  let number = 2;
  while (taken.includes(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}

/** Puts a site in the place of the one of its id, or behind the others. */
export function withSite(catalogue: Catalogue, site: Site): Catalogue {
  return { ...catalogue, sites: replaced(catalogue.sites, site, ({ id }) => id === site.id) };
}

/** Takes a site out. Items that are to be had nowhere else go with it, and its courts and rooms. */
export function withoutSite(catalogue: Catalogue, siteId: string): Catalogue {
  return withFittingResources({
    ...catalogue,
    sites: catalogue.sites.filter(({ id }) => id !== siteId),
    items: catalogue.items
      .map((item) => ({ ...item, siteIds: item.siteIds.filter((id) => id !== siteId) }))
      .filter(({ siteIds }) => siteIds.length > 0),
  });
}

/** Puts courts, tables or a room in the place of those of their id, or behind the others. */
export function withResource(catalogue: Catalogue, resource: Resource): Catalogue {
  return {
    ...catalogue,
    resources: replaced(catalogue.resources ?? [], resource, ({ id }) => id === resource.id),
  };
}

export function withoutResource(catalogue: Catalogue, resourceId: string): Catalogue {
  return { ...catalogue, resources: (catalogue.resources ?? []).filter(({ id }) => id !== resourceId) };
}

/** Takes out of resources what their site does not offer any more, and those that nothing is booked on any more. */
function withFittingResources(catalogue: Catalogue): Catalogue {
  if (catalogue.resources === undefined) return catalogue;
  const isOffered = (siteId: string, itemId: string) =>
    catalogue.items.some(({ id, siteIds }) => id === itemId && siteIds.includes(siteId));
  const resources = catalogue.resources
    .map((one) => ({ ...one, itemIds: one.itemIds.filter((itemId) => isOffered(one.siteId, itemId)) }))
    .filter(({ itemIds }) => itemIds.length > 0);
  return { ...catalogue, resources };
}

/** Items have one id at several sites; which one is meant is told by its place in the list. */
export function withItem(catalogue: Catalogue, item: Item, index: number | null): Catalogue {
  const items =
    index === null
      ? [...catalogue.items, item]
      : catalogue.items.map((one, place) => (place === index ? item : one));
  return { ...catalogue, items };
}

export function withoutItem(catalogue: Catalogue, index: number): Catalogue {
  return withFittingResources({
    ...catalogue,
    items: catalogue.items.filter((_item, place) => place !== index),
  });
}

/** Gives one site an item of its own, so that its hours or prices may differ from those of the other sites. */
export function withOwnItem(catalogue: Catalogue, index: number, siteId: string): Catalogue {
  const item = catalogue.items[index];
  if (item === undefined || item.siteIds.length < 2) return catalogue;
  const rest = { ...item, siteIds: item.siteIds.filter((id) => id !== siteId) };
  const own = { ...item, siteIds: [siteId] };
  const items = catalogue.items.flatMap((one, place) => (place === index ? [rest, own] : [one]));
  return { ...catalogue, items };
}

export function withoutNotice(catalogue: Catalogue, year: number): Catalogue {
  return {
    ...catalogue,
    calendar: { notices: catalogue.calendar.notices.filter((one) => one.year !== year) },
  };
}

/**
 * Sites of their own in the place of one that stood for all of them (街道公共法律服务工作站): each offers what that one
 * offers, and has courts and rooms as it has. A line is a name in Chinese, and after a bar one in English.
 */
export function splitSite(
  catalogue: Catalogue,
  {
    siteId,
    lines,
    keep,
  }: { readonly siteId: string; readonly lines: readonly string[]; readonly keep: boolean },
): Catalogue {
  const model = catalogue.sites.find(({ id }) => id === siteId);
  if (model === undefined) return catalogue;
  const taken = catalogue.sites.map(({ id }) => id);
  const added = lines.map((line): Site => {
    const [zh = '', en = ''] = line.split(/[|｜]/).map((part) => part.trim());
    const id = freeId(`${siteId}-1`, taken);
    taken.push(id);
    return { ...model, id, name: { zh, en: en === '' ? `${model.name.en}: ${zh}` : en } };
  });
  const sites = catalogue.sites.flatMap((site) =>
    site.id === siteId ? [...(keep ? [site] : []), ...added] : [site],
  );
  const items = catalogue.items.map((item) =>
    item.siteIds.includes(siteId)
      ? {
          ...item,
          siteIds: item.siteIds.flatMap((id) =>
            id === siteId ? [...(keep ? [id] : []), ...added.map((one) => one.id)] : [id],
          ),
        }
      : item,
  );
  const resourceIds = (catalogue.resources ?? []).map(({ id }) => id);
  const resources = (catalogue.resources ?? []).flatMap((one) => {
    if (one.siteId !== siteId) return [one];
    const copies = added.map((site) => {
      const id = freeId(`${one.id}-1`, resourceIds);
      resourceIds.push(id);
      return { ...one, id, siteId: site.id };
    });
    return [...(keep ? [one] : []), ...copies];
  });
  return { ...catalogue, sites, items, ...(catalogue.resources === undefined ? {} : { resources }) };
}

/** The notice of a year's check-up (体检年度). */
export interface YearNotice {
  readonly year: string;
  readonly from: string;
  readonly until: string;
  readonly siteIds: readonly string[];
  readonly included: { readonly zh: string; readonly en: string };
  readonly telephone: string;
}

const SIGN = { zh: '年度通知：', en: "The year's notice: " };

/** Puts the notice into an item: its window into the rules, the hospitals, and the words as the last step. */
export function withYearNotice(item: Item, notice: YearNotice): Item {
  const { year, from, until, siteIds, included, telephone } = notice;
  const zhTelephone = telephone === '' ? '' : `；咨询电话 ${telephone}`;
  const enTelephone = telephone === '' ? '' : `; telephone ${telephone}`;
  const step = {
    zh: `${year} ${SIGN.zh}${from} 至 ${until}；项目：${included.zh}${zhTelephone}。`,
    en: `${year} ${SIGN.en}${from} to ${until}; included: ${included.en}${enTelephone}.`,
  };
  return {
    ...item,
    siteIds: [...siteIds],
    rules: item.rules.map((rule) => (rule.kind === 'price' ? { ...rule, from, until } : rule)),
    steps: [...item.steps.filter(({ zh }) => !zh.includes(SIGN.zh)), step],
  };
}

function replaced<T>(list: readonly T[], next: T, isSame: (one: T) => boolean): T[] {
  return list.some(isSame) ? list.map((one) => (isSame(one) ? next : one)) : [...list, next];
}
