import { expect, test } from 'vitest';
import { createFamiliarScene } from '../../src/scan/camera/familiar-scene.ts';
import type { GreyPicture } from '../../src/scan/picture.ts';
import { pictureOf } from '../e2e/support/card-video.ts';
import { seededRandom, testSeed } from '../support/random.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const DESK = pictureOf([]);
const CARD = pictureOf([{ text: 'LW20260001I', code: 'code128', degrees: 7, modulePixels: 2 }]);
const QR = pictureOf([{ text: 'LW20260001I', code: 'qr', modulePixels: 3, x: 0.3 }]);
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
  watched(scene, noisy(DESK, 40));
  expect(watched(scene, noisy(card, 30))).not.toContain(true);
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
  watched(scene, noisy(DESK, 40));
  for (let turn = 0; turn < 3; turn += 1) {
    for (const data of noisy(CARD, 20)) {
      expect(scene.isFamiliar(shown(data))).toBe(false);
      scene.lookedAt('code');
    }
    watched(scene, [...noisy(CARD, 8), ...noisy(DESK, 40)]);
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
  watched(scene, noisy(DESK, 40));
  const half = { data: new Uint8Array(640 * 360), width: 640, height: 360 };
  expect(scene.isFamiliar(half)).toBe(false);
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
