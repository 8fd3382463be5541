import { CORRECTED, type FoundCode } from './found-code.ts';
import type { Point } from './picture/picture.ts';

/** Lines that cover this many times the height outweigh a few lines that say something else. */
const HEIGHT_RATIO_MIN = 3;

/** A text of bars with what speaks for it. */
interface Claim {
  readonly code: FoundCode;
  readonly isCard: boolean;
  /** How many readers say it. */
  readonly readers: number;
  /** How high the lines that say it lie one above the other, in pixels. */
  readonly height: number;
}

/**
 * Leaves out the texts that another text at the same place outweighs: the same bars cannot say two things. If dirt or
 * a fold changes the first bars of a label, several lines may agree on a wrong text whose check symbol fits by chance.
 * If neither text outweighs the other, both are left out. Codes with error correction always stay.
 */
export function withoutContradicted(
  codes: readonly FoundCode[],
  isCardNumber: (text: string) => boolean,
): FoundCode[] {
  const claims = codes.map((code): Claim => {
    const alike = codes.filter(({ text }) => text === code.text);
    return {
      code,
      isCard: isCardNumber(code.text),
      readers: new Set(alike.map(({ stage }) => stage)).size,
      height: Math.max(...alike.map(heightOf)),
    };
  });
  const isKept = (claim: Claim) =>
    claims.every((other) => !contradicts(claim.code, other.code) || outweighs(claim, other));
  return claims.filter(isKept).map(({ code }) => code);
}

/** The check character confirms a card number, so two card numbers are two cards. */
function outweighs(one: Claim, other: Claim): boolean {
  if (one.isCard || other.isCard) return one.isCard;
  if (one.readers !== other.readers) return one.readers > other.readers;
  return one.height >= HEIGHT_RATIO_MIN * other.height;
}

function contradicts(one: FoundCode, other: FoundCode): boolean {
  if (one.text === other.text || isCorrected(one) || isCorrected(other)) return false;
  return covers(one, middleOf(other)) || covers(other, middleOf(one));
}

export function isCorrected({ format }: FoundCode): boolean {
  return CORRECTED.includes(format);
}

function middleOf({ corners }: FoundCode): Point {
  const count = Math.max(1, corners.length);
  return {
    x: corners.reduce((sum, { x }) => sum + x, 0) / count,
    y: corners.reduce((sum, { y }) => sum + y, 0) / count,
  };
}

/** True if the place lies on the same side of all four sides. ZBar gives many points, so the box around them counts. */
export function covers(code: FoundCode, { x, y }: Point): boolean {
  const corners = cornersOf(code);
  const sides = corners.map((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    return (next.x - corner.x) * (y - corner.y) - (next.y - corner.y) * (x - corner.x);
  });
  // One line has no inside.
  const isFlat = sides.every((side) => side === 0);
  return !isFlat && (sides.every((side) => side >= 0) || sides.every((side) => side <= 0));
}

/** The length of the side that crosses the lines; for ZBar's box, the shorter side. */
function heightOf(code: FoundCode): number {
  const [topLeft, topRight, , bottomLeft] = cornersOf(code);
  if (topLeft === undefined || topRight === undefined || bottomLeft === undefined) return 0;
  const height = Math.hypot(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y);
  return code.stage === 'zbar'
    ? Math.min(height, Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y))
    : height;
}

function cornersOf({ corners, stage }: FoundCode): readonly Point[] {
  if (stage !== 'zbar' && corners.length === 4) return corners;
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}
