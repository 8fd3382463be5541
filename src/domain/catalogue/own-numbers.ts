import { z } from 'zod';
import { ownNumberOf } from '../journal/own-number.ts';

const LAST_MAX = 99_999_999;

export interface NumberRange {
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
}

/** Numbers of one length, from the first to the last: `{ prefix: 'QT', first: 1, last: 9999 }` begins with `QT0001`. */
const NumberRange = z
  .strictObject({
    prefix: z.string().regex(/^[A-Z]{0,8}$/),
    first: z.int().min(0).max(LAST_MAX),
    last: z.int().min(1).max(LAST_MAX),
  })
  .refine(({ first, last }) => first < last, { error: 'first is not before last' })
  .refine((range) => ownNumberOf(numberAt(range, range.last)) !== null, {
    error: 'the numbers are those of cards or too short',
  });

/** The venue's own card numbers (专属卡号): each sale of the pass has one. */
export const OwnNumbers = z.strictObject({
  /** The numbers that the venue has for this. Without a range, or past its end, the clerk types the number. */
  range: NumberRange.optional(),
  /** False if the number alone lets nobody in: the person buys tickets or another pass. */
  admits: z.boolean(),
});

/** A kiosk begins in a part of the range that follows from its name, so that two without a line seldom meet. */
const PARTS = 50;

/** As many numbers are looked up at once. */
const PIECE = 100;

/**
 * The numbers of the range in pieces, in the order in which this kiosk gives them: from its own part to the end, and then
 * from the beginning. Within a piece they are in the order of texts.
 */
export function* piecesOf(range: NumberRange, kiosk: string | null): Generator<readonly string[]> {
  const { first, last } = range;
  const start = first + Math.floor((partOf(kiosk ?? '') * (last - first + 1)) / PARTS);
  yield* piecesBetween(range, start, last);
  yield* piecesBetween(range, first, start - 1);
}

function* piecesBetween(range: NumberRange, first: number, last: number): Generator<readonly string[]> {
  for (let from = first; from <= last; from += PIECE) {
    const length = Math.min(PIECE, last - from + 1);
    yield Array.from({ length }, (_, place) => numberAt(range, from + place));
  }
}

/** True if the number is one of the range. */
export function isInRange(range: NumberRange, number: string): boolean {
  const [first, last] = [numberAt(range, range.first), numberAt(range, range.last)];
  return number.length === last.length && first <= number && number <= last;
}

function numberAt({ prefix, last }: Pick<NumberRange, 'prefix' | 'last'>, value: number): string {
  return `${prefix}${String(value).padStart(String(last).length, '0')}`;
}

function partOf(kiosk: string): number {
  let sum = 0;
  for (const character of kiosk) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % PARTS;
  return sum;
}
