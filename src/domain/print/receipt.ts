import { yuanText } from '../base/money.ts';
import { paidBy, paymentWords } from '../base/payment-way.ts';
import type { Text } from '../base/text.ts';
import { dateOfMinute, type Instant, plusMinutes, wallMinuteOf } from '../base/wall-time.ts';
import type { Person } from '../card/family.ts';
import type { DeskManner } from '../catalogue/green-channel.ts';
import { courtNames, courtWordsOf } from '../decision/court-words.ts';
import { courtsIn, type GivenBody, minutesIn } from '../journal/entry-body.ts';
import type { Paper } from './paper.ts';

export type PaperLanguage = keyof Text;

/** What a receipt is made of. Nothing in it is medical, and the name is masked. */
export interface ReceiptFacts {
  /** As it can be said aloud: `A1-128`. */
  readonly number: string;
  readonly siteName: string;
  readonly manner: DeskManner;
  readonly maskedName: string | null;
  /** The last characters of the card's number. */
  readonly cardTail: string;
  readonly itemName: Text;
  /** True if it is in one person's name. */
  readonly isPersonal: boolean;
  readonly recordedAt: Instant;
  readonly body: GivenBody;
  /** What became of it, such as 已退订; null while it stands. */
  readonly standing: Text | null;
  readonly hotline: string;
  readonly isReprint: boolean;
}

const WORDS = {
  number: { zh: '编号', en: 'Number' },
  site: { zh: '地点', en: 'Place' },
  name: { zh: '持卡人', en: 'Cardholder' },
  card: { zh: '英才卡', en: 'Card' },
  item: { zh: '项目', en: 'Item' },
  recorded: { zh: '日期', en: 'Date' },
  used: { zh: '使用时间', en: 'Time of use' },
  from: { zh: '生效日期', en: 'Valid from' },
  until: { zh: '有效期至', en: 'Valid until' },
  checked: { zh: '核对', en: 'Checked' },
  isChecked: { zh: '英才卡信息已核对', en: 'data of the card' },
  own: { zh: '卡号', en: 'Number of the pass' },
  person: { zh: '使用人', en: 'For' },
  quantity: { zh: '数量', en: 'Quantity' },
  paid: { zh: '实收', en: 'Paid' },
  payment: { zh: '支付方式', en: 'Paid by' },
  saved: { zh: '优惠', en: 'Saved' },
  standing: { zh: '状态', en: 'State' },
  hotline: { zh: '服务热线', en: 'Hotline' },
  tail: { zh: '尾号', en: 'ending' },
} satisfies Readonly<Record<string, Text>>;

/** The kinds of people as papers name them. */
export const PERSONS: Readonly<Record<Person, Text>> = {
  holder: { zh: '本人', en: 'cardholder' },
  spouse: { zh: '配偶', en: 'spouse' },
  child: { zh: '子女', en: 'child' },
};

/** A venue gives a receipt, and every other desk a slip. */
const TITLES: Readonly<Record<DeskManner, Text>> = {
  venue: { zh: '荔湾英才卡 小票', en: 'Liwan talent card: receipt' },
  priority: { zh: '荔湾英才卡 业务凭条', en: 'Liwan talent card: slip' },
  service: { zh: '荔湾英才卡 业务凭条', en: 'Liwan talent card: slip' },
};

/** The receipt of what was given (小票, 凭条). */
export function receiptOf(facts: ReceiptFacts, language: PaperLanguage): Paper {
  const { body, itemName } = facts;
  const words = (key: keyof typeof WORDS): string => WORDS[key][language];
  const courts = courtsIn(body);
  const way = paidBy(facts);
  const rows: readonly (readonly [string, string | null])[] = [
    [words('number'), facts.number],
    [words('site'), facts.siteName],
    [words('name'), facts.maskedName ?? '—'],
    [words('card'), `${words('tail')} ${facts.cardTail}`],
    [words('item'), itemName[language]],
    [words('checked'), body.kind === 'use' && body.checked === true ? words('isChecked') : null],
    [words('own'), body.kind === 'pass-sold' ? (body.number ?? null) : null],
    [words('recorded'), wallMinuteOf(facts.recordedAt).replace('T', ' ')],
    [words('used'), spanOf(body)],
    [words('from'), 'until' in body && body.until !== null ? dateOfMinute(body.start) : null],
    [words('until'), 'until' in body ? body.until : null],
    [
      courtWordsOf({ name: itemName }).noun[language],
      courts.length === 0 ? null : courtNames(courts, { name: itemName })[language],
    ],
    [words('person'), facts.isPersonal ? PERSONS[body.person][language] : null],
    [words('quantity'), body.quantity > 1 ? String(body.quantity) : null],
    [words('paid'), body.totalFen ? yuanText(body.totalFen) : null],
    [words('payment'), way === null ? null : paymentWords(way)[language]],
    [words('saved'), savedOf(body)],
    [words('standing'), facts.standing?.[language] ?? null],
  ];
  return {
    title: TITLES[facts.manner][language],
    isReprint: facts.isReprint,
    rows: rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
    code: null,
    notes: [`${words('hotline')} ${facts.hotline}`],
  };
}

/** `2026-12-01 19:00–20:30`; null for what takes no stretch of time. */
function spanOf(body: GivenBody): string | null {
  const minutes = minutesIn(body);
  if (minutes === null) return null;
  return `${body.start.replace('T', ' ')}–${plusMinutes(body.start, minutes).slice(11)}`;
}

function savedOf({ totalFen, listTotalFen }: GivenBody): string | null {
  return totalFen && listTotalFen ? yuanText(listTotalFen - totalFen) : null;
}
