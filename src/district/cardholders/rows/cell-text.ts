import { shownText } from '../../../domain/base/plain-text.ts';
import type { Cell } from '../table/table.ts';

/** What an office writes where there is nothing. */
const NOTHING = /^(?:无|沒有|没有|暂无|空|[-—–‐−_/\\]+|n\/?a|none|null)$/i;
/** What a formula gives that failed. */
const FORMULA_FAULT = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/i;

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

export function isFormulaFault(text: string): boolean {
  return FORMULA_FAULT.test(text);
}

/** Without an exponent: the number of a card may be stored as a number. */
function numberText(number: number): string {
  return Number.isSafeInteger(number) ? number.toFixed(0) : String(number);
}
