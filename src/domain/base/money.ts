/** Money in whole fen (1 yuan is 100 fen): a safe integer, never a fraction. */
export type Fen = number;

/** `2500` as `25.00`: yuan with two figures, no sign of currency. */
export function yuanText(fen: Fen): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.abs(fen);
  return `${sign}${Math.trunc(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** `numerator / denominator` rounded half up to a whole number; both are non-negative integers. */
export function divideHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

const YUAN = /^\d{1,7}(?:\.\d{1,2})?$/;

/** Reads an amount as somebody types it, also in the digits of an input method. Null if the text is no amount. */
export function fenOfYuanText(text: string): Fen | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s,¥]/g, '')
    .replaceAll('。', '.');
  return YUAN.test(plain) ? Math.round(Number(plain) * 100) : null;
}
