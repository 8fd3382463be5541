import type { Point } from '../picture/picture.ts';
import { TILE, type TileField } from '../tile-field.ts';

/** A parallelogram of bars, in pixels. */
export interface BarArea {
  readonly centre: Point;
  /** Along the code, from its first bar to its last (or back: nothing tells yet); length 1. */
  readonly along: Point;
  /** From the centre to either end. */
  readonly from: number;
  readonly to: number;
  /** How far the bars lean: pixels along for each pixel at right angles to it, at the centre. */
  readonly lean: number;
  /** By how much that lean grows for each pixel along the code. */
  readonly leanGrowth: number;
  /** Half of the bars' height, at right angles to `along`. */
  readonly halfHeight: number;
  readonly score: number;
}

const TILES_MIN = 8;
/** The shortest Code 128 worth reading, at 1.2 pixels a module. */
const LENGTH_MIN = 60;
const HEIGHT_MIN = 6;

/** The parallelogram that these tiles make; null if they make none that could be a code. */
export function fittedArea(field: TileField, tiles: Int32Array): BarArea | null {
  if (tiles.length < TILES_MIN) return null;
  const { cosine, sine, x, y, energy } = meanOf(field, tiles);
  // Doubled angles have two halves; which one does not matter.
  const across = Math.atan2(sine, cosine) / 2;
  const ux = Math.cos(across);
  const uy = Math.sin(across);
  const fit = { uu: 0, uv: 0, vv: 0, turn: 0, weight: 0 };
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const tile of tiles) {
    const dx = centreX(field, tile) - x;
    const dy = centreY(field, tile) - y;
    const u = dx * ux + dy * uy;
    const v = dy * ux - dx * uy;
    fit.uu += u * u;
    fit.uv += u * v;
    fit.vv += v * v;
    fit.turn += u * turnFrom(field, tile, cosine, sine);
    from = Math.min(from, u);
    to = Math.max(to, u);
  }
  if (to - from + TILE < LENGTH_MIN) return null;
  const slope = fit.uv / fit.uu;
  const spread = Math.sqrt(Math.max(0, fit.vv - slope * fit.uv) / tiles.length);
  // A band of even width deviates by its width over the root of twelve.
  const halfHeight = spread * Math.sqrt(3);
  if (halfHeight * 2 + TILE < HEIGHT_MIN) return null;
  const stretch = Math.hypot(1, slope);
  const length = (to - from) * stretch;
  return {
    centre: { x, y },
    along: { x: (ux - slope * uy) / stretch, y: (uy + slope * ux) / stretch },
    from: (from - TILE) * stretch,
    to: (to + TILE) * stretch,
    // The bars stand upright on the light's direction, not on the code's own.
    lean: slope,
    leanGrowth: -(fit.turn / fit.uu / stretch) * (1 + slope * slope),
    halfHeight: Math.max(halfHeight, TILE / 2) / stretch,
    score:
      Math.min(energy, 3000) *
      Math.min(length, 600) *
      Math.min(1, halfHeight / 12) *
      filling(tiles, length, halfHeight),
  };
}

/** How much of the parallelogram its tiles cover: bars fill it, a crooked chain of edges does not. */
function filling(tiles: Int32Array, length: number, halfHeight: number): number {
  const covered = tiles.length * TILE * TILE;
  return Math.min(1, covered / ((length + TILE) * (halfHeight * 2 + TILE)));
}

function meanOf(field: TileField, tiles: Int32Array) {
  let cosine = 0;
  let sine = 0;
  let x = 0;
  let y = 0;
  let energy = 0;
  for (const tile of tiles) {
    const weight = field.energy[tile] ?? 0;
    cosine += weight * (field.doubleCosine[tile] ?? 0);
    sine += weight * (field.doubleSine[tile] ?? 0);
    x += centreX(field, tile);
    y += centreY(field, tile);
    energy += weight;
  }
  const length = Math.hypot(cosine, sine) || 1;
  const count = tiles.length;
  return { cosine: cosine / length, sine: sine / length, x: x / count, y: y / count, energy: energy / count };
}

/** How far a tile's direction is turned from the mean one. */
function turnFrom(field: TileField, tile: number, cosine: number, sine: number): number {
  const own = { x: field.doubleCosine[tile] ?? 0, y: field.doubleSine[tile] ?? 0 };
  return Math.atan2(own.y * cosine - own.x * sine, own.x * cosine + own.y * sine) / 2;
}

function centreX(field: TileField, tile: number): number {
  return (tile % field.columns) * TILE + 1 + TILE / 2;
}

function centreY(field: TileField, tile: number): number {
  return Math.floor(tile / field.columns) * TILE + 1 + TILE / 2;
}
