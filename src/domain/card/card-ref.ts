import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import { hexOf } from '../base/id-text.ts';
import type { CardNumber } from './card-number.ts';

const CARD_REF_BYTES = 16;

/** 32 hexadecimal digits that stand for a card wherever its number must not be written. */
export const CardRefText = hexOf(CARD_REF_BYTES);
export type CardRef = z.infer<typeof CardRefText>;

/**
 * HMAC-SHA256 of the card number under the district's key (64 hexadecimal digits, given at enrolment),
 * cut to 128 bits. The same card has the same ref on every kiosk, so that the district can count its uses.
 */
export function cardRefOf(keyHex: string, cardNumber: CardNumber): CardRef {
  return bytesToHex(hmac(sha256, hexToBytes(keyHex), utf8ToBytes(cardNumber))).slice(0, 2 * CARD_REF_BYTES);
}
