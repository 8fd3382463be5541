import type { Text } from '../base/text.ts';
import {
  dateOfMinute,
  type Instant,
  plusMinutes,
  type WallDate,
  type WallMinute,
} from '../base/wall-time.ts';
import { dateText } from '../calendar/calendar.ts';
import type { Opening } from '../calendar/opening.ts';
import type { Person } from '../card/family.ts';
import { courtWordsOf } from './court-words.ts';
import type { Explanation, ItemReason } from './decision.ts';

type Refusal = Explanation<ItemReason>;

export const PERSONS: Record<Person, Text> = {
  holder: { zh: '持卡人', en: 'the holder' },
  spouse: { zh: '配偶', en: 'the spouse' },
  child: { zh: '子女', en: 'a child' },
};

export const CARD_REFUSED: Refusal = {
  kind: 'card-refused',
  text: { zh: '此卡不能享受优惠', en: 'This card gives no benefits' },
};

export const DATA_TOO_OLD: Refusal = {
  kind: 'data-too-old',
  text: {
    zh: '本机名册超过 30 天未更新，此项暂不能办理。请联网后再试',
    en: 'The card list here is more than 30 days old: not for this benefit. Try again when online',
  },
};

export const SIGNED_ONLY: Refusal = {
  kind: 'signed-only',
  text: {
    zh: '此卡刚发放，本机名册尚未收到，此项暂不能办理。请联网后再试',
    en: 'This card is too new for the card list here: not for this benefit. Try again when online',
  },
};

export const NOT_IN_FORCE: Refusal = {
  kind: 'not-in-force',
  text: {
    zh: '此项优惠当日未生效或已停止，请按无卡办理',
    en: 'This benefit is not in force on that day. Serve as without a card',
  },
};

/** Refuses a use that begins after the last day of the card. */
export function cardEndsBefore(validUntil: WallDate): Refusal {
  return {
    kind: 'not-in-force',
    text: {
      zh: `卡有效期至 ${validUntil}，使用当日已过期`,
      en: `The card is valid until ${validUntil}: it will have expired on that day`,
    },
  };
}

/** `last`: the last day on which it may begin. */
export function startOutOfRange(today: WallDate, last: WallDate): Refusal {
  return {
    kind: 'start-out-of-range',
    text: {
      zh: `生效日期须在 ${today} 至 ${last} 之间，请重新选择`,
      en: `It begins on a day from ${today} to ${last}. Choose another day`,
    },
  };
}

/** Refuses a court or a room on a day that desks do not book. `last`: the last one that they do. */
export function notBookedOn(today: WallDate, last: WallDate): Refusal {
  return {
    kind: 'start-out-of-range',
    text: {
      zh: `可订 ${today} 至 ${last}，请改日期`,
      en: `Booked from ${today} to ${last}. Choose another day`,
    },
  };
}

export const QUANTITY_OUT_OF_RANGE: Refusal = {
  kind: 'quantity-out-of-range',
  text: { zh: '数量不对，请重新输入', en: 'That quantity cannot be. Enter it again' },
};

export function personNotEligible(eligible: readonly Person[]): Refusal {
  const zh = eligible.map((person) => PERSONS[person].zh).join('、');
  const en = eligible.map((person) => PERSONS[person].en).join(', ');
  return {
    kind: 'person-not-eligible',
    text: { zh: `此项优惠仅限${zh}`, en: `This benefit is for ${en} only` },
  };
}

export function personNotOnRecord(person: Person): Refusal {
  return {
    kind: 'person-not-on-record',
    text: {
      zh: `名册中没有登记${PERSONS[person].zh}，不能享受优惠。请先登记家庭成员`,
      en: `The card's record has not got ${PERSONS[person].en}. Register the family member first`,
    },
  };
}

/** No band covers the time. `next` is a start that has a price; what has no price has hours. */
export function noPriceNow(
  { isPriced }: { readonly isPriced: boolean },
  now: WallMinute,
  next: WallMinute | null,
): Refusal {
  const zh = isPriced ? '此时段无优惠价' : '现在不在服务时间';
  const en = isPriced ? 'No card price at this time' : 'No service at this time';
  if (next === null) return { kind: 'no-price-now', text: { zh, en } };
  const when = whenText(now, next);
  const text = {
    zh: `${zh}，${when.zh} 起有`,
    en: isPriced ? `${en}; card price from ${when.en}` : `${en}; open from ${when.en}`,
  };
  return { kind: 'no-price-now', text, nextStart: next };
}

/** `next` is a start at which the item is open and has a price. */
export function closedAt(
  now: WallMinute,
  { closesAt, reason }: Extract<Opening, { kind: 'closed' }>,
  next: WallMinute | null,
): Refusal {
  const why = { zh: reason === null ? '' : `（${reason.zh}）`, en: reason === null ? '' : ` (${reason.en})` };
  const closing = closesAt === null ? null : whenText(now, closesAt);
  const closed =
    closing === null
      ? { zh: `此时不开放${why.zh}`, en: `Closed at this time${why.en}` }
      : {
          zh: `${closing.zh} 关门${why.zh}，时间不够`,
          en: `Closes at ${closing.en}${why.en}, before the end`,
        };
  if (next === null) return { kind: 'closed', text: closed };
  const when = whenText(now, next);
  return {
    kind: 'closed',
    text: { zh: `${closed.zh}，${when.zh} 开`, en: `${closed.en}, opens ${when.en}` },
    nextStart: next,
  };
}

/** `14:00` of today, `11-30（周一） 09:00` of another day. */
export function whenText(now: WallMinute, next: WallMinute): Text {
  const time = next.slice(11);
  if (dateOfMinute(next) === dateOfMinute(now)) return { zh: time, en: time };
  const date = dateText(dateOfMinute(next));
  return { zh: `${date.zh} ${time}`, en: `${date.en} ${time}` };
}

/** `next` is the next start on the grid; null if the start is on it and only the length is not. */
export function offGrid(grid: number, next: WallMinute | null): Refusal {
  const text = {
    zh: `此处按 ${grid} 分钟订场，请改为 ${grid} 分钟的整数倍`,
    en: `Booked here in steps of ${grid} minutes: choose a multiple of it`,
  };
  if (next === null) return { kind: 'off-grid', text };
  return {
    kind: 'off-grid',
    text: {
      zh: `此处按 ${grid} 分钟订场，可从 ${next.slice(11)} 起`,
      en: `Booked here in steps of ${grid} minutes: from ${next.slice(11)}`,
    },
    nextStart: next,
  };
}

export function tooLong(minutesMax: number): Refusal {
  return {
    kind: 'too-long',
    text: { zh: `一次最多 ${minutesMax} 分钟`, en: `At most ${minutesMax} minutes at a time` },
  };
}

/** What a slot is of, when it begins, and whether it costs nothing. */
interface SlotAsked {
  readonly item: { readonly name: Text };
  readonly start: WallMinute;
  readonly minutes: number;
  /** Null for what is booked by the time, whose price decides it. */
  readonly free: boolean | null;
}

const PRICED_AS = {
  true: { zh: '免费', en: 'free ' },
  false: { zh: '优惠', en: 'discounted ' },
  null: { zh: '', en: '' },
} as const;

/** After 18:00 today is 今晚. `left`: courts that nobody has taken yet. */
export function slotFull(now: WallMinute, slot: SlotAsked, left: number): Refusal {
  const kind = PRICED_AS[`${slot.free}`];
  const when = slotText(now, slot);
  const { noun, measure } = courtWordsOf(slot.item);
  if (left > 0) {
    return {
      kind: 'slot-full',
      text: {
        zh: `${when.zh}的${kind.zh}${noun.zh}只剩 ${left} ${measure}`,
        en: `Only ${left} of the ${kind.en}${noun.enMany} of ${when.en} ${left === 1 ? 'is' : 'are'} left`,
      },
    };
  }
  return {
    kind: 'slot-full',
    text: {
      zh: `${when.zh}的${kind.zh}${noun.zh}已订满`,
      en: `All ${kind.en}${noun.enMany} of ${when.en} are taken`,
    },
  };
}

/** None of the slot's courts is this kiosk's to give; the district can be asked for one. */
export function courtNotHeld(
  now: WallMinute,
  slot: SlotAsked,
  { elsewhere, silentSince }: { readonly elsewhere: boolean; readonly silentSince: Instant | null },
): Refusal {
  const kind = PRICED_AS[`${slot.free}`];
  const when = slotText(now, slot);
  const { noun } = courtWordsOf(slot.item);
  const text = elsewhere
    ? {
        zh: `${when.zh}的${kind.zh}${noun.zh}由另一台电脑发放。请到那边办理，或联网时按 Enter 申请`,
        en: `Another computer gives the ${kind.en}${noun.enMany} of ${when.en}. Go there, or press Enter when online to ask for one`,
      }
    : {
        zh: `本机还没有${when.zh}的${kind.zh}${noun.zh}。请联网后再试，或按 Enter 申请`,
        en: `This computer has no ${kind.en}${noun.en} of ${when.en} yet. Try again when online, or press Enter to ask for one`,
      };
  return { kind: 'court-not-held', text, ...(silentSince === null ? {} : { silentSince }) };
}

/** `site` is null if this kiosk's catalogue does not know it. */
export function rightElsewhere(site: Text | null): Refusal {
  return {
    kind: 'right-elsewhere',
    text: {
      zh: `本年度名额已选定在${site?.zh ?? '另一家医院'}，请到该院办理；要改选请联系区人社部门`,
      en: `This year's right is at ${site?.en ?? 'another hospital'}: go there, or ask the district office to change it`,
    },
  };
}

/** The day of a slot; the day and the hours of what is booked by the time, since others of that day may be free. */
function slotText(now: WallMinute, { start, minutes, free }: SlotAsked): Text {
  if (free !== null) return slotDayText(now, start);
  const isToday = dateOfMinute(start) === dateOfMinute(now);
  const day = isToday ? { zh: '今天', en: 'today' } : dateText(dateOfMinute(start));
  const hours = `${start.slice(11)}–${plusMinutes(start, minutes).slice(11)}`;
  return { zh: `${day.zh} ${hours} `, en: `${day.en} ${hours}` };
}

function slotDayText(now: WallMinute, start: WallMinute): Text {
  if (dateOfMinute(start) !== dateOfMinute(now)) return dateText(dateOfMinute(start));
  return start.slice(11) >= '18:00' ? { zh: '今晚', en: 'tonight' } : { zh: '今天', en: 'today' };
}

export const NUMBER_NEEDED: Refusal = {
  kind: 'number-needed',
  text: {
    zh: '号段未设置或已用完，请输入卡号',
    en: 'There is no number left in the range, or no range is set: type the number',
  },
};

export function quotaUsedThisYear(year: string, uses: number): Refusal {
  return {
    kind: 'quota-used',
    text: {
      zh: `${year} 年度已使用 ${uses} 次，名额已用完`,
      en: `Used ${uses} of ${uses} times in ${year}: nothing is left this year`,
    },
  };
}

/** `left`: how many the persons of that kind on the card's record may still have. */
export function quotaUsedByPerson(person: Person, left: number): Refusal {
  if (left > 0) {
    return {
      kind: 'quota-used',
      text: { zh: `每人限办一次，最多再办 ${left} 张`, en: `Once per person: ${left} more at most` },
    };
  }
  return {
    kind: 'quota-used',
    text: {
      zh: `${PERSONS[person].zh}已办理过，每人限办一次`,
      en: `Already issued to ${PERSONS[person].en}: once per person`,
    },
  };
}

export function stillRunning(until: string): Refusal {
  return {
    kind: 'quota-used',
    text: {
      zh: `已签约，协议至 ${until} 期满，期满后可续约`,
      en: `Already signed: the contract ends on ${until} and may be renewed then`,
    },
  };
}

export function otherOfSetUsed(until: string): Refusal {
  return {
    kind: 'other-of-set-used',
    text: {
      zh: `已签约另一种服务包（至 ${until}），两种不能同时签约`,
      en: `The other package is signed until ${until}: only one of the two at a time`,
    },
  };
}
