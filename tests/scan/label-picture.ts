import type { Picture } from '../../src/scan/picture/picture.ts';
import { draw, planeOf, viewOf } from '../corpus/plane.ts';
import { inkAt, type PrintFaults } from '../corpus/print-faults.ts';
import type { PrintedCode } from '../corpus/printed-code.ts';
import { randomOf } from '../corpus/random.ts';

/** What makes a label hard that photographs show and a flat, clean card does not. Lengths in modules. */
export interface Label extends Partial<PrintFaults> {
  /** How much darker one end is than the other; 1 is black. */
  readonly shade?: number;
  readonly quiet?: number;
  /** Large letters and a frame stand where the quiet zones end. */
  readonly isBesidePrint?: boolean;
  readonly modulePixels?: number;
  readonly degrees?: number;
  readonly tiltDegrees?: number;
  /** Its light, 0 to 255. */
  readonly ink?: number;
  readonly noise?: number;
  readonly height?: number;
}

const WIDTH = 1280;
const HEIGHT = 720;
const PAPER = 205;
const CARDBOARD = 130;
/** Drawn once for a picture; each row begins somewhere else among them. */
const NOISE_COUNT = 20_011;

/** One label on cardboard, seen by a camera that is a little out of focus. */
export function labelPicture(code: PrintedCode, label: Label): Picture {
  const { gain = 0, curve = 0, wave = 0, shade = 0, quiet = 10, ink = 45 } = label;
  const plane = planeOf(WIDTH, HEIGHT);
  plane.light.fill(CARDBOARD);
  const half = code.columns / 2;
  const halfHeight = (label.height ?? 34) / 2;
  const isInk = inkAt(code, { gain, curve, wave });
  const drawing = (x: number, y: number): number | null => {
    const isPaper = Math.abs(x) < half + 30 && Math.abs(y) < halfHeight + 24;
    if (!isPaper) return null;
    const lamp = 1 - shade * (0.5 + (0.5 * x) / (half + 30));
    const isBar = Math.abs(y) < halfHeight && isInk(x);
    const isPrint = label.isBesidePrint === true && isPrintAt(Math.abs(x) - half - quiet, y, halfHeight);
    return (isBar || isPrint ? ink : PAPER) * lamp;
  };
  const pose = {
    x: WIDTH / 2,
    y: HEIGHT / 2,
    scale: label.modulePixels ?? 3,
    degrees: label.degrees ?? 2,
    tiltXDegrees: label.tiltDegrees ?? 0,
    tiltYDegrees: label.tiltDegrees ?? 0,
  };
  draw(plane, viewOf(plane, pose, { halfWidth: half + 31, halfHeight: halfHeight + 25 }), drawing);
  return pictureOf(plane.light, label.noise ?? 2, code.text);
}

/** A line of a frame, then letters: from where the quiet zone ends, outward. */
function isPrintAt(outward: number, y: number, halfHeight: number): boolean {
  if (outward < 0) return false;
  if (outward < 1.2) return true;
  const isLine = Math.floor((y + halfHeight) / 5) % 2 === 0;
  return isLine && outward > 4 && outward < 16 && Math.floor(outward / 1.7) % 2 === 0;
}

function pictureOf(light: Float32Array, noise: number, seed: string): Picture {
  const random = randomOf(seed);
  const grain = Float32Array.from({ length: NOISE_COUNT }, () => random.normal() * noise);
  const data = new Uint8ClampedArray(light.length * 4).fill(255);
  for (let pixel = 0, shift = 0; pixel < light.length; pixel += 1) {
    if (pixel % WIDTH === 0) shift = random.whole(0, NOISE_COUNT - 1);
    const seen = (light[pixel] ?? 0) + (grain[(pixel + shift) % NOISE_COUNT] ?? 0);
    for (let channel = 0; channel < 3; channel += 1) data[pixel * 4 + channel] = seen;
  }
  return { data, width: WIDTH, height: HEIGHT };
}
