import type { Text } from '../base/text.ts';
import type { WallDate } from '../base/wall-time.ts';
import { MEASURES, type Unit } from '../catalogue/unit.ts';
import { courtWordsOf } from './court-words.ts';
import type { Explanation, ItemAsk } from './decision.ts';

type Question = Explanation<ItemAsk>;

export const ASK_LIST_PRICE: Question = {
  kind: 'list-price',
  text: { zh: '请输入场馆原价', en: "Enter the venue's list price" },
};

export const ASK_MINUTES: Question = {
  kind: 'minutes',
  text: { zh: '请输入使用分钟数', en: 'Enter the minutes of use' },
};

export const ASK_UNKNOWN_RULE: Question = {
  kind: 'unknown-rule',
  text: {
    zh: '此项有本机不认识的新规定，请咨询工作人员，或更新本机',
    en: 'This benefit has a new rule that this kiosk does not know. Ask the staff, or update the kiosk',
  },
};

/** `hotline`: the one of the catalogue. */
export function askUnknownPart(hotline: string): Question {
  return {
    kind: 'unknown-part',
    text: {
      zh: `本机版本不认识价目表里此项的新内容，不能算价。请致电 ${hotline} 核对；本机须由区里更新`,
      en: `This kiosk's version does not know this part of the price table. Ask ${hotline}; the district office must update the kiosk`,
    },
  };
}

export const ASK_CLAIM_RIGHT: Question = {
  kind: 'claim-right',
  text: {
    zh: '确认后先向区里登记本年度名额到本院；断网时只记申请，不算已用',
    en: "Confirming has the district give this year's right to this site; without a line only a request is recorded, not a use",
  },
};

export const ASK_CHECK_IDENTITY: Question = {
  kind: 'check-identity',
  text: {
    zh: '本机名册超过 7 天未更新，请核对身份证件',
    en: 'The card list here is more than 7 days old: check an identity document',
  },
};

export const ASK_SIGNED_ONLY: Question = {
  kind: 'signed-only',
  text: {
    zh: '此卡仅凭签名二维码核实，请核对身份证件，仅限持卡人本人',
    en: 'This card is known by its signed QR alone: check an identity document; for the holder only',
  },
};

export const ASK_NEWER_ENTRIES: Question = {
  kind: 'newer-entries',
  text: {
    zh: '本机有新版本登记的记录，本版本算不出是否已用，请核对；请技术员更新本机',
    en: 'This kiosk holds records of a newer version, which may have used it: check, and have the kiosk updated',
  },
};

export const ASK_COURT_UNHELD: Question = {
  kind: 'court-unheld',
  text: {
    zh: '场地还没有分给本机：联网时确认后先问区里，断网请核对有空场',
    en: 'No court held here: Enter asks the district; offline, check one is free',
  },
};

export const ASK_COURT_LATER: Question = {
  kind: 'court-later',
  text: {
    zh: '这一天的场地还没有分给各台电脑。确认后先问区里：区里给了场地才算订到；区里没有回应时只记申请，由区里答复',
    en: 'The courts of that day are given to no computer yet. Confirming asks the district first: only a court that it gives is booked; without an answer a request is recorded, and the district answers it',
  },
};

export function askCardEndsBefore(validUntil: WallDate): Question {
  return {
    kind: 'card-ends-before',
    text: {
      zh: `卡有效期至 ${validUntil}，使用当日已过期。请核对持卡人正在办理续期，否则请改日期`,
      en: `The card is valid until ${validUntil}, and not on that day. Check that it is being renewed, or change the day`,
    },
  };
}

export function askLongerThanUsual(minutesMax: number): Question {
  return {
    kind: 'longer-than-usual',
    text: {
      zh: `原则上不超过 ${minutesMax} 分钟，请与场地管理人员确认`,
      en: `In principle at most ${minutesMax} minutes: confirm it with the venue`,
    },
  };
}

/** More tickets than the card's record allows are not sold at the card's price, even if a clerk confirms it. */
export function askMoreThanOnRecord(quantityMax: number, item: Counted): Question {
  return {
    kind: 'more-than-on-record',
    text: {
      zh: `名册登记可办理 ${quantityMax} ${measureOf(item)}。其余的人按原价，或先登记家庭成员`,
      en: `The card's record allows ${quantityMax}. Charge the others the list price, or register the family first`,
    },
  };
}

interface Counted {
  readonly unit: Unit;
  readonly name: Text;
}

/** Null for courts and tables, which have words of their own. */
const USUAL_MEASURES: Readonly<Record<Unit, Text | null>> = { ...MEASURES, hour: null, slot: null };

/** The Chinese measure word for a number of this item, with the noun if it needs one. */
function measureOf(item: Counted): string {
  const usual = USUAL_MEASURES[item.unit];
  if (usual !== null) return usual.zh;
  const { noun, measure } = courtWordsOf(item);
  return measure + noun.zh;
}
