import type { Text } from '../domain/base/text.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { bandWords } from './catalogue-words.ts';
import { joined } from './change-words.ts';

const PARTS: Readonly<Record<string, Text>> = {
  basis: { zh: '指南原文', en: 'the words of the guide' },
  calendar: { zh: '放假安排', en: 'public holidays' },
  dayRules: { zh: '日期名称', en: 'names of days' },
  exceptions: { zh: '特殊日期', en: 'exceptional days' },
  hotline: { zh: '咨询电话', en: 'hotline' },
  hours: { zh: '开放时间', en: 'opening hours' },
  limits: { zh: '限制', en: 'limits' },
  name: { zh: '名称', en: 'name' },
  notices: { zh: '放假通知', en: 'notices' },
  resources: { zh: '场地', en: 'courts and rooms' },
  readings: { zh: '条款解读', en: 'readings' },
  rules: { zh: '价格与时段', en: 'prices' },
  steps: { zh: '办理步骤', en: 'steps' },
  title: { zh: '标题', en: 'title' },
  validFrom: { zh: '开始日期', en: 'first day' },
  validUntil: { zh: '结束日期', en: 'last day' },
};
/** The name of the part says these already. */
const SILENT = new Set(['sites', 'items', 'zh', 'en']);

/** The place of a remark in the names that people know: its sites, the item, the band. Ids stay where nothing has a name. */
export function placeWords(place: string, catalogue: Catalogue): Text {
  const keys = place.split('/');
  const found = keys.flatMap((key, index): readonly Text[] =>
    SILENT.has(key) ? [] : [wordsOf(key, keys.slice(0, index), catalogue)],
  );
  return {
    zh: found.map(({ zh }) => zh).join(' · '),
    en: found.map(({ en }) => en).join(' · '),
  };
}

function wordsOf(key: string, before: readonly string[], catalogue: Catalogue): Text {
  const { sites, items, resources = [] } = catalogue;
  if (/^[0-9]+$/.test(key)) return numbered(Number(key), before.at(-1), catalogue);
  const named = key.split(',').map((id) => sites.find((site) => site.id === id)?.name);
  const known = named.filter((name) => name !== undefined);
  if (known.length > 0) {
    return { zh: known.map(({ zh }) => zh).join('、'), en: known.map(({ en }) => en).join(', ') };
  }
  const item = items.find(({ id }) => id === key);
  if (item !== undefined) return item.name;
  const resource = resources.find(({ id }) => id === key);
  if (resource !== undefined) return joined(siteName(resource.siteId, catalogue), resource.name);
  const rule = items
    .filter(({ id }) => id === before.at(-1))
    .flatMap(({ rules }) => rules)
    .find(({ id }) => id === key);
  if (rule?.kind === 'price') {
    const day = catalogue.dayRules.find(({ id }) => id === rule.days)?.name;
    return bandWords(rule, day ?? { zh: rule.days, en: rule.days });
  }
  return PARTS[key] ?? { zh: key, en: key };
}

function siteName(siteId: string, { sites }: Catalogue): Text {
  return sites.find(({ id }) => id === siteId)?.name ?? { zh: siteId, en: siteId };
}

/** An index in a list, counted from 1 for people; sites and items by their names, and years as they are. */
function numbered(index: number, list: string | undefined, { sites, items }: Catalogue): Text {
  const name = list === 'sites' ? sites[index]?.name : list === 'items' ? items[index]?.name : undefined;
  if (name !== undefined) return name;
  const number = String(list === 'calendar' ? index : index + 1);
  return { zh: number, en: number };
}
