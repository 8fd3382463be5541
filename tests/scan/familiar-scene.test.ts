import { expect, test } from 'vitest';
import { createFamiliarScene } from '../../src/scan/camera/familiar-scene.ts';
import type { GreyPicture } from '../../src/scan/picture/picture.ts';
import { pictureOf } from '../e2e/support/card-video.ts';
import { seededRandom, testSeed } from '../support/random.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const DESK = pictureOf([]);
const CARD = pictureOf([{ text: 'LW20260001I', code: 'code128', degrees: 7, modulePixels: 2 }]);
const QR = pictureOf([{ text: 'LW20260001I', code: 'qr', modulePixels: 3, x: 0.3 }]);
/** Enough pictures of the empty desk for the scene to become familiar. */
const DESKS = noisy(DESK, 40);
/** Its edges fall on the borders between places, so no place has an edge inside. */
const PLACES_OF_A_SHEET = { left: 400, top: 200, size: 240 };
const RADIATOR = withBars(DESK, { left: 100, right: 900, modulePixels: 9 });

/** Looks at all that is not familiar, and finds nothing; for each picture whether it was familiar. */
function watched(scene: ReturnType<typeof createFamiliarScene>, pictures: readonly Uint8Array[]): boolean[] {
  return pictures.map((data) => {
    const isFamiliar = scene.isFamiliar(shown(data));
    if (!isFamiliar) scene.lookedAt('nothing');
    return isFamiliar;
  });
}

test('a desk on which nothing changes but noise becomes familiar', () => {
  const seen = watched(createFamiliarScene(), noisy(DESK, 60));
  expect(seen.slice(0, 36)).not.toContain(true);
  expect(seen.slice(36)).not.toContain(false);
});

test.each([
  ['a bar code', CARD],
  ['a small QR', QR],
  [
    'a bar code so large that each place holds an edge at most',
    withBars(DESK, { left: 0, right: WIDTH, modulePixels: 45 }),
  ],
])('%s before a familiar desk is news at once, and as long as it is there in vain', (_, card) => {
  const scene = createFamiliarScene();
  watched(scene, DESKS);
  expect(watched(scene, noisy(card, 30))).not.toContain(true);
});

test.each<[string, Uint8Array, isNews: boolean]>([
  ['a code of few places', withChecks(DESK, { left: 600, top: 300, size: 75, modulePixels: 3 }), true],
  ['a mark of the same size without any print', withSheet(DESK, { left: 600, top: 300, size: 75 }), false],
  ['faint bars, in all as bright as the desk', withFaintBars(DESK, 'upright'), true],
  ['faint bars that lie across', withFaintBars(DESK, 'across'), true],
  ['a large sheet that changes nothing but the brightness', withSheet(DESK, PLACES_OF_A_SHEET), true],
])('%s', (_, picture, isNews) => {
  const scene = createFamiliarScene();
  watched(scene, DESKS);
  expect(watched(scene, noisy(picture, 1))).toEqual([!isNews]);
});

test('what was not seen again for long is forgotten', () => {
  const scene = createFamiliarScene();
  const sign = withBars(DESK, { left: 60, right: 400, modulePixels: 5, from: 20, to: 90 });
  watched(
    scene,
    Array.from({ length: 40 }, (_, moment) => (moment % 2 === 0 ? sign : DESK)),
  );
  expect(watched(scene, [sign])).toEqual([true]);
  watched(
    scene,
    Array.from({ length: 300 }, () => DESK),
  );
  expect(watched(scene, [sign])).toEqual([false]);
});

test('a card that was looked at in vain before it was read is no part of the desk', () => {
  const scene = createFamiliarScene();
  watched(scene, [...noisy(DESK, 12), ...noisy(CARD, 10)]);
  scene.isFamiliar(shown(CARD));
  scene.lookedAt('code');
  watched(scene, DESKS);
  expect(watched(scene, noisy(CARD, 1))).toEqual([false]);
});

test('a card before a radiator that looks like bars is news', () => {
  const scene = createFamiliarScene();
  watched(scene, noisy(RADIATOR, 40));
  expect(watched(scene, noisy(RADIATOR, 1))).toEqual([true]);
  const both = CARD.map((luma, at) => (luma === DESK[at] ? (RADIATOR[at] ?? 0) : luma));
  expect(watched(scene, [both])).toEqual([false]);
});

test('what moves all the time becomes familiar, and a card before it is news', () => {
  const scene = createFamiliarScene();
  const sign = (moment: number) =>
    withBars(DESK, { left: 60 + (moment % 4) * 7, right: 400, modulePixels: 5, from: 20, to: 90 });
  const moving = Array.from({ length: 60 }, (_, moment) => sign(moment));
  expect(watched(scene, moving).slice(36)).not.toContain(false);
  const withCard = sign(3).map((luma, at) => (CARD[at] === DESK[at] ? luma : (CARD[at] ?? 0)));
  expect(watched(scene, [withCard])).toEqual([false]);
});

test('the same card shown again in the same place is news: what was read is never learnt', () => {
  const scene = createFamiliarScene();
  watched(scene, DESKS);
  for (let turn = 0; turn < 3; turn += 1) {
    for (const data of noisy(CARD, 20)) {
      expect(scene.isFamiliar(shown(data))).toBe(false);
      scene.lookedAt('code');
    }
    watched(scene, [...noisy(CARD, 8), ...DESKS]);
    expect(watched(scene, noisy(DESK, 1))).toEqual([true]);
  }
});

test('a likeness of a code that was long gone wakes a familiar scene, one that is always there does not', () => {
  const scene = createFamiliarScene();
  const desk = noisy(DESK, 60);
  watched(scene, desk);
  const isFamiliar = () => scene.isFamiliar(shown(desk[0] ?? DESK));
  expect(isFamiliar()).toBe(true);
  scene.lookedAt('likeness');
  expect(isFamiliar()).toBe(false);
  for (let look = 0; look < 40; look += 1) {
    isFamiliar();
    scene.lookedAt('likeness');
  }
  expect(isFamiliar()).toBe(true);
  scene.lookedAt('likeness');
  expect(isFamiliar()).toBe(true);
});

test('pictures of another size, and those of another camera, are news', () => {
  const scene = createFamiliarScene();
  watched(scene, DESKS);
  const half = { data: new Uint8Array(640 * 360), width: 640, height: 360 };
  expect(scene.isFamiliar(half)).toBe(false);
  watched(scene, DESKS);
  expect(watched(scene, noisy(DESK, 1))).toEqual([true]);
  scene.forget();
  expect(watched(scene, noisy(DESK, 1))).toEqual([false]);
});

function shown(data: Uint8Array): GreyPicture {
  return { data, width: WIDTH, height: HEIGHT };
}

/** The same to the eye, with the noise that a sensor adds. */
function noisy(picture: Uint8Array, count: number): Uint8Array[] {
  const random = seededRandom(testSeed());
  return Array.from({ length: count }, () => picture.map((luma) => luma + Math.floor(random() * 9) - 4));
}

function withBars(
  picture: Uint8Array,
  bars: { left: number; right: number; modulePixels: number; from?: number; to?: number },
): Uint8Array {
  const { left, right, modulePixels, from = 0, to = HEIGHT } = bars;
  return picture.map((luma, at) => {
    const x = at % WIDTH;
    const y = Math.floor(at / WIDTH);
    if (x < left || x >= right || y < from || y >= to) return luma;
    return Math.floor((x - left) / modulePixels) % 2 === 0 ? 40 : 200;
  });
}

interface Square {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

function withSquare(
  picture: Uint8Array,
  { left, top, size }: Square,
  lumaAt: (x: number, y: number) => number,
): Uint8Array {
  return picture.map((luma, at) => {
    const x = (at % WIDTH) - left;
    const y = Math.floor(at / WIDTH) - top;
    return x < 0 || y < 0 || x >= size || y >= size ? luma : lumaAt(x, y);
  });
}

/** A chessboard that is as bright on average as the desk. */
function withChecks(picture: Uint8Array, { modulePixels, ...square }: Square & { modulePixels: number }) {
  const moduleOf = (at: number) => Math.floor(at / modulePixels);
  return withSquare(picture, square, (x, y) => ((moduleOf(x) + moduleOf(y)) % 2 === 0 ? 40 : 200));
}

function withFaintBars(picture: Uint8Array, way: 'upright' | 'across') {
  return withSquare(picture, { left: 600, top: 300, size: 160 }, (x, y) =>
    Math.floor((way === 'upright' ? x : y) / 5) % 2 === 0 ? 102 : 138,
  );
}

function withSheet(picture: Uint8Array, square: Square) {
  return withSquare(picture, square, () => 200);
}
