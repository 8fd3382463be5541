import type { Text } from '../../../domain/base/text.ts';
import { plainTyped } from '../../../domain/base/typed-text.ts';
import { unreachable } from '../../../domain/base/unreachable.ts';
import { type CardCode, readCardCode } from '../../../domain/card/card-code.ts';
import { type CardNumberRules, formsOf } from '../../../domain/card/card-form.ts';
import type { CardNumber } from '../../../domain/card/card-number.ts';
import type { Cell } from '../table/table.ts';
import { cellText } from './cell-text.ts';

type NumberReading =
  | { readonly ok: true; readonly cardNumber: CardNumber }
  | { readonly ok: false; readonly why: Text };

/** The card number in a cell, by the rules that desks read with. */
export function cardNumberIn(cell: Cell, rules: CardNumberRules): NumberReading {
  const text = plainTyped(cellText(cell) ?? '').replace(/^['‘’`]/, '');
  const code = readCardCode(text, rules);
  if (code.kind === 'card') return { ok: true, cardNumber: code.cardNumber };
  const padded = typeof cell === 'number' || /^[0-9]+$/.test(text) ? withZeros(text, rules) : null;
  return padded === null ? { ok: false, why: whyNot(code) } : { ok: true, cardNumber: padded };
}

/** A spreadsheet drops the zeros in front of what it takes for a number. */
function withZeros(text: string, rules: CardNumberRules): CardNumber | null {
  for (const { prefix, length } of formsOf(rules)) {
    if (!prefix.startsWith('0') || text.length >= length) continue;
    const code = readCardCode(text.padStart(length, '0'), rules);
    if (code.kind === 'card') return code.cardNumber;
  }
  return null;
}

function whyNot(code: Exclude<CardCode, { readonly kind: 'card' }>): Text {
  switch (code.kind) {
    case 'wrong-check': {
      const zh = code.suggestion === null ? '' : `，是不是 ${code.suggestion}`;
      const en = code.suggestion === null ? '' : `: is it ${code.suggestion}?`;
      return { zh: `卡号校验位不对${zh}`, en: `the check character of the card number is wrong${en}` };
    }
    case 'misread':
      return {
        zh: '卡号的位数或开头不对',
        en: 'the card number has not the length or the beginning of one',
      };
    case 'signed':
      return { zh: '这是二维码的内容，应填卡号', en: 'this is the text of a QR: a card number is needed' };
    case 'not-a-card':
      return code.why === 'empty'
        ? { zh: '没有卡号', en: 'there is no card number' }
        : { zh: '不是卡号', en: 'this is no card number' };
    default:
      return unreachable(code);
  }
}
