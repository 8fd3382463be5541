import { isCardNumber } from './agreement.ts';
import { barAreas } from './bar-area.ts';
import type { BarArea } from './bar-area-fit.ts';
import type { FoundCode } from './found-code.ts';
import type { GreyPicture, Point } from './picture.ts';
import { type SoftOptions, type SoftReading, softReadingOf } from './soft-bars.ts';
import { type Strip, stripOf } from './strip.ts';
import type { TileField } from './tile-field.ts';
import { upright } from './upright.ts';

export interface BarOptions {
  /** Stretches of bars looked at, the most promising first. */
  readonly areasMax: number;
  /** Bars brighter than their paper, too. */
  readonly inverted: boolean;
  /** Ten times the work on bars whose edges say nothing. */
  readonly blurred: boolean;
  /** Divides stretches at narrow blanks: for a code on a striped ground. */
  readonly apart: boolean;
  /** One code is enough: what is less promising is not looked at. */
  readonly firstOnly: boolean;
  /** Where a code was a moment ago: bars beside it are looked at first. */
  readonly near: Point | null;
  /** Stretches that have been looked at in this way already. */
  readonly tried: readonly BarArea[];
}

/** Dark bars that are clear to see, as many as there are. */
export const ALL_BARS: BarOptions = {
  areasMax: 6,
  inverted: false,
  blurred: false,
  apart: false,
  firstOnly: false,
  near: null,
  tried: [],
};

export interface BarFindings {
  readonly codes: readonly FoundCode[];
  /** The most promising stretch made upright, for a technician to look at; null where there is none. */
  readonly strip: Strip | null;
  readonly areas: readonly BarArea[];
}

/** Rows of a strip: their mean is read first, halves of them bear it out. */
const ROWS = 4;
const LINES_PER_ROW = 4;

/** Finds bars, makes them upright and reads each stretch as a whole. */
export function readBars(grey: GreyPicture, field: TileField, options: BarOptions): BarFindings {
  const { inverted, blurred } = options;
  const found = barAreas(field, options).filter(
    (area) => !options.tried.some((other) => isSame(area, other)),
  );
  const areas = nearestFirst(found, options.near);
  let first: Strip | null = null;
  const codes: FoundCode[] = [];
  for (const area of areas) {
    const strip = stripOf(grey, upright(grey, area), { rowCount: ROWS, linesPerRow: LINES_PER_ROW });
    first ??= strip;
    const reading =
      agreedReading(strip, { inverted: false, blurred }) ??
      (inverted ? agreedReading(strip, { inverted: true, blurred }) : null);
    if (reading === null) continue;
    codes.push(foundIn(strip, area, reading));
    first = strip;
    if (options.firstOnly) break;
  }
  return { codes, strip: first, areas };
}

/** Stretches that differ by less than this, in pixels, have the same strip. */
const SAME_PIXELS = 4;

function isSame(one: BarArea, other: BarArea): boolean {
  const apart = [
    one.centre.x - other.centre.x,
    one.centre.y - other.centre.y,
    one.from - other.from,
    one.to - other.to,
    one.halfHeight - other.halfHeight,
  ];
  return apart.every((pixels) => Math.abs(pixels) < SAME_PIXELS);
}

/** A hand moves a card by so many pixels from one frame to the next. */
const NEAR_PIXELS = 90;

function nearestFirst(areas: readonly BarArea[], near: Point | null): BarArea[] {
  if (near === null) return [...areas];
  const isNear = ({ centre }: BarArea) => Math.hypot(centre.x - near.x, centre.y - near.y) < NEAR_PIXELS;
  return [...areas.filter(isNear), ...areas.filter((area) => !isNear(area))];
}

/** A card number's check character makes a second witness; any other text needs one. */
const MISS_MAX_CARD = 0.11;
const MISS_MAX = 0.06;
const RIVAL_RATIO_MIN_CARD = 1.2;
const RIVAL_RATIO_MIN = 1.4;

/** What a strip says, where that is beyond doubt; null otherwise. */
function agreedReading(strip: Strip, options: SoftOptions): SoftReading | null {
  const reading = softReadingOf(meanOf(strip.rows), options);
  if (reading === null) return null;
  const { miss, rivalMiss } = reading.match;
  if (isCardNumber(reading.text)) {
    return miss < MISS_MAX_CARD && rivalMiss > miss * RIVAL_RATIO_MIN_CARD ? reading : null;
  }
  if (miss > MISS_MAX || rivalMiss < miss * RIVAL_RATIO_MIN) return null;
  const half = strip.rows.length / 2;
  const witnesses = [strip.rows.slice(0, half), strip.rows.slice(half)].map((rows) =>
    softReadingOf(meanOf(rows), options),
  );
  const isBorneOut = witnesses.some((witness) => witness?.text === reading.text);
  const isDenied = witnesses.some(
    (witness) => witness !== null && witness.text !== reading.text && witness.match.miss < MISS_MAX_CARD,
  );
  return isBorneOut && !isDenied ? reading : null;
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let at = 0; at < mean.length; at += 1) mean[at] = (mean[at] ?? 0) + (row[at] ?? 0) / rows.length;
  }
  return mean;
}

function foundIn(strip: Strip, area: BarArea, { text, from, to }: SoftReading): FoundCode {
  const start = strip.at(from);
  const end = strip.at(to);
  const away = { x: -area.along.y * area.halfHeight, y: area.along.x * area.halfHeight };
  const corners = [
    { x: start.x - away.x, y: start.y - away.y },
    { x: end.x - away.x, y: end.y - away.y },
    { x: end.x + away.x, y: end.y + away.y },
    { x: start.x + away.x, y: start.y + away.y },
  ];
  return { text, format: 'Code128', corners, stage: 'strip' };
}
