import type { Text } from '../../../domain/base/text.ts';
import type { Cell } from '../table/table.ts';
import {
  cellText,
  chineseNumber,
  hasLongNumber,
  isFormulaFault,
  isGarbled,
  wordsOrNone,
} from './cell-text.ts';

/** Between Chinese characters a blank only widens a short name: 张　三 is 张三. */
const BLANK_IN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;
const IN_BRACKETS = /[（(【[][^）)】\]]*[）)】\]]/g;
const BETWEEN_NAMES = /(?:^|\s)[0-9]{1,2}[.．、)）]|[、,，;；/|\n\r]/;
/** What stands beside a name of a child: its sex, age or birthday. */
const DETAIL = /^(?:[男女](?:孩|性)?|[0-9]{1,2} ?(?:周?岁|个?月).*|[0-9]{4} ?[-/.年].*|[0-9]{6,8})$/;
const PAIR = /^(\p{Script=Han}{2,4})[和及与](\p{Script=Han}{2,4})$/u;
const LONG_HAN_WORD = /^\p{Script=Han}{2,}$/u;
/** Words that mean: no spouse, or no children. */
const NOBODY =
  /^(?:未婚|离异|离婚|已离婚|丧偶|单身|否|false|no|0|(?:暂?无|没有)(?:配偶|爱人|子女|孩子|小孩)?|未育|未生育|未有子女)$/i;
/** Answers to a question about the family that name nobody. */
const NO_NAME = /^(?:是|有|已婚|再婚|初婚|复婚|有配偶|有子女|已育|不详|未知|同上|双胞胎|true|yes|[?？]+)$/i;
/** A letter. Private characters count too: some names have one that no standard has yet. */
const LETTER = /[\p{L}\p{Nl}\p{Co}]/u;
const COMMAND = /^[=+\-@]/;

/** A name as it is stored, or null for none. */
export function nameOf(cell: Cell): string | null {
  return cellText(cell)?.replace(BLANK_IN_HAN, '') ?? null;
}

/** The names in a cell of the family, in their order. */
export function namesOf(cell: Cell): readonly string[] {
  const text = typeof cell === 'string' ? cell.replace(IN_BRACKETS, '') : cell;
  if (someoneIn(text) === null) return [];
  return String(text)
    .split(BETWEEN_NAMES)
    .filter((part) => !DETAIL.test(cellText(part) ?? ''))
    .flatMap((part) => separated(someoneIn(part)));
}

/** How many children a cell names, or says that there are. Null for what is neither. */
export function childrenIn(cell: Cell): number | null {
  const text = someoneIn(cell);
  if (text === null) return 0;
  const counted = personsCounted(text);
  if (counted !== null) return Number.isNaN(counted) ? null : counted;
  if (nameFault(cell, 'family') !== null) return null;
  const names = namesOf(cell);
  // 张大和张二 are two of one family; other names with such a word in them may be one or two.
  const pairs = names.map((name) => PAIR.exec(name)).filter((pair) => pair !== null);
  if (names.length === 0 || pairs.some(([, one, other]) => one?.[0] !== other?.[0])) return null;
  return names.length + pairs.length;
}

/** How many children several cells of a row name together; null if one says how many, and others name another number. */
export function childrenInAll(cells: readonly Cell[]): number | null {
  const isCount = (cell: Cell) => personsCounted(someoneIn(cell) ?? '') !== null;
  const sumOf = (some: readonly Cell[]) =>
    some.reduce<number>((sum, cell) => sum + (childrenIn(cell) ?? 0), 0);
  const [counted, named] = [cells.filter(isCount), cells.filter((cell) => !isCount(cell))];
  const [count, names] = [sumOf(counted), sumOf(named)];
  if (counted.length === 0 || names === 0) return count + names;
  return count === names ? names : null;
}

/** Why a cell holds no name, or null. The words do not quote the cell: it may hold an identity number. */
export function nameFault(cell: Cell, whose: 'holder' | 'family'): Text | null {
  const text = cellText(cell);
  if (text === null) return null;
  if (someoneIn(cell) === null) return whose === 'family' ? null : NOT_A_NAME;
  if (isFormulaFault(text)) return FORMULA_FAILED;
  if (hasLongNumber(text)) return LONG_NUMBER;
  if (isGarbled(String(cell)) || text.includes('?')) return GARBLED;
  const names = whose === 'holder' ? [text] : [text, ...namesOf(cell)];
  return names.every(isName) ? null : NOT_A_NAME;
}

function isName(text: string): boolean {
  return LETTER.test(text) && !COMMAND.test(text) && !NO_NAME.test(text);
}

/** The text of a cell that speaks of somebody. */
function someoneIn(cell: Cell): string | null {
  const text = wordsOrNone(cell);
  return text === null || NOBODY.test(text) ? null : text;
}

/** Blanks divide names only where each part is a whole name: 张 三 is one child, 张小三 张小四 are two. */
function separated(text: string | null): readonly string[] {
  if (text === null) return [];
  const words = text.split(' ');
  return words.every((word) => LONG_HAN_WORD.test(word)) ? words : [text.replace(BLANK_IN_HAN, '')];
}

export const FORMULA_FAILED: Text = {
  zh: '公式出错，或还没有结果。请用 Excel 或 WPS 打开，看到结果后保存',
  en: 'its formula failed, or has given nothing yet: open it in Excel or WPS, and save it once there is a result',
};
export const LONG_NUMBER: Text = {
  zh: '里面有证件号码或电话号码，请删去号码',
  en: 'there is an identity or telephone number in it: take the number out',
};
export const GARBLED: Text = {
  zh: '里面有乱码或问号，请填写正确的文字',
  en: 'there are broken characters or question marks in it: write it right',
};
const NOT_A_NAME: Text = { zh: '不是姓名，请写姓名', en: 'this is no name: write the name' };

const NUMBER = '([0-9]{1,3}|[零〇一二两三四五六七八九十]{1,3})';
const PERSONS = '(?:孩子|子女|小孩|儿子|女儿|男孩|女孩|孩|娃|儿|女|男|子)';
/** 2, 两个, 三个孩子. */
const COUNT = new RegExp(`^(?:共|有)? ?${NUMBER} ?(?:个|名|人|位)?${PERSONS}?$`);
const PART = `${NUMBER} ?(?:个|名|位)?${PERSONS}`;
/** 一儿一女, 2子1女. */
const COUNTS = new RegExp(`^(?:${PART}[、,，和 ]*){2,3}$`);

/** How many persons the words count; null for other words, `NaN` for words that look like a count and are none. */
function personsCounted(text: string): number | null {
  const single = COUNT.exec(text)?.[1];
  if (single !== undefined) return countOf(single);
  if (!COUNTS.test(text)) return null;
  let sum = 0;
  for (const [, number = ''] of text.matchAll(new RegExp(PART, 'g'))) sum += countOf(number);
  return sum;
}

function countOf(number: string): number {
  return /^[0-9]/.test(number) ? Number(number) : chineseNumber(number.replace('两', '二'));
}
