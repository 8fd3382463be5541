import { type Fen, yuanText } from '../domain/base/money.ts';
import type { Text } from '../domain/base/text.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import type { Catalogue, Item } from '../domain/catalogue/catalogue.ts';
import type { CardPrice, Limit, PriceRule } from '../domain/catalogue/catalogue-rule.ts';
import type { OpeningHours } from '../domain/catalogue/opening-hours.ts';
import { GRID_MINUTES_DEFAULT } from '../domain/catalogue/rulebook.ts';
import { UNITS } from '../domain/catalogue/unit.ts';
import { placesNotUnderstood } from '../domain/catalogue/unread.ts';
import { courtWordsOf } from '../domain/decision/court-words.ts';
import { unitCardFen } from '../domain/decision/price.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';

/** `50.00 元/人`; a list price that the venue sets has no figure. */
export function priceWords(fen: Fen | null, unit: Item['unit']): Text {
  if (fen === null) return { zh: '由场馆设定', en: 'set by the venue' };
  return { zh: `${yuanText(fen)} 元/${UNITS[unit].zh}`, en: `${yuanText(fen)} yuan/${UNITS[unit].en}` };
}

export function cardPriceFen(rule: { readonly listFen: Fen | null; readonly card: CardPrice }): Fen | null {
  const { card, listFen } = rule;
  if (card.kind === 'free') return 0;
  if (card.kind === 'fixed') return card.fen;
  return listFen === null ? null : unitCardFen(card, listFen);
}

/** Days and time of a rule, and from when to when it is in force where it says so. */
export function bandWords(rule: PriceRule, dayName: Text): Text {
  const allDay = rule.start === '00:00' && rule.end === '24:00';
  const zhTime = allDay ? '全天' : `${rule.start}–${rule.end}`;
  const enTime = allDay ? 'all day' : `${rule.start}–${rule.end}`;
  const dates = datesWords(rule);
  return { zh: `${dayName.zh} ${zhTime}${dates.zh}`, en: `${dayName.en} ${enTime}${dates.en}` };
}

function datesWords({ from, until }: PriceRule): Text {
  return {
    zh: `${from === null ? '' : `，${from} 起`}${until === null ? '' : `，至 ${until}`}`,
    en: `${from === null ? '' : `, from ${from}`}${until === null ? '' : `, until ${until}`}`,
  };
}

/** A limit of the item in words; the items of a set by the names that `catalogue` gives them. */
export function limitWords(limit: Limit, item: Item, catalogue: Catalogue): Text {
  switch (limit.kind) {
    case 'uses-per-card-and-year':
      return { zh: `每卡每年 ${limit.uses} 次`, en: `${limit.uses} a card and year` };
    case 'uses-per-person':
      return { zh: `每人 ${limit.uses} 次`, en: `${limit.uses} a person` };
    case 'courts-per-slot': {
      const { noun, measure } = courtWordsOf(item);
      const many = limit.courts === 1 ? noun.en : noun.enMany;
      return { zh: `每时段 ${limit.courts} ${measure}${noun.zh}`, en: `${limit.courts} ${many} a slot` };
    }
    case 'one-of-set': {
      const names = limit.itemIds.map((id) => itemName(id, catalogue));
      return {
        zh: `${limit.months} 个月内只能选其一：${names.map((name) => name.zh).join('、')}`,
        en: `one of these in ${limit.months} months: ${names.map((name) => name.en).join('; ')}`,
      };
    }
    case 'minutes': {
      const beyond =
        limit.beyond === 'ask'
          ? { zh: '超过须确认', en: 'longer: ask' }
          : { zh: '不得超过', en: 'never longer' };
      return {
        zh: `每次最多 ${limit.minutesMax} 分钟（${beyond.zh}）`,
        en: `at most ${limit.minutesMax} minutes (${beyond.en})`,
      };
    }
    case 'unknown':
      return { zh: `本机不认识的规定 ${limit.id}`, en: `a rule not known here: ${limit.id}` };
    default:
      return unreachable(limit);
  }
}

/** The steps in which courts and rooms are booked; null if the item is not booked by time. */
export function gridWords(item: Item): Text | null {
  if (!workflowOf(item).isTimed) return null;
  if (item.byTheMinute === true) return { zh: '按分钟', en: 'any minute' };
  const minutes = item.grid ?? GRID_MINUTES_DEFAULT;
  return { zh: `按 ${minutes} 分钟`, en: `steps of ${minutes} minutes` };
}

/** The id itself where no item has it. */
function itemName(id: string, catalogue: Catalogue): Text {
  return catalogue.items.find((item) => item.id === id)?.name ?? { zh: id, en: id };
}

const PERSONS: Record<Item['eligible'][number], Text> = {
  holder: { zh: '持卡人', en: 'holder' },
  spouse: { zh: '配偶', en: 'spouse' },
  child: { zh: '子女', en: 'child' },
};

export function eligibleWords(eligible: Item['eligible']): Text {
  return {
    zh: eligible.map((person) => PERSONS[person].zh).join('、'),
    en: eligible.map((person) => PERSONS[person].en).join(', '),
  };
}

/** Opening hours, usual and exceptional, in one line. */
export function hoursWords(hours: OpeningHours | undefined, { dayRules }: Pick<Catalogue, 'dayRules'>): Text {
  if (hours === undefined) return { zh: '未录入', en: 'not entered' };
  const usual = hours.days.map(({ days, start, end }) => {
    const name = dayRules.find(({ id }) => id === days)?.name ?? { zh: days, en: days };
    return { zh: `${name.zh} ${start}–${end}`, en: `${name.en} ${start}–${end}` };
  });
  const exceptional = hours.exceptions.map(({ from, until, name, open }) => {
    const dates = from === until ? from : `${from}–${until}`;
    const times = open.map(({ start, end }) => `${start}–${end}`).join(', ');
    return {
      zh: `${dates} ${name.zh}：${times || '不开放'}`,
      en: `${dates} ${name.en}: ${times || 'closed'}`,
    };
  });
  const all = [...usual, ...exceptional];
  if (all.length === 0) return { zh: '不开放', en: 'closed' };
  return { zh: all.map(({ zh }) => zh).join('；'), en: all.map(({ en }) => en).join('; ') };
}

/** More places are counted. */
const PLACES_NAMED_MAX = 20;

/** Says where a catalogue has what this version does not know; null if it knows all. */
export function notUnderstoodLine(catalogue: Catalogue): string | null {
  const places = placesNotUnderstood(catalogue);
  if (places.length === 0) return null;
  const more = places.length - PLACES_NAMED_MAX;
  const named = places.slice(0, PLACES_NAMED_MAX).join(', ');
  return (
    `目录第 ${catalogue.version} 版有 ${places.length} 处本版本不认识，有关项目要先核对，请更新程序 ` +
    `This version does not know ${places.length} places of catalogue ${catalogue.version}; the benefits concerned ask. ` +
    `Update the program. ${named}${more > 0 ? ` (+${more})` : ''}`
  );
}
