import { chineseNumber } from './chinese-number.ts';

const NUMBER = '([0-9]{1,3}|[零〇一二两三四五六七八九十]{1,3})';
const PERSONS = '(?:孩子|子女|小孩|儿子|女儿|男孩|女孩|孩|娃|儿|女|男|子)';
/** 2, 两个, 三个孩子. */
const COUNT = new RegExp(`^(?:共|有)? ?${NUMBER} ?(?:个|名|人|位)?${PERSONS}?$`);
const PART = `${NUMBER} ?(?:个|名|位)?${PERSONS}`;
/** 一儿一女, 2子1女. */
const COUNTS = new RegExp(`^(?:${PART}[、,，和 ]*){2,3}$`);

/** How many persons the words count; null for other words, `NaN` for words that look like a count and are none. */
export function personsCounted(text: string): number | null {
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
