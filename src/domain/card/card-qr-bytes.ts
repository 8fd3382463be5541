import { DAY_MS } from '../base/duration.ts';
import type { WallDate } from '../base/wall-time.ts';
import { type CardNumber, cardNumberOf } from './card-number.ts';

/** What a signed QR says of a card. It names nobody. */
export interface CardClaim {
  readonly cardNumber: CardNumber;
  /** Running number of what the district has issued; another print of the same card has another one. */
  readonly issueSerial: number;
  /** The talent tier that the district gave, 0 for none; carried, and decides nothing here. */
  readonly tier: number;
  /** First and last valid day. */
  readonly validFrom: WallDate;
  readonly validUntil: WallDate;
}

/** The signed part of a QR: who signed how, and the claim. */
export interface CardQrHead {
  readonly algorithm: number;
  /** Number of the key: `card-7` in the list of keys is 7. */
  readonly keyNumber: number;
  readonly claim: CardClaim;
}

/** Format 1 | algorithm | key number 2 | card number 10 | issue serial 4 | tier | from 2 | until 2. */
export const HEAD_BYTES = 23;
const FORMAT = 1;
const AT = {
  algorithm: 1,
  keyNumber: 2,
  cardNumber: 4,
  issueSerial: 14,
  tier: 18,
  from: 19,
  until: 21,
} as const;
const CARD_NUMBER_BYTES = 10;

const UINT16_MAX = 0xffff;
const UINT32_MAX = 0xffff_ffff;
/** Days are counted from here; 16 bits reach into the year 2199. */
const DAY_ZERO_MS = Date.UTC(2020, 0, 1);

/** Digits of a body in bijective base 36, so that each body has one number and leading zeros count. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BASE = 36n;
const BODY_LENGTH_MIN = 7;
const BODY_LENGTH_MAX = 15;

/** Throws `RangeError` for what has no room: these are made by an office, not read from outside. */
export function bytesOfHead({ algorithm, keyNumber, claim }: CardQrHead): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, FORMAT);
  view.setUint8(AT.algorithm, within(algorithm, 0xff));
  view.setUint16(AT.keyNumber, within(keyNumber, UINT16_MAX));
  writeBody(bytes, claim.cardNumber.slice(0, -1));
  view.setUint32(AT.issueSerial, within(claim.issueSerial, UINT32_MAX));
  view.setUint8(AT.tier, within(claim.tier, 0xff));
  view.setUint16(AT.from, dayOf(claim.validFrom));
  view.setUint16(AT.until, dayOf(claim.validUntil));
  if (claim.validFrom > claim.validUntil) throw new RangeError('a card cannot end before it begins');
  return bytes;
}

/** The head of `HEAD_BYTES` bytes or more, or null for what `bytesOfHead` never writes. Never throws. */
export function headOf(bytes: Uint8Array): CardQrHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== FORMAT) return null;
  const cardNumber = cardNumberIn(bytes);
  const from = view.getUint16(AT.from);
  const until = view.getUint16(AT.until);
  if (cardNumber === null || from > until) return null;
  return {
    algorithm: view.getUint8(AT.algorithm),
    keyNumber: view.getUint16(AT.keyNumber),
    claim: {
      cardNumber,
      issueSerial: view.getUint32(AT.issueSerial),
      tier: view.getUint8(AT.tier),
      validFrom: dateOf(from),
      validUntil: dateOf(until),
    },
  };
}

function writeBody(bytes: Uint8Array, body: string): void {
  let value = 0n;
  for (const digit of body) value = value * BASE + BigInt(DIGITS.indexOf(digit) + 1);
  for (let index = AT.cardNumber + CARD_NUMBER_BYTES - 1; index >= AT.cardNumber; index -= 1) {
    bytes[index] = Number(value & 0xffn);
    value >>= 8n;
  }
}

/** The check character is not carried: it follows from the body. */
function cardNumberIn(bytes: Uint8Array): CardNumber | null {
  let value = 0n;
  for (const byte of bytes.subarray(AT.cardNumber, AT.cardNumber + CARD_NUMBER_BYTES)) {
    value = (value << 8n) | BigInt(byte);
  }
  let body = '';
  while (value > 0n && body.length <= BODY_LENGTH_MAX) {
    const digit = (value - 1n) % BASE;
    body = DIGITS.charAt(Number(digit)) + body;
    value = (value - 1n - digit) / BASE;
  }
  return body.length < BODY_LENGTH_MIN || body.length > BODY_LENGTH_MAX ? null : cardNumberOf(body);
}

function dayOf(date: WallDate): number {
  return within((Date.parse(`${date}T00:00Z`) - DAY_ZERO_MS) / DAY_MS, UINT16_MAX);
}

function dateOf(day: number): WallDate {
  return new Date(DAY_ZERO_MS + day * DAY_MS).toISOString().slice(0, 10);
}

function within(value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new RangeError(`${value} does not fit into a signed QR (0 to ${max})`);
}
