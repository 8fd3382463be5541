import type { GreyPicture } from './picture/picture.ts';

/** Pixels of a tile's side: a few modules of a small code. */
export const TILE = 8;
/** Below this a change of light is the sensor's noise, whatever the rest of the picture. */
const ENERGY_MIN = 40;

/** For each tile, which way the light changes (the structure tensor, smoothed over its neighbours). */
export interface TileField {
  readonly columns: number;
  readonly rows: number;
  /** Mean square of the change of light. */
  readonly energy: Float32Array;
  /** 0: the light changes as much one way as across it; 1: one way only. */
  readonly coherence: Float32Array;
  /** Direction of the change, doubled, so that opposite directions are one. */
  readonly doubleCosine: Float32Array;
  readonly doubleSine: Float32Array;
  /** The same as `energy` of each tile alone. */
  readonly ownEnergy: Float32Array;
  /** Tiles with less energy are background. */
  readonly floor: number;
}

/** Looks at every second pixel of every second row, which is enough for directions. */
export function tileFieldOf(grey: GreyPicture): TileField {
  const columns = Math.max(0, Math.floor((grey.width - 2) / TILE));
  const rows = Math.max(0, Math.floor((grey.height - 2) / TILE));
  const count = columns * rows;
  const sums = { xx: new Float32Array(count), yy: new Float32Array(count), xy: new Float32Array(count) };
  if (count > 0) addGradients(grey, { columns, rows, ...sums });
  const xx = smoothed(sums.xx, columns, rows);
  const yy = smoothed(sums.yy, columns, rows);
  const xy = smoothed(sums.xy, columns, rows);
  const energy = new Float32Array(count);
  const ownEnergy = sums.xx.map((value, tile) => value + (sums.yy[tile] ?? 0));
  const coherence = new Float32Array(count);
  const doubleCosine = new Float32Array(count);
  const doubleSine = new Float32Array(count);
  for (let tile = 0; tile < count; tile += 1) {
    const sum = (xx[tile] ?? 0) + (yy[tile] ?? 0);
    const difference = (xx[tile] ?? 0) - (yy[tile] ?? 0);
    const twice = 2 * (xy[tile] ?? 0);
    const length = Math.sqrt(difference * difference + twice * twice);
    energy[tile] = sum;
    coherence[tile] = sum > 0 ? length / sum : 0;
    doubleCosine[tile] = length > 0 ? difference / length : 1;
    doubleSine[tile] = length > 0 ? twice / length : 0;
  }
  return { columns, rows, energy, ownEnergy, coherence, doubleCosine, doubleSine, floor: floorOf(energy) };
}

interface Sums {
  readonly columns: number;
  readonly rows: number;
  readonly xx: Float32Array;
  readonly yy: Float32Array;
  readonly xy: Float32Array;
}

function addGradients({ data, width }: GreyPicture, { columns, rows, xx, yy, xy }: Sums): void {
  const looks = (TILE / 2) * (TILE / 2);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sumXx = 0;
      let sumYy = 0;
      let sumXy = 0;
      for (let down = 0; down < TILE; down += 2) {
        let at = (row * TILE + down + 1) * width + column * TILE + 1 + ((down >> 1) & 1);
        for (let along = 0; along < TILE; along += 2, at += 2) {
          const x = (data[at + 1] ?? 0) - (data[at - 1] ?? 0);
          const y = (data[at + width] ?? 0) - (data[at - width] ?? 0);
          sumXx += x * x;
          sumYy += y * y;
          sumXy += x * y;
        }
      }
      const tile = row * columns + column;
      xx[tile] = sumXx / looks;
      yy[tile] = sumYy / looks;
      xy[tile] = sumXy / looks;
    }
  }
}

/** Mean of each tile and its eight neighbours. */
function smoothed(values: Float32Array, columns: number, rows: number): Float32Array {
  const across = new Float32Array(values.length);
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const left = column > 0 ? at - 1 : at;
      const right = column < columns - 1 ? at + 1 : at;
      across[at] = (values[left] ?? 0) + (values[at] ?? 0) + (values[right] ?? 0);
    }
  }
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const above = row > 0 ? at - columns : at;
      const below = row < rows - 1 ? at + columns : at;
      result[at] = ((across[above] ?? 0) + (across[at] ?? 0) + (across[below] ?? 0)) / 9;
    }
  }
  return result;
}

/** Twice the energy that half of the tiles stay below, which is mostly noise and plain surfaces. */
function floorOf(energy: Float32Array): number {
  const middle = ranked(energy.slice(), energy.length >> 1);
  return Math.max(ENERGY_MIN, Math.min(2 * middle, 1200));
}

/** The value that would stand at this place if all were sorted (Hoare's selection). Sorting took a third of the field's time. */
function ranked(values: Float32Array, place: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1] ?? 0;
    let low = from;
    let high = to;
    while (low <= high) {
      while ((values[low] ?? 0) < pivot) low += 1;
      while ((values[high] ?? 0) > pivot) high -= 1;
      if (low > high) break;
      const swapped = values[low] ?? 0;
      values[low] = values[high] ?? 0;
      values[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (place <= high) to = high;
    else if (place >= low) from = low;
    else break;
  }
  return values[place] ?? 0;
}
