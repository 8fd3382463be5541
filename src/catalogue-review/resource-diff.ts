import type { Text } from '../domain/base/text.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { RESOURCE_LEASE_DAYS, type Resource } from '../domain/catalogue/resource.ts';
import { GRID_MINUTES_DEFAULT } from '../domain/catalogue/rulebook.ts';
import { hoursWords } from './catalogue-words.ts';
import { added, gone, joined, turned } from './change-words.ts';

const LABELS = {
  name: { zh: '名称', en: 'name' },
  kind: { zh: '种类', en: 'kind' },
  count: { zh: '数量', en: 'number' },
  items: { zh: '项目', en: 'items' },
  grid: { zh: '订场间隔', en: 'booked by' },
  leaseDays: { zh: '断网可订天数', en: 'days held by desks' },
  hours: { zh: '开放时间', en: 'opening hours' },
} satisfies Record<string, Text>;

export const RESOURCE_KINDS: Readonly<Record<Resource['kind'], Text>> = {
  court: { zh: '场地', en: 'court' },
  table: { zh: '球台', en: 'table' },
  room: { zh: '房间', en: 'room' },
};

/** What changes of courts, tables and rooms. */
export function diffResources(before: Catalogue, after: Catalogue): readonly Text[] {
  const old = new Map((before.resources ?? []).map((one) => [one.id, one]));
  const now = new Map((after.resources ?? []).map((one) => [one.id, one]));
  return [
    ...[...old.values()].filter(({ id }) => !now.has(id)).map((one) => gone(placeOf(one, before))),
    ...[...now.values()].flatMap((one) => {
      const earlier = old.get(one.id);
      return earlier === undefined
        ? [joined(added(placeOf(one, after)), countWords(one))]
        : diffResource(earlier, one, { before, after });
    }),
  ];
}

function diffResource(
  old: Resource,
  one: Resource,
  { before, after }: { readonly before: Catalogue; readonly after: Catalogue },
): readonly Text[] {
  const place = placeOf(one, after);
  return [
    ...turned(place, LABELS.name, old.name, one.name),
    ...turned(place, LABELS.kind, RESOURCE_KINDS[old.kind], RESOURCE_KINDS[one.kind]),
    ...turned(place, LABELS.count, countWords(old), countWords(one)),
    ...turned(place, LABELS.items, itemWords(old, before), itemWords(one, after)),
    ...turned(place, LABELS.grid, gridWords(old), gridWords(one)),
    ...turned(place, LABELS.leaseDays, leaseWords(old), leaseWords(one)),
    ...turned(place, LABELS.hours, hoursWords(old.hours, before), hoursWords(one.hours, after)),
  ];
}

function placeOf({ siteId, name }: Resource, { sites }: Catalogue): Text {
  const site = sites.find(({ id }) => id === siteId)?.name ?? { zh: siteId, en: siteId };
  return joined(site, name);
}

function countWords({ count }: Resource): Text {
  return { zh: `${count}`, en: `${count}` };
}

function itemWords({ itemIds, siteId }: Resource, { items }: Catalogue): Text {
  const names = itemIds.map((itemId) => {
    const item = items.find(({ id, siteIds }) => id === itemId && siteIds.includes(siteId));
    return item?.name ?? { zh: itemId, en: itemId };
  });
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}

function gridWords({ grid = GRID_MINUTES_DEFAULT }: Resource): Text {
  return { zh: `按 ${grid} 分钟`, en: `steps of ${grid} minutes` };
}

function leaseWords({ leaseDays = RESOURCE_LEASE_DAYS }: Resource): Text {
  return { zh: `${leaseDays} 天`, en: `${leaseDays} days` };
}
