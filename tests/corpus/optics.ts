import { addGrain, type Plane, planeOf } from './plane.ts';
import type { Random } from './random.ts';

/** What light, lens and sensor do to a picture. Lengths in pixels. */
export interface Optics {
  /** Deviation of the lens's blur. */
  readonly blurPixels: number;
  readonly motion: { readonly pixels: number; readonly degrees: number };
  /** Multiplies the light; 1 is right. */
  readonly exposure: number;
  /** Light that is everywhere, which greys the blacks. */
  readonly haze: number;
  readonly vignette: number;
  /** Deviation of the sensor's noise in steps of 255. */
  readonly noise: number;
  readonly glares: readonly Glare[];
  /** How unevenly the lamp shines; 0 is even. */
  readonly shade: number;
}

interface Glare {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly strength: number;
}

/** Drawn once for a picture; each row begins somewhere else among them. */
const NOISE_COUNT = 20_011;

/** The picture after the camera: still light, but bounded to 0 to 255. */
export function photograph(scene: Plane, optics: Optics, random: Random): Plane {
  shine(scene, optics, random);
  const blurred = moved(softened(scene, optics.blurPixels), optics.motion);
  const { light, width, height } = blurred;
  const noise = Float32Array.from({ length: NOISE_COUNT }, () => random.normal() * optics.noise);
  for (let row = 0; row < height; row += 1) {
    const y = (row / height) * 2 - 1;
    const shift = random.whole(0, NOISE_COUNT - 1);
    for (let column = 0; column < width; column += 1) {
      const x = (column / width) * 2 - 1;
      const index = row * width + column;
      const seen = (light[index] ?? 0) * optics.exposure * (1 - optics.vignette * (x * x + y * y) * 0.5);
      const noisy = seen + (noise[(shift + column) % NOISE_COUNT] ?? 0) * (0.6 + seen / 400);
      light[index] = Math.min(255, Math.max(0, noisy));
    }
  }
  return blurred;
}

function shine(scene: Plane, { shade, haze, glares }: Optics, random: Random): void {
  const lamp = planeOf(scene.width, scene.height);
  addGrain(lamp, random, { cellX: 350, cellY: 300, strength: shade });
  const { light, width } = scene;
  for (let index = 0; index < light.length; index += 1) {
    light[index] = (light[index] ?? 0) * (1 + (lamp.light[index] ?? 0)) * (1 - haze / 255) + haze;
  }
  for (const glare of glares) {
    const reach = 3 * Math.max(glare.width, glare.height);
    for (
      let y = Math.max(0, Math.floor(glare.y - reach));
      y < Math.min(scene.height, glare.y + reach);
      y += 1
    ) {
      for (let x = Math.max(0, Math.floor(glare.x - reach)); x < Math.min(width, glare.x + reach); x += 1) {
        const far = ((x - glare.x) / glare.width) ** 2 + ((y - glare.y) / glare.height) ** 2;
        light[y * width + x] = (light[y * width + x] ?? 0) + glare.strength * Math.exp(-far);
      }
    }
  }
}

/** A lens out of focus, by a Gaussian along rows and then columns. */
function softened(plane: Plane, sigma: number): Plane {
  if (sigma < 0.15) return plane;
  const reach = Math.ceil(sigma * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const taps = weights.map((weight, at) => ({ at: at - reach, weight }));
  const across = gathered(
    plane,
    taps.map(({ at, weight }) => ({ x: at, y: 0, weight })),
  );
  return gathered(
    across,
    taps.map(({ at, weight }) => ({ x: 0, y: at, weight })),
  );
}

/** A hand that moves while the shutter is open. */
function moved(plane: Plane, { pixels, degrees }: Optics['motion']): Plane {
  if (pixels < 0.5) return plane;
  const steps = Math.ceil(pixels * 2);
  const turn = (degrees * Math.PI) / 180;
  const taps = new Map<string, { x: number; y: number; weight: number }>();
  for (let step = 0; step <= steps; step += 1) {
    const along = (step / steps - 0.5) * pixels;
    spread(taps, along * Math.cos(turn), along * Math.sin(turn));
  }
  return gathered(plane, [...taps.values()]);
}

function spread(taps: Map<string, { x: number; y: number; weight: number }>, x: number, y: number): void {
  for (const right of [0, 1]) {
    for (const down of [0, 1]) {
      const at = { x: Math.floor(x) + right, y: Math.floor(y) + down };
      const weight = (1 - Math.abs(x - at.x)) * (1 - Math.abs(y - at.y));
      const key = `${at.x},${at.y}`;
      taps.set(key, { ...at, weight: weight + (taps.get(key)?.weight ?? 0) });
    }
  }
}

function gathered(plane: Plane, taps: readonly { x: number; y: number; weight: number }[]): Plane {
  const { width, height, light } = plane;
  const result = planeOf(width, height);
  const total = taps.reduce((sum, { weight }) => sum + weight, 0);
  for (const tap of taps) {
    const weight = tap.weight / total;
    for (let y = 0; y < height; y += 1) {
      const from = Math.min(height - 1, Math.max(0, y + tap.y)) * width;
      for (let x = 0; x < width; x += 1) {
        const column = Math.min(width - 1, Math.max(0, x + tap.x));
        result.light[y * width + x] =
          (result.light[y * width + x] ?? 0) + (light[from + column] ?? 0) * weight;
      }
    }
  }
  return result;
}
