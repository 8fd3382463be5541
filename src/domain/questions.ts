import type { Explanation, ItemAsk } from './decision.ts';
import type { AskedUse } from './known-asks.ts';
import { type KnownUse, spanText } from './known-use.ts';
import { PERSONS } from './refusals.ts';
import { shortNumber } from './short-number.ts';
import type { Text } from './text.ts';
import { type WallDate, wallMinuteOf } from './wall-time.ts';

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
    en: 'The roster here is more than 7 days old: check an identity document',
  },
};

export const ASK_SIGNED_ONLY: Question = {
  kind: 'signed-only',
  text: {
    zh: '此卡仅凭签名二维码核实，请核对身份证件，仅限持卡人本人',
    en: 'This card is known by its signed QR alone: check an identity document; for the holder only',
  },
};

export function askLongerThanUsual(minutesMax: number): Question {
  return {
    kind: 'longer-than-usual',
    text: {
      zh: `原则上不超过 ${minutesMax} 分钟，请与场地管理人员确认`,
      en: `In principle at most ${minutesMax} minutes: confirm it with the venue`,
    },
  };
}

/** More than the record bears is not sold at the card's price, whoever looks. */
export function askMoreThanOnRecord(quantityMax: number): Question {
  return {
    kind: 'more-than-on-record',
    text: {
      zh: `名册登记可办理 ${quantityMax} 份。其余的人按原价，或先登记家庭成员`,
      en: `The card's record allows ${quantityMax}. Charge the others the list price, or register the family first`,
    },
  };
}

/** Earlier records that are named; more are counted. */
const NAMED_MAX = 2;

/** `earlier`: what this kiosk recorded for some of the time, the oldest first. */
export function askTimeTaken(earlier: readonly KnownUse[], { now, kiosk }: AskedUse): Question {
  const named = earlier.slice(0, NAMED_MAX).map((use) => {
    const span = spanText(use, now);
    const number = shortNumber(kiosk, use.entry.seq);
    return { zh: `${span.zh}（${number}）`, en: `${span.en} (${number})` };
  });
  const more = earlier.length - named.length;
  return {
    kind: 'time-taken',
    text: {
      zh: `本机已登记 ${named.map(({ zh }) => zh).join('、')}${more > 0 ? ` 等 ${earlier.length} 笔` : ''}。请核对还有空场，否则改时间`,
      en: `Already recorded here: ${named.map(({ en }) => en).join(', ')}${more > 0 ? ` and ${more} more` : ''}. Check that another is free, or change the time`,
    },
  };
}

export function askHoldsPass(
  { use, until }: { readonly use: KnownUse; readonly until: WallDate },
  { person, kiosk, name }: AskedUse & { readonly name: Text },
): Question {
  const number = shortNumber(kiosk, use.entry.seq);
  return {
    kind: 'holds-pass',
    text: {
      zh: `${PERSONS[person].zh}已有${name.zh}，至 ${until}（${number}）。请核对是否再办一张`,
      en: `${capital(PERSONS[person].en)} holds ${name.en} until ${until} (${number}). Check that another one is wanted`,
    },
  };
}

/** `bought`: today's tickets of the card. */
export function askBoughtToday(bought: readonly KnownUse[], { quantityMax, kiosk }: AskedUse): Question {
  const count = bought.reduce((sum, use) => sum + use.quantity, 0);
  const times = bought.slice(-NAMED_MAX).map(({ entry }) => {
    return `${wallMinuteOf(entry.recordedAt).slice(11)} ${shortNumber(kiosk, entry.seq)}`;
  });
  return {
    kind: 'bought-today',
    text: {
      zh: `今天已购 ${count} 张（${times.join('、')}），名册登记 ${quantityMax} 人。请看证件，核对持卡人和家属本人在场`,
      en: `${count} bought today (${times.join(', ')}), ${quantityMax} on the card's record. Check identity documents, and that these persons are here`,
    },
  };
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
