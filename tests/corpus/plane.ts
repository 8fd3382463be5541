import type { Random } from './random.ts';

/** Light as a camera would see it without a lens: row by row, 0 black to 255 white, no bounds kept. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
}

export function planeOf(width: number, height: number): Plane {
  return { width, height, light: new Float32Array(width * height) };
}

/**
 * Adds smooth noise: random heights on a grid of `cell` pixels (in both directions its own), joined by
 * straight lines. Stretched cells make wood, small ones paper, large ones shade.
 */
export function addGrain(
  plane: Plane,
  random: Random,
  grain: { readonly cellX: number; readonly cellY: number; readonly strength: number },
): void {
  const { width, height, light } = plane;
  const columns = Math.ceil(width / grain.cellX) + 2;
  const rows = Math.ceil(height / grain.cellY) + 2;
  const grid = Float32Array.from({ length: columns * rows }, () => random.between(-1, 1) * grain.strength);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / grain.cellY);
    const down = y / grain.cellY - row;
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor(x / grain.cellX);
      const right = x / grain.cellX - column;
      const at = row * columns + column;
      const above = (grid[at] ?? 0) * (1 - right) + (grid[at + 1] ?? 0) * right;
      const below = (grid[at + columns] ?? 0) * (1 - right) + (grid[at + columns + 1] ?? 0) * right;
      light[y * width + x] = (light[y * width + x] ?? 0) + above * (1 - down) + below * down;
    }
  }
}

/** What a thing lying in the picture shows at a place of its own; null beside it. */
export type Drawing = (x: number, y: number) => number | null;

/** From the picture's pixels to the thing's own places: a row of a projective map each. */
export interface View {
  readonly toThing: readonly number[];
  /** Left, top, right, bottom in the picture. */
  readonly box: readonly [number, number, number, number];
}

const LOOKS = [1 / 6, 3 / 6, 5 / 6];

/** Draws a thing over what lies there, nine looks a pixel. */
export function draw(plane: Plane, view: View, drawing: Drawing): void {
  const [left, top, right, bottom] = view.box;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = view.toThing;
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(plane.height, bottom); y += 1) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(plane.width, right); x += 1) {
      const index = y * plane.width + x;
      const under = plane.light[index] ?? 0;
      let sum = 0;
      for (const down of LOOKS) {
        for (const along of LOOKS) {
          const px = x + along;
          const py = y + down;
          const depth = g * px + h * py + 1;
          sum += drawing((a * px + b * py + c) / depth, (d * px + e * py + f) / depth) ?? under;
        }
      }
      plane.light[index] = sum / 9;
    }
  }
}

/** How a thing is held: where its middle lies, how large, how turned and how tilted. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  /** Pixels of the picture for one unit of the thing, where it is nearest to straight. */
  readonly scale: number;
  /** Clockwise in the picture. */
  readonly degrees: number;
  /** Leaning back around its own horizontal and vertical axis. */
  readonly tiltXDegrees: number;
  readonly tiltYDegrees: number;
  readonly mirrored?: boolean;
}

/** In widths of the picture; a webcam's field of view of about 60 degrees. */
const FOCAL_LENGTH = 0.87;

/** The view of a thing that reaches `halfWidth` and `halfHeight` units from its middle. */
export function viewOf(
  plane: Plane,
  pose: Pose,
  { halfWidth, halfHeight }: { halfWidth: number; halfHeight: number },
): View {
  const focal = FOCAL_LENGTH * plane.width;
  const [turn, tiltX, tiltY] = [pose.degrees, pose.tiltXDegrees, pose.tiltYDegrees].map(
    (degrees) => (degrees * Math.PI) / 180,
  ) as [number, number, number];
  const flip = pose.mirrored === true ? -1 : 1;
  // Columns of the rotation Rz(turn) * Rx(tiltX) * Ry(tiltY), of which only x and y of the thing matter.
  const across = [Math.cos(tiltY), Math.sin(tiltX) * Math.sin(tiltY), -Math.cos(tiltX) * Math.sin(tiltY)];
  const along = [0, Math.cos(tiltX), Math.sin(tiltX)];
  const turned = ([x = 0, y = 0, z = 0]: number[]) => [
    x * Math.cos(turn) - y * Math.sin(turn),
    x * Math.sin(turn) + y * Math.cos(turn),
    z,
  ];
  const [ax = 0, ay = 0, az = 0] = turned(across).map((part) => part * pose.scale * flip);
  const [bx = 0, by = 0, bz = 0] = turned(along).map((part) => part * pose.scale);
  // Thing (u, v, 1) to picture: x = cx + focal * X / (focal + Z).
  const forward = [
    ax + (pose.x * az) / focal,
    bx + (pose.x * bz) / focal,
    pose.x,
    ay + (pose.y * az) / focal,
    by + (pose.y * bz) / focal,
    pose.y,
    az / focal,
    bz / focal,
    1,
  ];
  const corners = [
    [-halfWidth, -halfHeight],
    [halfWidth, -halfHeight],
    [halfWidth, halfHeight],
    [-halfWidth, halfHeight],
  ].map(([u = 0, v = 0]) => project(forward, u, v));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return {
    toThing: inverseOf(forward),
    box: [Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1],
  };
}

function project(map: readonly number[], u: number, v: number): [number, number] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = map;
  const depth = g * u + h * v + i;
  return [(a * u + b * v + c) / depth, (d * u + e * v + f) / depth];
}

/** The matrix of a projective map, scaled so that its last place is 1. */
function inverseOf(map: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = map;
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const last = adjugate[8] ?? 1;
  return adjugate.map((value) => value / last);
}
