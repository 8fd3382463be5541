import type { TileField } from '../tile-field.ts';
import { type BarArea, fittedArea } from './bar-area-fit.ts';

/** How much more the light changes across bars than along them: 1 is bars alone, 0 a QR or noise. */
const COHERENCE_MIN = 0.42;
/** Neighbouring tiles of one code differ by less than this, perspective included; in doubled angle. */
const TURN_COSINE_MIN = Math.cos((2 * 18 * Math.PI) / 180);
const TURN_COSINE_MIN_APART = Math.cos((2 * 7 * Math.PI) / 180);
const AREAS_MAX = 64;
/** A tile with less of its neighbourhood's energy than this is a blank between two things. */
const OWN_SHARE_MIN = 0.35;

export interface AreaOptions {
  readonly areasMax: number;
  /** Keeps apart what only a narrow blank divides: a code on a striped ground. Cuts some codes in two. */
  readonly apart: boolean;
}

/**
 * Stretches of the picture where the light changes in one direction only and often: bars, and what looks
 * like them. The most promising first.
 */
export function barAreas(field: TileField, { areasMax, apart }: AreaOptions): BarArea[] {
  const { columns, rows, coherence, energy, ownEnergy, floor } = field;
  const group = new Int32Array(columns * rows).fill(-1);
  const areas: BarArea[] = [];
  const queue = new Int32Array(columns * rows);
  for (let seed = 0; seed < group.length && areas.length < AREAS_MAX; seed += 1) {
    if (group[seed] !== -1 || !isBars(seed)) continue;
    const members = grown(seed);
    const area = fittedArea(field, members);
    if (area !== null) areas.push(area);
  }
  return areas.sort((left, right) => right.score - left.score).slice(0, areasMax);

  function isBars(tile: number): boolean {
    const isOwn = !apart || (ownEnergy[tile] ?? 0) > Math.max(floor, (energy[tile] ?? 0) * OWN_SHARE_MIN);
    return isOwn && (coherence[tile] ?? 0) > COHERENCE_MIN && (energy[tile] ?? 0) > floor;
  }

  function grown(seed: number): Int32Array {
    let end = 0;
    queue[end++] = seed;
    group[seed] = seed;
    for (let at = 0; at < end; at += 1) {
      const tile = queue[at] ?? 0;
      const column = tile % columns;
      for (let down = -1; down <= 1; down += 1) {
        for (let along = -1; along <= 1; along += 1) {
          const next = tile + down * columns + along;
          const isBeside =
            column + along >= 0 && column + along < columns && next >= 0 && next < group.length;
          if (!isBeside || group[next] !== -1 || !isBars(next) || !isAlike(tile, next)) continue;
          group[next] = seed;
          queue[end++] = next;
        }
      }
    }
    return queue.slice(0, end);
  }

  function isAlike(left: number, right: number): boolean {
    const cosine =
      (field.doubleCosine[left] ?? 0) * (field.doubleCosine[right] ?? 0) +
      (field.doubleSine[left] ?? 0) * (field.doubleSine[right] ?? 0);
    return cosine > (apart ? TURN_COSINE_MIN_APART : TURN_COSINE_MIN);
  }
}
