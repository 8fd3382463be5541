import { DAY_MS } from '../../domain/base/duration.ts';
import type { WallDate } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { CardStatus } from '../../domain/card/card-record.ts';
import type { NamedFamilyMember, RosterChange, RosterRecord } from '../../domain/card/roster-record.ts';
import { NUMBER_BYTES } from './roster-hash.ts';

/**
 * The facts of a card in 26 bytes: number (16), status (1), first and last valid day (3 each), size of the
 * family (1), and which of it are spouses (2).
 */
export const FACT_BYTES = 26;
/** A card that a change takes off the roster: a number and nothing else. */
const REMOVED = 0xff;

const STATUS_AT = NUMBER_BYTES;
const FROM_AT = STATUS_AT + 1;
const UNTIL_AT = FROM_AT + 3;
const FAMILY_AT = UNTIL_AT + 3;
const SPOUSES_AT = FAMILY_AT + 1;

const STATUSES = CardStatus.options;
/** Days from the first of the year 0, so that no day of a four-digit year is negative. */
const DAYS_BEFORE_1970 = 719_528;
/** Cards share some hundreds of days. A roster whose cards share none must not fill the memory. */
const DAYS_HELD_MAX = 10_000;

/** Writes the facts of a change, without the names. */
export function writeFacts(bytes: Uint8Array, offset: number, change: RosterChange): void {
  bytes.fill(0, offset, offset + FACT_BYTES);
  if (change.kind === 'remove') {
    writeNumber(bytes, offset, change.cardNumber);
    bytes[offset + STATUS_AT] = REMOVED;
    return;
  }
  const { record } = change;
  writeNumber(bytes, offset, record.cardNumber);
  bytes[offset + STATUS_AT] = STATUSES.indexOf(record.status);
  writeDay(bytes, offset + FROM_AT, record.validFrom);
  writeDay(bytes, offset + UNTIL_AT, record.validUntil);
  let spouses = 0;
  for (let member = 0; member < record.family.length; member += 1) {
    if (record.family[member]?.relation === 'spouse') spouses |= 1 << member;
  }
  bytes[offset + FAMILY_AT] = record.family.length;
  bytes[offset + SPOUSES_AT] = spouses & 0xff;
  bytes[offset + SPOUSES_AT + 1] = spouses >>> 8;
}

/** ASCII, filled up with zeros. Throws for a longer number, which no card has. */
export function writeNumber(bytes: Uint8Array, offset: number, cardNumber: CardNumber): void {
  if (cardNumber.length > NUMBER_BYTES) throw new RangeError('a card number has at most 16 characters');
  for (let at = 0; at < cardNumber.length; at += 1) bytes[offset + at] = cardNumber.charCodeAt(at);
}

export function isRemoved(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset + STATUS_AT] === REMOVED;
}

/** How many names belong to a row: the holder's and the spouses'; none for a removed card. */
export function namesIn(bytes: Uint8Array, offset: number): number {
  if (isRemoved(bytes, offset)) return 0;
  let names = 1;
  for (let spouses = spousesAt(bytes, offset); spouses > 0; spouses &= spouses - 1) names += 1;
  return names;
}

/** A record from its facts and its names in order; without names each of them is null. */
export function readFacts(
  bytes: Uint8Array,
  offset: number,
  cardNumber: CardNumber,
): Omit<RosterRecord, 'name' | 'family'> & { readonly family: readonly NamedFamilyMember['relation'][] } {
  const spouses = spousesAt(bytes, offset);
  const family = Array.from({ length: byteAt(bytes, offset + FAMILY_AT) }, (_, member) =>
    (spouses >>> member) & 1 ? ('spouse' as const) : ('child' as const),
  );
  return {
    cardNumber,
    status: STATUSES[byteAt(bytes, offset + STATUS_AT)] ?? 'revoked',
    validFrom: readDay(bytes, offset + FROM_AT),
    validUntil: readDay(bytes, offset + UNTIL_AT),
    family,
  };
}

/** True if both rows are of one card. */
export function isSameNumber(
  left: Uint8Array,
  leftOffset: number,
  right: Uint8Array,
  rightOffset: number,
): boolean {
  for (let at = NUMBER_BYTES - 1; at >= 0; at -= 1) {
    if (left[leftOffset + at] !== right[rightOffset + at]) return false;
  }
  return true;
}

function spousesAt(bytes: Uint8Array, offset: number): number {
  return byteAt(bytes, offset + SPOUSES_AT) | (byteAt(bytes, offset + SPOUSES_AT + 1) << 8);
}

const dayNumbers = new Map<WallDate, number>();
const dayTexts = new Map<number, WallDate>();

function writeDay(bytes: Uint8Array, offset: number, date: WallDate): void {
  let day = dayNumbers.get(date);
  if (day === undefined) {
    day = Date.parse(date) / DAY_MS + DAYS_BEFORE_1970;
    if (dayNumbers.size >= DAYS_HELD_MAX) dayNumbers.clear();
    dayNumbers.set(date, day);
  }
  bytes[offset] = day & 0xff;
  bytes[offset + 1] = (day >>> 8) & 0xff;
  bytes[offset + 2] = day >>> 16;
}

function readDay(bytes: Uint8Array, offset: number): WallDate {
  const day = byteAt(bytes, offset) | (byteAt(bytes, offset + 1) << 8) | (byteAt(bytes, offset + 2) << 16);
  let text = dayTexts.get(day);
  if (text === undefined) {
    text = new Date((day - DAYS_BEFORE_1970) * DAY_MS).toISOString().slice(0, 10);
    if (dayTexts.size >= DAYS_HELD_MAX) dayTexts.clear();
    dayTexts.set(day, text);
  }
  return text;
}

function byteAt(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? 0;
}
