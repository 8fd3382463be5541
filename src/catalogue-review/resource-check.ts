import type { Catalogue, Item } from '../domain/catalogue/catalogue.ts';
import { type Resource, slotCourtsOf } from '../domain/catalogue/resource.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
import { errorAt, type Remark, warningAt } from './remark.ts';

/** What is wrong with the courts, tables and rooms of a catalogue. */
export function findResourceFaults(catalogue: Catalogue): readonly Remark[] {
  const resources = catalogue.resources ?? [];
  return resources.flatMap((resource, index) => [
    ...findPlaceFaults(resource, catalogue),
    ...findTwice(resource, resources.slice(0, index)),
    ...resource.itemIds.flatMap((itemId) => findItemFaults(resource, itemId, catalogue)),
  ]);
}

function findPlaceFaults({ id, siteId }: Resource, { sites }: Catalogue): readonly Remark[] {
  if (sites.some((site) => site.id === siteId)) return [];
  return [errorAt('dangling-id', id, `no site is called ${siteId}`, `没有编号为 ${siteId} 的服务点`)];
}

/** One item is booked on one resource of a site: of two, the second would never be used. */
function findTwice({ id, siteId, itemIds }: Resource, before: readonly Resource[]): readonly Remark[] {
  const others = before.filter((other) => other.siteId === siteId);
  return [
    ...(before.some((other) => other.id === id)
      ? [errorAt('duplicate-id', id, 'two resources have this id', '两组场地用了同一编号')]
      : []),
    ...itemIds
      .filter((itemId) => others.some((other) => other.itemIds.includes(itemId)))
      .map((itemId) =>
        errorAt(
          'overlap',
          `${id}/${itemId}`,
          'the item is on another resource of the site already',
          '该项目已在本服务点的另一组场地',
        ),
      ),
  ];
}

function findItemFaults(
  { id, siteId, count }: Resource,
  itemId: string,
  { items }: Catalogue,
): readonly Remark[] {
  const place = `${id}/${itemId}`;
  const item = items.find((one) => one.id === itemId && one.siteIds.includes(siteId));
  if (item === undefined) {
    return [
      errorAt('dangling-id', place, `the site has no item ${itemId}`, `该服务点没有编号为 ${itemId} 的项目`),
    ];
  }
  if (!isBookable(item)) {
    return [errorAt('never-applies', place, 'the item is not booked', '该项目不是按场地预订的')];
  }
  const given = slotCourtsOf(item);
  if (given === null || given <= count) return [];
  return [
    warningAt(
      'fewer-courts',
      place,
      `the guide gives ${given} of them, and there are ${count}`,
      `指南每时段提供 ${given} 个，这里只有 ${count} 个`,
    ),
  ];
}

/** True for what is booked on a court, a table or a room. */
export function isBookable(item: Item): boolean {
  return workflowOf(item).hasCourts;
}
