import { describe, expect, test } from 'vitest';
import { startNodeDecoder } from '../../src/cli/scan/node-decoder.ts';
import type { Picture } from '../../src/scan/picture/picture.ts';
import { code128Of, type PrintedCode, symbolOf } from '../corpus/printed-code.ts';
import { randomOf } from '../corpus/random.ts';
import { deskPicture } from './frame-picture.ts';

const decoder = await startNodeDecoder();
const BARS = symbolOf('code128', randomOf('bars'));
const OTHER_BARS = symbolOf('code128', randomOf('other bars'));
const SQUARE = symbolOf('qr30', randomOf('square'));
const SIGNED = symbolOf('signed', randomOf('signed'));
/** All stages have had their turn. */
const ROUND = 6;

function textsOf(picture: Picture): string[] {
  return decoder.readPicture(picture).codes.map(({ text }) => text);
}

/** What is read of a card that is held still before a camera. */
function textsOfVideo(picture: Picture, frames = ROUND): Set<string> {
  decoder.forget();
  const texts = new Set<string>();
  for (let frame = 0; frame < frames; frame += 1) {
    for (const { text } of decoder.readFrame(picture).codes) texts.add(text);
  }
  return texts;
}

const HELD: readonly [
  string,
  { degrees?: number; tiltDegrees?: number; mirrored?: boolean; inverted?: boolean },
][] = [
  ['straight', {}],
  ['turned by 15 degrees', { degrees: 15 }],
  ['turned by 45 degrees', { degrees: 45 }],
  ['on its side', { degrees: 90 }],
  ['upside down', { degrees: 180 }],
  ['leaning back by 30 degrees', { degrees: 10, tiltDegrees: 30 }],
  ['in a mirror', { mirrored: true }],
  ['bright on dark', { inverted: true }],
];

describe.each<[string, PrintedCode]>([
  ['bars', BARS],
  ['a QR', SQUARE],
  ['a signed QR', SIGNED],
])('reads %s', (_, code) => {
  test.each(HELD)('%s', (_how, held) => {
    const picture = deskPicture([{ code, ...held }]);
    expect(textsOf(picture)).toEqual([code.text]);
    expect([...textsOfVideo(picture)]).toEqual([code.text]);
  });
});

test('tells all codes of two cards in one picture, and of a video within one round', () => {
  const picture = deskPicture([
    { code: BARS, y: 200, degrees: 8 },
    { code: OTHER_BARS, y: 540, degrees: -8 },
  ]);
  expect(new Set(textsOf(picture))).toEqual(new Set([BARS.text, OTHER_BARS.text]));
  expect(textsOfVideo(picture)).toEqual(new Set([BARS.text, OTHER_BARS.text]));
});

test('tells bars and QR in one video, whichever it saw first', () => {
  const picture = deskPicture([
    { code: BARS, x: 350 },
    { code: SQUARE, x: 960 },
  ]);
  expect(textsOfVideo(picture, ROUND * 2)).toEqual(new Set([BARS.text, SQUARE.text]));
});

test('says where the code lies, with its first bar on the left', () => {
  const [found] = decoder.readPicture(deskPicture([{ code: BARS, x: 500, y: 300 }])).codes;
  const half = (BARS.columns * 2.6) / 2;
  expect(found?.corners[0]?.x).toBeCloseTo(500 - half, -1);
  expect(found?.corners[1]?.x).toBeCloseTo(500 + half, -1);
  const [back] = decoder.readPicture(deskPicture([{ code: BARS, x: 500, y: 300, degrees: 180 }])).codes;
  expect(back?.corners[0]?.x).toBeCloseTo(500 + half, -1);
});

test('reads a grey picture as it reads a coloured one', () => {
  const { data, width, height } = deskPicture([{ code: BARS, degrees: 20 }]);
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, pixel) => data[pixel * 4] ?? 0);
  expect(decoder.readPicture({ data: grey, width, height }).codes[0]?.text).toBe(BARS.text);
});

test('reads bars that spell no card number, and a text that is long', () => {
  for (const text of ['POOL-7f 2026', 'https://example.org/a?b=1', '00123456789012345678']) {
    expect(textsOf(deskPicture([{ code: code128Of(text), degrees: 12, modulePixels: 2 }]))).toEqual([text]);
  }
});

test('finds nothing on an empty desk, and gives no strip of bars', () => {
  expect(decoder.readPicture(deskPicture([]))).toEqual({ codes: [], strip: null });
});

test('gives the bars turned upright for a person to look at, whether they were read or not', () => {
  const { strip } = decoder.readFrame(deskPicture([{ code: BARS, degrees: 30 }]));
  expect(strip?.data).toHaveLength((strip?.width ?? 0) * (strip?.height ?? 0));
  expect(strip?.width).toBeGreaterThan(BARS.columns * 2.6);
});

test.each([
  [0, 0],
  [0, 10],
  [1.5, 2],
])('refuses a picture of %d by %d pixels', (width, height) => {
  const picture = { data: new Uint8ClampedArray(0), width, height };
  expect(() => decoder.readFrame(picture)).toThrow(RangeError);
  expect(() => decoder.readPicture(picture)).toThrow(RangeError);
});

test('reads no code from noise of any size, and never throws', () => {
  const random = randomOf('noise');
  const sizes = [
    [1, 1],
    [1, 900],
    [900, 1],
    [2, 2],
    [7, 9],
    [8, 8],
    [10, 10],
    [33, 17],
    [64, 640],
    [500, 333],
  ];
  for (const [width = 1, height = 1] of sizes) {
    const data = Uint8ClampedArray.from({ length: width * height * 4 }, () => random.whole(0, 255));
    expect(decoder.readPicture({ data, width, height }).codes).toEqual([]);
    for (let frame = 0; frame < ROUND; frame += 1) {
      expect(decoder.readFrame({ data, width, height }).codes).toEqual([]);
    }
  }
});

test('reads a card in a photo of twelve million pixels', () => {
  const { data, width, height } = deskPicture([{ code: BARS, degrees: 12, modulePixels: 1.6 }]);
  const factor = 3;
  const large = new Uint8ClampedArray(width * height * factor ** 2);
  for (let y = 0; y < height * factor; y += 1) {
    for (let x = 0; x < width * factor; x += 1) {
      large[y * width * factor + x] =
        data[(Math.floor(y / factor) * width + Math.floor(x / factor)) * 4] ?? 0;
    }
  }
  const photo = { data: large, width: width * factor, height: height * factor };
  expect(decoder.readPicture(photo).codes.map(({ text }) => text)).toEqual([BARS.text]);
});
