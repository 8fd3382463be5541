import { describe, expect, test } from 'vitest';
import { startNodeDecoder } from '../../src/cli/scan/node-decoder.ts';
import { ALL_BARS, readBars } from '../../src/scan/bars/bar-stage.ts';
import { edgeReadingOf } from '../../src/scan/bars/edge-reading.ts';
import { greyOf, type Picture } from '../../src/scan/picture/picture.ts';
import { tileFieldOf } from '../../src/scan/tile-field.ts';
import { addedCodeOf, code128Of, type DecoyKind } from '../corpus/printed-code.ts';
import { randomOf } from '../corpus/random.ts';
import { type Label, labelPicture } from './label-picture.ts';

/** No card number: nothing but the bars themselves confirms it. */
const TEXT = 'FGGQ6D1';
const LONG = '005-3379497200006';

const decoder = await startNodeDecoder();
/** All stages have had their turn. */
const ROUND = 12;

function textsOfVideo(picture: Picture): string[] {
  decoder.forget();
  const texts = Array.from({ length: ROUND }, () => decoder.readFrame(picture).codes.map(({ text }) => text));
  return [...new Set(texts.flat())];
}

function readByStrip(picture: Picture): string[] {
  const grey = greyOf(picture);
  const { codes } = readBars(grey, tileFieldOf(grey), ALL_BARS);
  return codes.filter(({ isBorneOut }) => isBorneOut).map(({ text }) => text);
}

describe.each([TEXT, LONG])('reads %s by its strip', (text) => {
  test.each<[string, Label]>([
    ['flat and sharp', {}],
    ['printed with too much ink', { gain: 0.3 }],
    ['printed with too little ink', { gain: -0.3 }],
    ['on paper that bends away at both ends', { curve: 4 }],
    ['on paper with a wave in it', { wave: 1.5 }],
    ['tilted and on a wave', { wave: 1, tiltDegrees: 15, degrees: 6 }],
    ['in the light of one side', { shade: 0.6 }],
    ['with short quiet zones, beside print', { quiet: 3, isBesidePrint: true }],
    ['at two pixels a module', { modulePixels: 2, gain: 0.2, wave: 0.8 }],
    ['with faint ink', { ink: 150, noise: 4 }],
  ])('%s', (_, label) => {
    expect(readByStrip(labelPicture(code128Of(text), label))).toEqual([text]);
  });
});

test('reads bars of little more than a pixel a module row by row, once they are upright and wider', () => {
  const label: Label = {
    modulePixels: 1.3,
    degrees: 8,
    tiltDegrees: 20,
    gain: 0.2,
    wave: 1,
    noise: 8,
    height: 60,
  };
  const small = labelPicture(code128Of(TEXT), label);
  expect(readByStrip(small)).toEqual([]);
  expect(textsOfVideo(small)).toEqual([TEXT]);
  expect(decoder.readPicture(small).codes.map(({ text }) => text)).toEqual([TEXT]);
});

test('reads bars of twelve pixels a module, in which tiles see no direction but at half the size', () => {
  const wide = labelPicture(code128Of('FW727'), { modulePixels: 12, quiet: 4, degrees: 0, height: 40 });
  expect(textsOfVideo(wide)).toEqual(['FW727']);
  expect(decoder.readPicture(wide).codes.map(({ text }) => text)).toEqual(['FW727']);
});

test('reads a code whose first bar is the first of the picture', () => {
  const { data, width, height } = labelPicture(code128Of(TEXT), { degrees: 0 });
  const left = Array.from({ length: width }, (_, x) => x).find(
    (x) => (data[((height / 2) * width + x) * 4] ?? 255) < 80,
  );
  const cut = cutOff({ data, width, height }, left ?? 0);
  expect(readByStrip(cut)).toEqual([TEXT]);
});

/** The picture from this column on. */
function cutOff({ data, width, height }: Picture, left: number): Picture {
  const rows = Array.from({ length: height }, (_, y) =>
    data.subarray((y * width + left) * 4, (y + 1) * width * 4),
  );
  const cut = new Uint8ClampedArray((width - left) * height * 4);
  for (const [y, row] of rows.entries()) cut.set(row, y * (width - left) * 4);
  return { data: cut, width: width - left, height };
}

test.each<[DecoyKind | 'rationalizedCodabar', string]>([
  ['ean13', '690123456789'],
  ['code39', 'LW2026'],
  ['interleaved2of5', '12345678901234'],
  ['rationalizedCodabar', 'A12345678B'],
])('reads nothing of a code of another kind, however it is printed: %s', (kind, text) => {
  for (const label of [{}, { gain: 0.3, wave: 1 }, { gain: -0.3, curve: 3, modulePixels: 2 }]) {
    const picture = labelPicture(addedCodeOf(kind, text), label);
    expect(textsOfVideo(picture)).toEqual([]);
    expect(decoder.readPicture(picture).codes).toEqual([]);
  }
});

test('never makes a text of edges at random', () => {
  const random = randomOf('edges');
  for (let count = 0; count < 20_000; count += 1) {
    let at = 0;
    const edges = Array.from({ length: random.whole(26, 80) }, (_, index) => {
      at += random.whole(1, 4) + random.between(-0.3, 0.3);
      return { at, toDark: index % 2 === 0 };
    });
    expect(edgeReadingOf(edges)).toBeNull();
  }
});
