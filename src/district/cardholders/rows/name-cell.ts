import type { Cell } from '../table/table.ts';
import { cellText, isFormulaFault, wordsOrNone } from './cell-text.ts';

/** Between Chinese characters a blank only widens a short name: 张　三 is 张三. */
const BLANK_IN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;
const IN_BRACKETS = /[（(【[][^）)】\]]*[）)】\]]/g;
const BETWEEN_NAMES = /[、,，;；/|\n\r]|(?:^|\s)[0-9]{1,2}[.．、)）]/;
const COUNT = /^([0-9]{1,2})(?:个|名|人|位)?(?:孩子|子女|小孩)?$/;
const LONG_HAN_WORD = /^\p{Script=Han}{2,}$/u;

/** A name as it is stored, or null for none; `fault` where a formula failed. */
export function nameOf(cell: Cell): string | null {
  return cellText(cell)?.replace(BLANK_IN_HAN, '') ?? null;
}

/** The names in a cell, in their order. */
export function namesOf(cell: Cell): readonly string[] {
  const text = typeof cell === 'string' ? cell.replace(IN_BRACKETS, '') : cell;
  if (wordsOrNone(text) === null) return [];
  return String(text)
    .split(BETWEEN_NAMES)
    .flatMap((part) => separated(wordsOrNone(part)));
}

/** How many children a cell names, or says that there are. Null for what is neither. */
export function childrenIn(cell: Cell): number | null {
  const text = wordsOrNone(cell);
  if (text === null) return 0;
  if (isFormulaFault(text)) return null;
  const counted = COUNT.exec(text)?.[1];
  return counted === undefined ? namesOf(cell).length : Number(counted);
}

/** Blanks divide names only where each part is a whole name: 张 三 is one child, 张小三 张小四 are two. */
function separated(text: string | null): readonly string[] {
  if (text === null) return [];
  const words = text.split(' ');
  return words.every((word) => LONG_HAN_WORD.test(word)) ? words : [text.replace(BLANK_IN_HAN, '')];
}
