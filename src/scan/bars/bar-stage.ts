import { agreed } from '../agreement.ts';
import { covers } from '../contradiction.ts';
import type { FoundCode } from '../found-code.ts';
import type { GreyPicture, Point } from '../picture/picture.ts';
import { upright } from '../picture/upright.ts';
import type { ZxingReader } from '../readers/zxing-reader.ts';
import type { TileField } from '../tile-field.ts';
import { barAreas } from './bar-area.ts';
import type { BarArea } from './bar-area-fit.ts';
import { type Strip, stripOf } from './strip.ts';
import { agreedReading, bandReading, type StripReading } from './strip-agreement.ts';
import { readUprightRows } from './upright-rows.ts';

export interface BarOptions {
  /** How many stretches of bars are looked at, the most promising first. */
  readonly areasMax: number;
  /** This many of the most promising are left out: another frame looks at them. */
  readonly areasSkipped: number;
  /** Bars brighter than their paper, too. */
  readonly inverted: boolean;
  /** Does ten times the work on bars whose edges cannot be read. */
  readonly blurred: boolean;
  /** Divides stretches at narrow blanks: for a code on a striped ground. */
  readonly apart: boolean;
  /** One code is enough: what is less promising is not looked at. */
  readonly firstOnly: boolean;
  /** Where a code was a moment ago: bars near it are looked at first. */
  readonly near: Point | null;
  /** Stretches that have been looked at in this way already. */
  readonly tried: readonly BarArea[];
  /** Codes that leave no doubt: bars on them are not looked at. */
  readonly known: readonly FoundCode[];
}

/** Dark bars that are clear to see, as many as there are. */
export const ALL_BARS: BarOptions = {
  areasMax: 6,
  areasSkipped: 0,
  inverted: false,
  blurred: false,
  apart: false,
  firstOnly: false,
  near: null,
  tried: [],
  known: [],
};

export interface BarsFound {
  readonly codes: readonly FoundCode[];
  /** The most promising stretch made upright, for a technician to look at; null if there is none. */
  readonly strip: Strip | null;
  readonly areas: readonly BarArea[];
}

/** Rows of a strip: their mean is read first, halves of them confirm it. */
const ROWS = 4;
const LINES_PER_ROW = 4;

/** Finds bars, makes them upright and reads each stretch as a whole, and row by row if that gives nothing. */
export function readBars(
  grey: GreyPicture,
  field: TileField,
  { zxing = null, ...options }: BarOptions & { readonly zxing?: ZxingReader | null },
): BarsFound {
  const { inverted, blurred } = options;
  const areasMax = options.areasMax + options.areasSkipped;
  const candidates = barAreas(field, { areasMax, apart: options.apart }).filter(
    (area) =>
      !options.tried.some((other) => isSame(area, other)) &&
      !options.known.some((code) => covers(code, area.centre)),
  );
  const areas = nearestFirst(candidates, options.near).slice(options.areasSkipped);
  let first: Strip | null = null;
  const codes: FoundCode[] = [];
  for (const area of areas) {
    const uprightArea = upright(grey, area);
    const strip = stripOf(grey, uprightArea, { rowCount: ROWS, linesPerRow: LINES_PER_ROW });
    first ??= strip;
    const reading =
      agreedReading(strip, { inverted: false, blurred }) ??
      (inverted ? agreedReading(strip, { inverted: true, blurred }) : null) ??
      (blurred && area.halfHeight > TALL_PIXELS ? bandReading(bandsOf(grey, area)) : null);
    const own = reading === null ? [] : [foundIn(strip, area, reading)];
    const isTold = agreed(own).length > 0;
    const found = isTold || zxing === null ? own : [...own, ...readUprightRows(grey, uprightArea, zxing)];
    codes.push(...found);
    if (found.length > 0) first = strip;
    if (options.firstOnly && agreed(found).length > 0) break;
  }
  return { codes, strip: first, areas };
}

/** Bars so tall, in half, are wider at one side than at the other on a tilted card. */
const TALL_PIXELS = 24;
const BANDS = 8;

function bandsOf(grey: GreyPicture, area: BarArea): Strip {
  return stripOf(grey, upright(grey, area), { rowCount: BANDS, linesPerRow: LINES_PER_ROW });
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

/** A hand moves a card by this many pixels from one frame to the next. */
const NEAR_PIXELS = 90;

function nearestFirst(areas: readonly BarArea[], near: Point | null): BarArea[] {
  if (near === null) return [...areas];
  const isNear = ({ centre }: BarArea) => Math.hypot(centre.x - near.x, centre.y - near.y) < NEAR_PIXELS;
  return [...areas.filter(isNear), ...areas.filter((area) => !isNear(area))];
}

function foundIn(strip: Strip, area: BarArea, { text, from, to, isBorneOut }: StripReading): FoundCode {
  const start = strip.at(from);
  const end = strip.at(to);
  const away = { x: -area.along.y * area.halfHeight, y: area.along.x * area.halfHeight };
  const corners = [
    { x: start.x - away.x, y: start.y - away.y },
    { x: end.x - away.x, y: end.y - away.y },
    { x: end.x + away.x, y: end.y + away.y },
    { x: start.x + away.x, y: start.y + away.y },
  ];
  return { text, format: 'Code128', corners, stage: 'strip', isBorneOut };
}
