import type { Text } from '../../domain/base/text.ts';
import { type CardNumber, cardNumberOf } from '../../domain/card/card-number.ts';

/** A card that a newcomer can hold in front of the scanner. */
export interface ShowcaseCard {
  readonly cardNumber: CardNumber;
  readonly code: 'code128' | 'qr';
  /** What its QR says where that is more than the number. */
  readonly qrText?: string;
  readonly title: Text;
}

const SEQUENCE_DIGITS = 4;

/** The number of the n-th demo card, from 1: it says TEST, so that none is taken for a real one. */
export function demoCardNumber(n: number): CardNumber {
  return cardNumberOf(`LWTEST${String(n).padStart(SEQUENCE_DIGITS, '0')}`);
}

/** Never in the roster, though its check character is right. */
const UNKNOWN_CARD = demoCardNumber(9999);

/** One card of every situation of the roster; `cards.ts` holds what it says of them. */
export const demoCards: readonly ShowcaseCard[] = [
  {
    cardNumber: demoCardNumber(1),
    code: 'code128',
    title: { zh: '有配偶和两个孩子', en: 'Spouse and two children' },
  },
  { cardNumber: demoCardNumber(2), code: 'qr', title: { zh: '持卡人单人', en: 'Holder alone' } },
  {
    cardNumber: demoCardNumber(3),
    code: 'code128',
    title: { zh: '有配偶', en: 'With spouse' },
  },
  {
    cardNumber: demoCardNumber(4),
    code: 'qr',
    title: { zh: '有一个孩子', en: 'With one child' },
  },
  { cardNumber: demoCardNumber(5), code: 'code128', title: { zh: '已过期', en: 'Expired' } },
  { cardNumber: demoCardNumber(6), code: 'code128', title: { zh: '尚未生效', en: 'Not yet valid' } },
  { cardNumber: demoCardNumber(7), code: 'qr', title: { zh: '已暂停', en: 'Suspended' } },
  { cardNumber: demoCardNumber(8), code: 'code128', title: { zh: '已挂失', en: 'Reported lost' } },
  { cardNumber: demoCardNumber(9), code: 'code128', title: { zh: '已撤销', en: 'Revoked' } },
  { cardNumber: demoCardNumber(10), code: 'qr', title: { zh: '已换发新卡', en: 'Replaced' } },
  { cardNumber: UNKNOWN_CARD, code: 'code128', title: { zh: '名册中没有', en: 'Not on the list' } },
];
