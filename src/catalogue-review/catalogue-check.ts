import { yuanText } from '../domain/base/money.ts';
import { type Calendar, calendarOf } from '../domain/calendar/calendar.ts';
import type { Catalogue, Item } from '../domain/catalogue/catalogue.ts';
import { DayRule, type PriceRule } from '../domain/catalogue/catalogue-rule.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
import { findBandFaults } from './band-check.ts';
import { findCalendarFaults } from './calendar-check.ts';
import { findHoursFaults } from './hours-check.ts';
import { errorAt, type Remark, warningAt } from './remark.ts';
import { findResourceFaults } from './resource-check.ts';

/** What is wrong with a catalogue that has the right shape; empty if nothing is. */
export function checkCatalogue(catalogue: Catalogue): readonly Remark[] {
  const calendar = calendarOf(catalogue.calendar.notices);
  return [
    ...findBlankTexts(catalogue),
    ...findValidityFaults(catalogue),
    ...findIdFaults(catalogue),
    ...findCalendarFaults(catalogue),
    ...findHoursFaults(catalogue),
    ...findResourceFaults(catalogue),
    ...catalogue.items.flatMap((item) => findItemFaults(item, catalogue, calendar)),
  ];
}

function findValidityFaults({ validFrom, validUntil }: Catalogue): readonly Remark[] {
  if (validFrom === null || validUntil === null || validFrom <= validUntil) return [];
  const message = `the catalogue begins on ${validFrom}, but ends on ${validUntil}`;
  return [
    errorAt('never-applies', 'validUntil', message, `目录从 ${validFrom} 开始执行，却在 ${validUntil} 结束`),
  ];
}

function findIdFaults(catalogue: Catalogue): readonly Remark[] {
  const siteIds = catalogue.sites.map((site) => site.id);
  const known = new Set(siteIds);
  const offers = catalogue.items.flatMap((item) => item.siteIds.map((siteId) => `${siteId}/${item.id}`));
  const dangling = catalogue.items.flatMap((item) =>
    item.siteIds
      .filter((siteId) => !known.has(siteId))
      .map((siteId) =>
        errorAt('dangling-id', item.id, `no site is called ${siteId}`, `没有编号为 ${siteId} 的服务点`),
      ),
  );
  return [
    ...duplicatesOf(siteIds).map((id) =>
      errorAt('duplicate-id', id, 'two sites have this id', '两个服务点用了同一编号'),
    ),
    ...duplicatesOf(offers).map((offer) =>
      errorAt('duplicate-id', offer, 'the site has two items of this id', '该服务点有两个同编号的项目'),
    ),
    ...dangling,
    ...siteIds
      .filter((id) => !catalogue.items.some((item) => item.siteIds.includes(id)))
      .map((id) => warningAt('empty-site', id, 'the site offers nothing', '该服务点没有任何项目')),
  ];
}

function findItemFaults(item: Item, catalogue: Catalogue, calendar: Calendar): readonly Remark[] {
  const priceRules = item.rules.filter((rule) => rule.kind === 'price');
  const ids = [...item.rules, ...item.limits].map((rule) => rule.id);
  return [
    ...duplicatesOf(ids).map((id) =>
      errorAt('duplicate-id', `${item.id}/${id}`, 'two rules have this id', '两条规定用了同一编号'),
    ),
    ...findUnknownRules(item),
    ...findDanglingSets(item, catalogue),
    ...findWordlessDays(item.id, priceRules, catalogue),
    ...findPriceFaults(item.id, priceRules),
    ...findBandFaults(item, priceRules, catalogue, calendar),
    ...findEmptiness(item),
  ];
}

function findUnknownRules(item: Item): readonly Remark[] {
  return [...item.rules, ...item.limits].flatMap((rule) => {
    if (rule.kind !== 'unknown') return [];
    const { kind, days } = rule.given;
    const place = `${item.id}/${rule.id}`;
    return kind === 'price' && typeof days === 'string' && !DayRule.safeParse(days).success
      ? [errorAt('unknown-day-rule', place, `no day rule is called ${days}`, `没有“${days}”这种日期`)]
      : [
          errorAt(
            'unknown-rule',
            place,
            `a rule of kind ${typeof kind === 'string' ? kind : JSON.stringify(kind)} with these fields is not known`,
            `本版本不认识“${typeof kind === 'string' ? kind : JSON.stringify(kind)}”这类规定`,
          ),
        ];
  });
}

function findDanglingSets(item: Item, catalogue: Catalogue): readonly Remark[] {
  return item.limits.flatMap((limit) => {
    if (limit.kind !== 'one-of-set') return [];
    return limit.itemIds
      .filter((id) => !catalogue.items.some((other) => other.id === id))
      .map((id) =>
        errorAt(
          'dangling-id',
          `${item.id}/${limit.id}`,
          `no item is called ${id}`,
          `没有编号为 ${id} 的项目`,
        ),
      );
  });
}

function findWordlessDays(
  itemId: string,
  rules: readonly PriceRule[],
  catalogue: Catalogue,
): readonly Remark[] {
  return rules
    .filter((rule) => !catalogue.dayRules.some((dayRule) => dayRule.id === rule.days))
    .map((rule) =>
      errorAt(
        'missing-translation',
        `${itemId}/${rule.id}`,
        `dayRules has no words for ${rule.days}`,
        `“${rule.days}”没有中英文名称`,
      ),
    );
}

function findPriceFaults(itemId: string, rules: readonly PriceRule[]): readonly Remark[] {
  return rules.flatMap((rule) => {
    const { card, listFen } = rule;
    if (card.kind !== 'fixed' || listFen === null || card.fen <= listFen) return [];
    const message = `the card price of ${card.fen} fen is above the list price of ${listFen} fen`;
    const messageZh = `优惠价 ${yuanText(card.fen)} 元高于原价 ${yuanText(listFen)} 元`;
    return [errorAt('price-above-list', `${itemId}/${rule.id}`, message, messageZh)];
  });
}

function findEmptiness(item: Item): readonly Remark[] {
  if (!workflowOf(item).isRecorded) {
    return item.rules.length + item.limits.length === 0
      ? []
      : [
          errorAt(
            'never-applies',
            item.id,
            'guidance gives no price, so its rules and limits never apply',
            '指引类项目没有价格，所录规定和限制不会生效',
          ),
        ];
  }
  return item.rules.length > 0
    ? []
    : [errorAt('never-applies', item.id, 'the item has no rule that gives it', '该项目没有任何价格或时段')];
}

function duplicatesOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Finds texts that are only white space instead of a translation. */
function findBlankTexts(catalogue: Catalogue): readonly Remark[] {
  return blankTextsIn(catalogue, []);
}

function blankTextsIn(value: unknown, path: readonly string[]): readonly Remark[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const place = [...path, key];
    if (typeof entry !== 'string') return blankTextsIn(entry, place);
    if ((key !== 'zh' && key !== 'en') || entry.trim() !== '') return [];
    return [
      errorAt(
        'missing-translation',
        place.join('/'),
        'the text is blank in this language',
        `${key === 'zh' ? '中文' : '英文'}是空白`,
      ),
    ];
  });
}
