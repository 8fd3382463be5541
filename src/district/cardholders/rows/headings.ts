import { type Cell, TableFault } from '../table/table.ts';
import { cellText } from './cell-text.ts';

/** What the district keeps of a cardholder, as the columns of a file. */
export type Field =
  | 'cardNumber'
  | 'name'
  | 'tier'
  | 'validFrom'
  | 'validUntil'
  | 'status'
  | 'spouse'
  | 'children';

/** The first of each is the name in the template, and in words about a column that is missing. */
export const HEADINGS: Readonly<Record<Field, readonly [string, ...string[]]>> = {
  cardNumber: [
    '卡号',
    '英才卡号',
    '英才卡卡号',
    '英才卡编号',
    '荔湾英才卡号',
    '荔湾英才卡卡号',
    '人才卡号',
    '人才卡卡号',
    '卡片编号',
    '卡片号',
    '卡编号',
    '卡片号码',
    '卡号码',
    'cardnumber',
    'cardno',
    'card',
    'number',
  ],
  name: [
    '姓名',
    '持卡人',
    '持卡人姓名',
    '英才姓名',
    '人才姓名',
    '本人姓名',
    '名字',
    '姓名(中文)',
    '中文姓名',
    'name',
    'holder',
    'cardholder',
    'fullname',
  ],
  tier: [
    '层次',
    '等级',
    '人才层次',
    '人才等级',
    '英才层次',
    '英才等级',
    '卡等级',
    '卡层次',
    '级别',
    '人才级别',
    '层级',
    '人才层级',
    'tier',
    'level',
    'grade',
  ],
  validFrom: [
    '生效日期',
    '有效期起',
    '有效期始',
    '有效期自',
    '有效期从',
    '有效期开始',
    '有效期起始',
    '有效期起始日',
    '有效期起始日期',
    '有效期开始日期',
    '有效起始日期',
    '生效日',
    '生效时间',
    '起始日期',
    '开始日期',
    '起效日期',
    '起始日',
    'validfrom',
    'from',
    'startdate',
    'start',
  ],
  validUntil: [
    '有效期至',
    '有效期止',
    '有效期到',
    '有效期终',
    '有效期结束',
    '有效期截止',
    '有效期截止日',
    '有效期截止日期',
    '有效期终止日期',
    '有效期结束日期',
    '有效截止日期',
    '有效至',
    '失效日期',
    '失效日',
    '到期日期',
    '到期日',
    '到期时间',
    '截止日期',
    '终止日期',
    '结束日期',
    '截止日',
    'validuntil',
    'validto',
    'until',
    'to',
    'expires',
    'expiry',
    'expirydate',
    'enddate',
    'end',
  ],
  status: [
    '状态',
    '卡状态',
    '卡片状态',
    '使用状态',
    '英才卡状态',
    '当前状态',
    '人才卡状态',
    'status',
    'state',
  ],
  spouse: ['配偶', '配偶姓名', '配偶名字', '爱人', '爱人姓名', 'spouse', 'spousename'],
  children: [
    '子女',
    '子女姓名',
    '子女名字',
    '孩子',
    '孩子姓名',
    '小孩',
    '小孩姓名',
    '未成年子女',
    '未成年子女姓名',
    'children',
    'child',
    'childname',
    'childrennames',
  ],
};

const FIELD_OF: ReadonlyMap<string, Field> = new Map(
  Object.entries(HEADINGS).flatMap(([field, words]) =>
    words.map((word): [string, Field] => [word, field as Field]),
  ),
);

/** Where each field stands in a sheet, and what its heading is. */
export interface Columns {
  readonly at: ReadonlyMap<Field, readonly number[]>;
  /** As the file has them, by their place. */
  readonly headings: ReadonlyMap<number, string>;
  /** Headings of what is not kept. */
  readonly passedOver: readonly string[];
}

/** The columns, where this row is the row of headings; null if it is none. Throws `TableFault`. */
export function columnsIn(cells: readonly Cell[]): Columns | null {
  const at = new Map<Field, number[]>();
  const headings = new Map<number, string>();
  const passedOver: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const heading = cellText(cell);
    if (heading === null) continue;
    headings.set(index, heading);
    const field = fieldOf(heading);
    const taken = field === null ? undefined : at.get(field);
    if (field === null) passedOver.push(heading);
    else if (taken === undefined) at.set(field, [index]);
    else if (field === 'children') taken.push(index);
    // 层次 and 等级 often stand side by side and mean two things: the first is kept.
    else if (field === 'tier') passedOver.push(heading);
    else throw twoColumns(heading, headings.get(taken[0] ?? 0) ?? heading);
  }
  return at.has('cardNumber') && at.size > 1 ? { at, headings, passedOver } : null;
}

/** True for a row that says the headings once more, as on each printed page. */
export function isHeading(cell: Cell, field: Field): boolean {
  const heading = cellText(cell);
  return heading !== null && fieldOf(heading) === field;
}

function fieldOf(heading: string): Field | null {
  const plain = heading.toLowerCase().replace(/[\s*＊:：_\-."'“”]/g, '');
  const bare = plain.replace(/[（(【[].*$/, '').replace(/[0-9一二三四]+$/, '');
  return FIELD_OF.get(plain) ?? FIELD_OF.get(bare) ?? null;
}

function twoColumns(heading: string, before: string): TableFault {
  return new TableFault('two-columns', {
    zh: `有两列是同一内容：“${before}”和“${heading}”。请只留一列`,
    en: `two columns say the same: ${before} and ${heading}: keep one of them`,
  });
}
