import { yuanText } from '../base/money.ts';
import { paymentWords } from '../base/payment-way.ts';
import type { Text } from '../base/text.ts';
import { type Instant, type WallDate, wallMinuteOf } from '../base/wall-time.ts';
import { Person } from '../card/family.ts';
import {
  type DayClosed,
  type DifferenceReason,
  differenceFen,
  expectedFen,
} from '../journal/closing-body.ts';
import type { Paper } from './paper.ts';
import { type PaperLanguage, PERSONS } from './receipt.ts';
import type { TableCell } from './use-table.ts';

/** What the paper of a closing is made of, in the words of the catalogue and of the staff's list. */
export interface ClosingFacts {
  /** The number as it can be said aloud: `A1-128`. */
  readonly number: string;
  readonly siteName: string;
  readonly kioskName: string;
  readonly closedAt: Instant;
  readonly itemName: (itemId: string) => string;
  /** Names a member; null if nobody was signed in. */
  readonly memberName: (memberId: string | null) => string;
  readonly closedBy: string | null;
  readonly approvedBy: string | null;
  /** 补打: this paper was printed before. */
  readonly isReprint: boolean;
  readonly body: DayClosed;
}

const WORDS = {
  title: { zh: '日结单', en: 'Day closing' },
  number: { zh: '编号', en: 'Number' },
  site: { zh: '地点', en: 'Place' },
  kiosk: { zh: '前台', en: 'Desk' },
  date: { zh: '日结日期', en: 'Day' },
  closed: { zh: '日结时间', en: 'Closed' },
  items: { zh: '按项目', en: 'By item' },
  members: { zh: '按人员', en: 'By member' },
  persons: { zh: '按使用人（人次）', en: 'By person (people)' },
  payments: { zh: '按支付方式', en: 'By way of payment' },
  uses: { zh: '笔数', en: 'Uses' },
  voids: { zh: '撤销', en: 'Voids' },
  list: { zh: '原价', en: 'List price' },
  total: { zh: '实收', en: 'Taken' },
  saved: { zh: '优惠', en: 'Saved' },
  reversals: { zh: '冲正以前业务', en: 'Reversals of earlier days' },
  expected: { zh: '应有现金', en: 'Cash expected' },
  counted: { zh: '实点现金', en: 'Cash counted' },
  float: { zh: '另有备用金', en: 'Float beside it' },
  none: { zh: '不收现金', en: 'no cash' },
  even: { zh: '相符', en: 'none' },
  difference: { zh: '长短款', en: 'Difference' },
  reason: { zh: '原因', en: 'Reason' },
  by: { zh: '日结人', en: 'Closed by' },
  approved: { zh: '负责人', en: 'Signed off by' },
  sign: { zh: '签字', en: 'Signature' },
  unclear: {
    zh: '有改期或撤销的金额本机不知道，没有算进来',
    en: 'This desk does not know the amount of some move or void: it is not counted',
  },
  kind: { zh: '类别', en: 'Kind' },
  name: { zh: '名称', en: 'Name' },
  amount: { zh: '金额（元）', en: 'Amount (yuan)' },
} satisfies Readonly<Record<string, Text>>;

const REASONS: Readonly<Record<DifferenceReason, Text>> = {
  change: { zh: '找零有误', en: 'wrong change' },
  unrecorded: { zh: '有业务没有登记', en: 'a sale was not recorded' },
  drawer: { zh: '备用金有误', en: 'the float was wrong' },
  other: { zh: '其他', en: 'other' },
};

/** The paper of a closing (日结单): by item, by member, the cash, and a line to sign. */
export function closingPaper(facts: ClosingFacts, language: PaperLanguage): Paper {
  const { body } = facts;
  const words = (key: keyof typeof WORDS): string => WORDS[key][language];
  const line = (name: string, value: string) => ({ name, value });
  const part = ({ uses, totalFen }: { readonly uses: number; readonly totalFen: number }) =>
    `${uses} · ${yuanText(totalFen)}`;
  const signed = facts.approvedBy ?? facts.closedBy;
  return {
    title: words('title'),
    isReprint: facts.isReprint,
    rows: [
      line(words('number'), facts.number),
      line(words('site'), facts.siteName),
      line(words('kiosk'), facts.kioskName),
      line(words('date'), body.date),
      line(words('closed'), wallMinuteOf(facts.closedAt).replace('T', ' ')),
      line(words('items'), ''),
      ...body.items.map((item) => line(facts.itemName(item.itemId), part(item))),
      line(words('members'), ''),
      ...body.members.map((member) => line(facts.memberName(member.staff), part(member))),
      ...partsOf(body, language).flatMap(({ heading, rows }) => [
        line(heading, ''),
        ...rows.map(({ name, ...sum }) => line(name, part(sum))),
      ]),
      ...sumsOf(body, language).map(([name, value]) => line(name, value)),
      ...(facts.closedBy === null ? [] : [line(words('by'), facts.closedBy)]),
      ...(signed === null ? [] : [line(words('approved'), signed)]),
      line(words('sign'), '__________'),
    ],
    code: null,
    notes: body.unclear > 0 ? [words('unclear')] : [],
  };
}

/** The sums by person and by way of payment, where the closing has them. */
function partsOf({ persons = [], payments = [] }: DayClosed, language: PaperLanguage) {
  const parts = [
    {
      heading: WORDS.persons[language],
      rows: persons.map(({ person, people: uses, totalFen }) => {
        const known = Person.safeParse(person);
        return { name: known.success ? PERSONS[known.data][language] : person, uses, totalFen };
      }),
    },
    {
      heading: WORDS.payments[language],
      rows: payments.map(({ way, ...sum }) => ({ name: paymentWords(way)[language], ...sum })),
    },
  ];
  return parts.filter(({ rows }) => rows.length > 0);
}

/** The sums of a closing, each with its name. */
function sumsOf(body: DayClosed, language: PaperLanguage): readonly (readonly [string, string])[] {
  const words = (key: keyof typeof WORDS): string => WORDS[key][language];
  const difference = differenceFen(body);
  return [
    [words('uses'), String(body.uses)],
    [words('voids'), String(body.voids)],
    [words('total'), yuanText(body.totalFen)],
    [words('saved'), yuanText(body.listFen - body.totalFen)],
    ...(body.reversals === 0
      ? []
      : [[words('reversals'), `${body.reversals} · ${yuanText(body.reversedFen)}`] as const]),
    [words('expected'), yuanText(expectedFen(body))],
    [words('counted'), body.countedFen === null ? words('none') : yuanText(body.countedFen)],
    ...(body.floatFen === undefined ? [] : [[words('float'), yuanText(body.floatFen)] as const]),
    ...(difference === null ? [] : [[words('difference'), differenceText(difference, language)] as const]),
    ...(body.reason === null ? [] : [[words('reason'), REASONS[body.reason][language]] as const]),
  ];
}

/** Says it in words, as the screen does: a minus sign may be overlooked. */
function differenceText(fen: number, language: PaperLanguage): string {
  if (fen === 0) return WORDS.even[language];
  const yuan = yuanText(Math.abs(fen));
  if (language === 'en') return fen > 0 ? `${yuan} over` : `${yuan} short`;
  return fen > 0 ? `长款 ${yuan}` : `短款 ${yuan}`;
}

const NO_CELL: TableCell = { kind: 'none' };

/** The closing as a table: which one it is, by item, by member, and the sums. */
export function closingTable(
  facts: ClosingFacts,
  language: PaperLanguage,
): { readonly headings: readonly string[]; readonly rows: readonly (readonly TableCell[])[] } {
  const words = (key: keyof typeof WORDS): string => WORDS[key][language];
  const row = (kind: string, name: string, uses: number | null, fen: number | null): readonly TableCell[] => [
    { kind: 'text', text: kind },
    { kind: 'text', text: name },
    uses === null ? { kind: 'none' } : { kind: 'number', number: uses },
    fen === null ? { kind: 'none' } : { kind: 'yuan', fen },
  ];
  const { body, itemName, memberName } = facts;
  const { date } = body;
  const signed = facts.approvedBy ?? facts.closedBy;
  const sum = words('expected');
  return {
    headings: [words('kind'), words('name'), words('uses'), words('amount')],
    rows: [
      row(words('number'), facts.number, null, null),
      row(words('site'), facts.siteName, null, null),
      [
        { kind: 'text', text: words('closed') },
        { kind: 'minute', minute: wallMinuteOf(facts.closedAt) },
        ...[NO_CELL, NO_CELL],
      ],
      ...(facts.closedBy === null ? [] : [row(words('by'), facts.closedBy, null, null)]),
      ...(signed === null ? [] : [row(words('approved'), signed, null, null)]),
      ...body.items.map((item) => row(words('items'), itemName(item.itemId), item.uses, item.totalFen)),
      ...body.members.map((one) => row(words('members'), memberName(one.staff), one.uses, one.totalFen)),
      ...partsOf(body, language).flatMap(({ heading, rows }) =>
        rows.map(({ name, uses, totalFen }) => row(heading, name, uses, totalFen)),
      ),
      row(words('total'), date, body.uses, body.totalFen),
      row(words('voids'), date, body.voids, null),
      row(words('saved'), date, null, body.listFen - body.totalFen),
      row(words('reversals'), date, body.reversals, body.reversedFen),
      row(sum, date, null, expectedFen(body)),
      row(words('counted'), date, null, body.countedFen),
      ...(body.floatFen === undefined ? [] : [row(words('float'), date, null, body.floatFen)]),
      row(
        words('difference'),
        body.reason === null ? '' : REASONS[body.reason][language],
        null,
        differenceFen(body),
      ),
    ],
  };
}

/** The day and the number that a file is named for: a day may have several closings. */
export function closingFileName(siteId: string, date: WallDate, number: string): string {
  return `${siteId}-closing-${date}-${number}`;
}
