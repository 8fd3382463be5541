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
