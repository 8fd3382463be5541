import { isSameJson } from '../domain/base/json-text.ts';
import type { Language, Text } from '../domain/base/text.ts';
import type { Catalogue, Item } from '../domain/catalogue/catalogue.ts';
import type { PriceRule } from '../domain/catalogue/catalogue-rule.ts';
import { rateText } from '../domain/catalogue/rulebook.ts';
import { diffHead } from './catalogue-head-diff.ts';
import {
  bandWords,
  cardPriceFen,
  eligibleWords,
  gridWords,
  hoursWords,
  limitWords,
  priceWords,
} from './catalogue-words.ts';
import { added, gone, joined, turned, UNCHANGED } from './change-words.ts';
import { diffResources } from './resource-diff.ts';

interface Offer {
  readonly place: Text;
  readonly item: Item;
}

/** What a newer catalogue changes for people, a sentence a line; empty if nothing changes. */
export function diffCatalogues(before: Catalogue, after: Catalogue, language: Language): readonly string[] {
  const old = offersOf(before);
  const now = offersOf(after);
  const changes: Text[] = [
    ...diffHead(before, after),
    ...diffResources(before, after),
    ...[...old].filter(([key]) => !now.has(key)).map(([, { place }]) => gone(place)),
    ...[...now].filter(([key]) => !old.has(key)).map(([, { place }]) => added(place)),
    ...[...now].flatMap(([key, offer]) => {
      const earlier = old.get(key);
      return earlier === undefined ? [] : diffItems(earlier.item, offer, { before, after });
    }),
  ];
  return changes.map((change) => change[language]).filter((words) => words !== UNCHANGED);
}

function offersOf(catalogue: Catalogue): ReadonlyMap<string, Offer> {
  const offers = catalogue.sites.flatMap((site) =>
    catalogue.items
      .filter((item) => item.siteIds.includes(site.id))
      .map((item): [string, Offer] => [
        `${site.id}/${item.id}`,
        { place: joined(site.name, item.name), item },
      ]),
  );
  return new Map(offers);
}

function diffItems(
  old: Item,
  { place, item }: Offer,
  catalogues: { readonly before: Catalogue; readonly after: Catalogue },
): readonly Text[] {
  const oldRules = new Map(priceRulesOf(old).map((rule) => [rule.id, rule]));
  const rules = new Map(priceRulesOf(item).map((rule) => [rule.id, rule]));
  return [
    ...[...oldRules.values()]
      .filter((rule) => !rules.has(rule.id))
      .map((rule) => gone(joined(place, bandOf(rule, catalogues.before)))),
    ...[...rules.values()].flatMap((rule) => {
      const band = joined(place, bandOf(rule, catalogues.after));
      const earlier = oldRules.get(rule.id);
      return earlier === undefined
        ? [joined(added(band), priceWords(cardPriceFen(rule), item.unit))]
        : [
            ...turned(place, LABELS.band, bandOf(earlier, catalogues.before), bandOf(rule, catalogues.after)),
            ...turnedDays(place, daysOf(earlier, catalogues.before), daysOf(rule, catalogues.after)),
            ...diffPrices(earlier, rule, { band, unit: item.unit }),
          ];
    }),
    ...turned(place, LABELS.eligible, eligibleWords(old.eligible), eligibleWords(item.eligible)),
    ...turned(place, LABELS.limits, limitsOf(old, catalogues.before), limitsOf(item, catalogues.after)),
    ...turned(place, LABELS.grid, gridOf(old), gridOf(item)),
    ...turned(
      place,
      LABELS.hours,
      hoursWords(old.hours, catalogues.before),
      hoursWords(item.hours, catalogues.after),
    ),
    ...turned(place, LABELS.unknown, unknownOf(old), unknownOf(item)),
    ...turned(place, LABELS.oldData, oldDataWords(old), oldDataWords(item)),
    ...turned(place, LABELS.deadline, deadlineOf(old), deadlineOf(item)),
    ...(isSameJson(wordsOf(old), wordsOf(item)) ? [] : [joined(place, LABELS.words)]),
  ];
}

const LABELS = {
  list: { zh: '原价', en: 'list price' },
  card: { zh: '英才卡价', en: 'card price' },
  rate: { zh: '折扣', en: 'rate' },
  band: { zh: '时段', en: 'band' },
  eligible: { zh: '适用', en: 'for' },
  limits: { zh: '限制', en: 'limits' },
  deadline: { zh: '办结时限', en: 'deadline' },
  grid: { zh: '订场', en: 'booked by' },
  hours: { zh: '开放时间', en: 'opening hours' },
  days: { zh: '日期理解', en: 'days read as' },
  unknown: { zh: '本机不认识的规定', en: 'rules not known here' },
  oldData: { zh: '名册超过 30 天时', en: 'on a roster of more than 30 days' },
  words: { zh: '说明文字有改动', en: 'the words have changed' },
} satisfies Record<string, Text>;

function diffPrices(
  old: PriceRule,
  rule: PriceRule,
  { band, unit }: { readonly band: Text; readonly unit: Item['unit'] },
): readonly Text[] {
  return [
    ...turned(band, LABELS.list, priceWords(old.listFen, unit), priceWords(rule.listFen, unit)),
    ...turned(band, LABELS.card, priceWords(cardPriceFen(old), unit), priceWords(cardPriceFen(rule), unit)),
    ...turned(band, LABELS.rate, rateText(old.card), rateText(rule.card)),
  ];
}

function bandOf(rule: PriceRule, catalogue: Catalogue): Text {
  return bandWords(rule, daysOf(rule, catalogue).name);
}

type Days = Pick<Catalogue['dayRules'][number], 'name' | 'reading'>;

function daysOf(rule: PriceRule, catalogue: Catalogue): Days {
  const words = { zh: rule.days, en: rule.days };
  return catalogue.dayRules.find((day) => day.id === rule.days) ?? { name: words, reading: words };
}

/** Two day rules may have one name (周一至周五): then their readings tell them apart. */
function turnedDays(place: Text, old: Days, now: Days): readonly Text[] {
  return isSameJson(old.name, now.name) ? turned(place, LABELS.days, old.reading, now.reading) : [];
}

function unknownOf(item: Item): Text {
  const ids = item.rules.flatMap((rule) => (rule.kind === 'unknown' ? [rule.id] : [])).join(', ');
  return { zh: ids || '无', en: ids || 'none' };
}

function oldDataWords({ lowValue }: Item): Text {
  return lowValue ? { zh: '可以办理', en: 'still given' } : { zh: '不能办理', en: 'not given' };
}

/** The parts of an item that are only words for people. */
function wordsOf({ name, basis, clause, steps, stepClauses, readings }: Item): unknown {
  return [name, basis, clause, steps, stepClauses, readings];
}

function limitsOf(item: Item, catalogue: Catalogue): Text {
  const words = item.limits.map((limit) => limitWords(limit, item, catalogue));
  return {
    zh: words.map((word) => word.zh).join('；') || '无',
    en: words.map((word) => word.en).join('; ') || 'none',
  };
}

function gridOf(item: Item): Text {
  return gridWords(item) ?? { zh: '无', en: 'none' };
}

function deadlineOf({ finishWithinWorkdays: days }: Item): Text {
  if (days === undefined) return { zh: '无', en: 'none' };
  return { zh: `${days} 个工作日`, en: `${days} working days` };
}

function priceRulesOf(item: Item): readonly PriceRule[] {
  return item.rules.filter((rule) => rule.kind === 'price');
}
