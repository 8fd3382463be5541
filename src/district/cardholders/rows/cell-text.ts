import { shownText } from '../../../domain/base/plain-text.ts';
import type { Cell } from '../table/table.ts';

/** What an office writes where there is nothing. */
const NOTHING = /^(?:无|沒有|没有|暂无|空|[-—–‐−_/\\]+|n\/?a|none|null)$/i;
/** The texts that Excel shows for a formula that failed or has no result yet. */
const FORMULA_FAULT = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/i;

/**
 * The text of a cell in plain characters: full-width letters and digits are narrow, what cannot be seen is gone, and
 * blanks are single. Null for an empty cell.
 */
export function cellText(cell: Cell): string | null {
  if (cell === null) return null;
  const text = typeof cell === 'number' ? numberText(cell) : cell;
  const plain = shownText(text.normalize('NFKC')).replace(/\s+/g, ' ').trim();
  return plain === '' ? null : plain;
}

/** The same, where words for nothing count as nothing too. */
export function wordsOrNone(cell: Cell): string | null {
  const text = cellText(cell);
  return text === null || NOTHING.test(text) ? null : text;
}

/** Digits of an identity card or a telephone, also with blanks or hyphens between them. */
const LONG_NUMBER = /(?:[0-9][\s.·\-–—]{0,2}){11,}/g;
/** What a wrong encoding leaves, and what no keyboard writes into a list. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const BROKEN = /[\ufffd\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/;
const SHOWN_LENGTH_MAX = 40;

export function hasLongNumber(text: string): boolean {
  return text.search(LONG_NUMBER) >= 0;
}

export function isGarbled(text: string): boolean {
  return BROKEN.test(text) || !text.isWellFormed();
}

/** The text of a cell for words to the office: short, and without the numbers of a person. */
export function quotedText(text: string): string {
  const plain = text.replace(LONG_NUMBER, '***');
  return plain.length > SHOWN_LENGTH_MAX ? `${[...plain].slice(0, SHOWN_LENGTH_MAX).join('')}…` : plain;
}

export function isFormulaFault(text: string): boolean {
  return FORMULA_FAULT.test(text);
}

/** Without an exponent: the number of a card may be stored as a number. */
function numberText(number: number): string {
  return Number.isSafeInteger(number) ? number.toFixed(0) : String(number);
}

export const CHINESE_DIGITS = '〇一二三四五六七八九';

/** 一 to 九十九; `NaN` for other texts. */
export function chineseNumber(text: string): number {
  const [tens = '', ones = '', ...others] = text.includes('十') ? text.split('十') : ['零', text];
  if (others.length > 0) return Number.NaN;
  const digitOf = (digit: string, otherwise: number): number => {
    if (digit === '') return otherwise;
    const value = digit === '零' ? 0 : CHINESE_DIGITS.indexOf(digit);
    return [...digit].length > 1 || value < 0 ? Number.NaN : value;
  };
  return digitOf(tens, 1) * 10 + digitOf(ones, text.includes('十') ? 0 : Number.NaN);
}
