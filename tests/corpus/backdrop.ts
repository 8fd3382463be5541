import { addGrain, draw, type Plane, planeOf, viewOf } from './plane.ts';
import type { Random } from './random.ts';

/** What lies behind the card: never flat, and full of what a reader may take for bars. */
export function backdrop(random: Random, { width, height }: { width: number; height: number }): Plane {
  const plane = planeOf(width, height);
  plane.light.fill(random.between(60, 190));
  addGrain(plane, random, { cellX: random.between(200, 600), cellY: random.between(200, 600), strength: 35 });
  addGrain(plane, random, { cellX: random.between(3, 160), cellY: random.between(3, 40), strength: 14 });
  addGrain(plane, random, { cellX: 2, cellY: 2, strength: random.between(0, 8) });
  const things = random.whole(2, 6);
  for (let count = 0; count < things; count += 1) addThing(plane, random);
  return plane;
}

function addThing(plane: Plane, random: Random): void {
  const size = random.between(40, 320);
  const pose = {
    x: random.between(0, plane.width),
    y: random.between(0, plane.height),
    scale: size,
    degrees: random.between(-90, 90),
    tiltXDegrees: random.between(-40, 40),
    tiltYDegrees: random.between(-40, 40),
  };
  const drawing = random.pick([blinds, printedPage, checkerboard, roundThing, finger, plainSheet])(random);
  draw(plane, viewOf(plane, pose, { halfWidth: 1, halfHeight: 1 }), drawing);
}

type Thing = (random: Random) => (x: number, y: number) => number | null;

/** Slats, keys of a keyboard, a radiator: stripes of one width. */
const blinds: Thing = (random) => {
  const stripes = random.between(6, 40);
  const [dark, bright] = [random.between(20, 110), random.between(120, 230)];
  const share = random.between(0.3, 0.7);
  return (x, y) => (inSquare(x, y) ? (((x + 1) * stripes) % 1 < share ? dark : bright) : null);
};

const printedPage: Thing = (random) => {
  const lines = random.between(8, 24);
  const strokes = Array.from({ length: 997 }, () => random.chance(0.5));
  return (x, y) => {
    if (!inSquare(x, y)) return null;
    const line = Math.floor((y + 1) * lines);
    const isGap = (y + 1) * lines - line > 0.6;
    const stroke = Math.floor((x + 1) * lines * 6) + line * 131 + Math.floor((y + 1) * lines * 5) * 17;
    return !isGap && strokes[stroke % 997] === true ? 50 : 225;
  };
};

const checkerboard: Thing = (random) => {
  const squares = random.between(4, 20);
  return (x, y) =>
    inSquare(x, y)
      ? (Math.floor((x + 1) * squares) + Math.floor((y + 1) * squares)) % 2 === 0
        ? 45
        : 210
      : null;
};

const roundThing: Thing = (random) => {
  const grey = random.between(20, 235);
  return (x, y) => (Math.hypot(x, y) < 1 ? grey + 40 * x - 20 * y : null);
};

const finger: Thing = (random) => {
  const skin = random.between(130, 200);
  return (x, y) =>
    Math.abs(x) < 0.28 && Math.abs(y) < 1 ? skin * (1 - 1.8 * x * x) + 6 * Math.sin(y * 9) : null;
};

const plainSheet: Thing = (random) => {
  const grey = random.between(150, 245);
  return (x, y) => (inSquare(x, y) ? grey : null);
};

function inSquare(x: number, y: number): boolean {
  return Math.abs(x) < 1 && Math.abs(y) < 1;
}
