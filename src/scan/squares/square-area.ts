import { TILE, type TileField } from '../tile-field.ts';

/** An upright box of a picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Bars change the light one way only, a QR both ways. */
const COHERENCE_MAX = 0.62;
const ASPECT_MAX = 3;
/** A QR of 21 modules at 1.5 pixels. */
const SIDE_TILES_MIN = 4;
const FILL_MIN = 0.35;
/** The share of a tile's neighbourhood; less is the blank around the code. */
const OWN_SHARE_MIN = 0.2;
const MARGIN = 2 * TILE;
const GROUPS_MAX = 4096;

/** A noisy background joins everything on it, so the second look takes only what stands out well. */
const FLOOR_FACTORS = [1, 4];
/** If two boxes share more than this part of what they cover, one is enough. */
const SHARED_MAX = 0.6;

/** Boxes where the light changes often and in all directions: QR, print, and what looks like them; the likeliest first. */
export function squareAreas(field: TileField, areasMax: number): Box[] {
  const found = FLOOR_FACTORS.flatMap((factor) => candidatesAbove(field, field.floor * factor));
  const boxes: Box[] = [];
  for (const { box } of found.sort((left, right) => right.score - left.score)) {
    if (boxes.length === areasMax) break;
    if (boxes.every((other) => sharedOf(box, other) < SHARED_MAX)) boxes.push(box);
  }
  return boxes;
}

/** What two boxes have in common as a share of all that they cover. */
function sharedOf(one: Box, other: Box): number {
  const across = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const along = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  const shared = Math.max(0, across) * Math.max(0, along);
  return shared / (one.width * one.height + other.width * other.height - shared);
}

interface Candidate {
  readonly box: Box;
  readonly score: number;
}

function candidatesAbove(field: TileField, floor: number): Candidate[] {
  const { columns, rows, coherence, energy, ownEnergy } = field;
  const seen = new Uint8Array(columns * rows);
  const queue = new Int32Array(columns * rows);
  const found: Candidate[] = [];
  for (let seed = 0, groups = 0; seed < seen.length && groups < GROUPS_MAX; seed += 1) {
    if (seen[seed] === 1 || !isBusy(seed)) continue;
    groups += 1;
    const candidate = candidateOf(grown(seed));
    if (candidate !== null) found.push(candidate);
  }
  return found;

  function isBusy(tile: number): boolean {
    const around = energy[tile] ?? 0;
    return (
      around > floor &&
      (coherence[tile] ?? 0) < COHERENCE_MAX &&
      (ownEnergy[tile] ?? 0) > OWN_SHARE_MIN * around
    );
  }

  function grown(seed: number): Int32Array {
    let end = 0;
    queue[end++] = seed;
    seen[seed] = 1;
    for (let at = 0; at < end; at += 1) {
      const tile = queue[at] ?? 0;
      const column = tile % columns;
      for (const [along, down] of [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ] as const) {
        const next = tile + down * columns + along;
        const isBeside = column + along >= 0 && column + along < columns && next >= 0 && next < seen.length;
        if (!isBeside || seen[next] === 1 || !isBusy(next)) continue;
        seen[next] = 1;
        queue[end++] = next;
      }
    }
    return queue.slice(0, end);
  }

  function candidateOf(group: Int32Array): Candidate | null {
    let [left, top, right, bottom, sum] = [columns, rows, -1, -1, 0];
    for (const tile of group) {
      left = Math.min(left, tile % columns);
      right = Math.max(right, tile % columns);
      top = Math.min(top, Math.floor(tile / columns));
      bottom = Math.max(bottom, Math.floor(tile / columns));
      sum += energy[tile] ?? 0;
    }
    const [across, along] = [right - left + 1, bottom - top + 1];
    const [long, short] = [Math.max(across, along), Math.min(across, along)];
    const fill = group.length / (across * along);
    if (short < SIDE_TILES_MIN || long > ASPECT_MAX * short || fill < FILL_MIN) return null;
    return {
      box: {
        left: left * TILE + 1 - MARGIN,
        top: top * TILE + 1 - MARGIN,
        width: across * TILE + 2 * MARGIN,
        height: along * TILE + 2 * MARGIN,
      },
      score: Math.min(sum / group.length, 4000) * Math.min(group.length, 400) * fill * (short / long),
    };
  }
}
