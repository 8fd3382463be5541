import type { Language, Text } from '../domain/base/text.ts';
import type { Catalogue, Item } from '../domain/catalogue/catalogue.ts';
import type { PriceRule } from '../domain/catalogue/catalogue-rule.ts';
import type { OpeningHours } from '../domain/catalogue/opening-hours.ts';
import { rateText } from '../domain/catalogue/rulebook.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
import {
  bandWords,
  cardPriceFen,
  eligibleWords,
  gridWords,
  hoursWords,
  limitWords,
  priceWords,
} from './catalogue-words.ts';

const LABELS = {
  clause: { zh: '条款', en: 'clause' },
  eligible: { zh: '适用', en: 'for' },
  list: { zh: '原价', en: 'list' },
  card: { zh: '英才卡', en: 'card' },
  limit: { zh: '限制', en: 'limit' },
  deadline: { zh: '办结：工作日', en: 'finished within working days:' },
  grid: { zh: '订场', en: 'booked by' },
  steps: { zh: '流程', en: 'steps' },
  reading: { zh: '理解', en: 'read as' },
  hours: { zh: '时间', en: 'hours' },
  open: { zh: '开放', en: 'open' },
  noHours: { zh: '指南未限定', en: 'the guide names none' },
  unknown: { zh: '本机不认识的规定', en: 'a rule not known here' },
} satisfies Record<string, Text>;

/** The price board of one site, a line an entry: prices, limits, steps and readings with their clauses. */
export function boardOfSite(catalogue: Catalogue, siteId: string, language: Language): readonly string[] {
  const site = catalogue.sites.find((candidate) => candidate.id === siteId);
  if (site === undefined) return [];
  const items = catalogue.items.filter((item) => item.siteIds.includes(siteId));
  return [
    `# ${site.name[language]} (${site.id}) [${site.clause}]`,
    ...openLines(site.hours, catalogue, language),
    ...items.flatMap((item) => ['', ...boardOfItem(item, catalogue, language)]),
  ];
}

/** What holds for every site: the day rules, the general readings and the calendar's sources. */
export function boardOfCatalogue(catalogue: Catalogue, language: Language): readonly string[] {
  return [
    `${catalogue.title[language]} v${catalogue.version}`,
    ...catalogue.dayRules.map(
      (rule) =>
        `  ${rule.id} = ${rule.name[language]} [${rule.clauses.join(', ')}] ${rule.reading[language]}`,
    ),
    ...catalogue.readings.map((reading) => `  [${reading.clause}] ${reading.text[language]}`),
    ...catalogue.calendar.notices.map((notice) => `  ${notice.year}: ${notice.source}`),
  ];
}

function boardOfItem(item: Item, catalogue: Catalogue, language: Language): readonly string[] {
  const label = (key: keyof typeof LABELS) => LABELS[key][language];
  return [
    `## ${item.name[language]} (${item.id}) [${item.clause}]`,
    `  ${item.basis[language]}`,
    `  ${label('eligible')}: ${eligibleWords(item.eligible)[language]}`,
    ...item.rules.map((rule) =>
      rule.kind === 'price'
        ? `  ${boardOfRule(rule, item, catalogue, language)}`
        : `  ${label('unknown')}: ${rule.id}`,
    ),
    ...item.limits.map((limit) => {
      const clause = limit.kind === 'unknown' ? '' : ` [${limit.clause}]`;
      return `  ${label('limit')}: ${limitWords(limit, item, catalogue)[language]}${clause}`;
    }),
    ...gridLines(item, language),
    ...openLines(item.hours, catalogue, language),
    ...(item.finishWithinWorkdays === undefined
      ? []
      : [`  ${label('deadline')} ${item.finishWithinWorkdays}`]),
    `  ${label('steps')}: ${item.stepClauses.map((clause) => `[${clause}]`).join(' ')}`,
    ...item.steps.map((step, index) => `  ${index + 1}. ${step[language]}`),
    ...item.readings.map((reading) => `  ${label('reading')} [${reading.clause}] ${reading.text[language]}`),
  ];
}

function openLines(
  hours: OpeningHours | undefined,
  catalogue: Catalogue,
  language: Language,
): readonly string[] {
  if (hours === undefined) return [];
  return [`  ${LABELS.open[language]}: ${hoursWords(hours, catalogue)[language]}`];
}

function gridLines(item: Item, language: Language): readonly string[] {
  const words = gridWords(item);
  return words === null ? [] : [`  ${LABELS.grid[language]}: ${words[language]}`];
}

function boardOfRule(rule: PriceRule, item: Item, catalogue: Catalogue, language: Language): string {
  const dayName = catalogue.dayRules.find((day) => day.id === rule.days)?.name ?? {
    zh: rule.days,
    en: rule.days,
  };
  if (!workflowOf(item).isPriced) return hoursOfService(rule, dayName, language);
  const list = priceWords(rule.listFen, item.unit)[language];
  const card = priceWords(cardPriceFen(rule), item.unit)[language];
  const rate = rateText(rule.card)[language];
  const price =
    rule.card.kind === 'free'
      ? rate
      : `${LABELS.list[language]} ${list} → ${LABELS.card[language]} ${card} (${rate})`;
  return `${bandWords(rule, dayName)[language]}: ${price} [${rule.clause}]`;
}

/** A service has no price, and has hours only if the guide names them. Its basis says that it is free. */
function hoursOfService(rule: PriceRule, dayName: Text, language: Language): string {
  const always = rule.days === 'any' && rule.start === '00:00' && rule.end === '24:00';
  const dated = rule.from !== null || rule.until !== null;
  const hours = always && !dated ? LABELS.noHours : bandWords(rule, dayName);
  return `${LABELS.hours[language]}: ${hours[language]} [${rule.clause}]`;
}
