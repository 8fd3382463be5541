import type { Fen } from '../base/money.ts';
import { paidBy, paymentWords } from '../base/payment-way.ts';
import type { Text } from '../base/text.ts';
import { type WallMinute, wallMinuteOf } from '../base/wall-time.ts';
import type { Person } from '../card/family.ts';
import { courtsIn, minutesIn } from '../journal/entry-body.ts';
import type { RecordedUse } from '../journal/fold/recorded-uses.ts';
import type { PaperLanguage } from './receipt.ts';

/** A cell of a table that leaves the desk: a spreadsheet can reckon with it. */
export type TableCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'minute'; readonly minute: WallMinute }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'yuan'; readonly fen: Fen }
  | { readonly kind: 'none' };

/** What a row says that the entry does not: in the words of the catalogue and of the roster. */
export interface UseNames {
  /** As it can be said aloud: `A1-128`. */
  readonly number: string;
  readonly siteName: string;
  readonly itemName: string;
  readonly maskedName: string | null;
  readonly cardTail: string | null;
  /** The number of the entry that took it back; null while it stands. */
  readonly voidedBy: string | null;
}

const HEADINGS: readonly Text[] = [
  { zh: '编号', en: 'Number' },
  { zh: '登记时间', en: 'Recorded' },
  { zh: '地点', en: 'Place' },
  { zh: '持卡人', en: 'Cardholder' },
  { zh: '卡尾号', en: 'Card ending' },
  { zh: '项目', en: 'Item' },
  { zh: '使用人', en: 'For' },
  { zh: '数量', en: 'Quantity' },
  { zh: '使用时间', en: 'Time of use' },
  { zh: '分钟', en: 'Minutes' },
  { zh: '场地', en: 'Courts' },
  { zh: '原价（元）', en: 'List price (yuan)' },
  { zh: '实收（元）', en: 'Paid (yuan)' },
  { zh: '优惠（元）', en: 'Saved (yuan)' },
  { zh: '支付方式', en: 'Paid by' },
  { zh: '撤销', en: 'Voided by' },
];

const PERSONS: Readonly<Record<Person, Text>> = {
  holder: { zh: '持卡人', en: 'holder' },
  spouse: { zh: '配偶', en: 'spouse' },
  child: { zh: '子女', en: 'child' },
};

export function headingsOfUses(language: PaperLanguage): readonly string[] {
  return HEADINGS.map((heading) => heading[language]);
}

/** One use as a row, a cell for each heading. */
export function rowOfUse(
  { recordedAt, body }: RecordedUse,
  names: UseNames,
  language: PaperLanguage,
): readonly TableCell[] {
  const { person, quantity, start, listTotalFen, totalFen } = body;
  const minutes = minutesIn(body);
  const courts = courtsIn(body);
  const way = paidBy({ body });
  return [
    textCell(names.number),
    { kind: 'minute', minute: wallMinuteOf(recordedAt) },
    textCell(names.siteName),
    textCell(names.maskedName),
    textCell(names.cardTail),
    textCell(names.itemName),
    textCell(PERSONS[person][language]),
    { kind: 'number', number: quantity },
    { kind: 'minute', minute: start },
    minutes === null ? NONE : { kind: 'number', number: minutes },
    textCell(courts.length === 0 ? null : courts.join(' ')),
    yuanCell(listTotalFen),
    yuanCell(totalFen),
    yuanCell(listTotalFen === null || totalFen === null ? null : listTotalFen - totalFen),
    textCell(way === null ? null : paymentWords(way)[language]),
    textCell(names.voidedBy),
  ];
}

const NONE: TableCell = { kind: 'none' };

function textCell(text: string | null): TableCell {
  return text === null ? NONE : { kind: 'text', text };
}

function yuanCell(fen: Fen | null): TableCell {
  return fen === null ? NONE : { kind: 'yuan', fen };
}
