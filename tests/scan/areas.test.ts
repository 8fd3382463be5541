import { expect, test } from 'vitest';
import { barAreas } from '../../src/scan/bars/bar-area.ts';
import { type GreyPicture, greyOf } from '../../src/scan/picture/picture.ts';
import { upright } from '../../src/scan/picture/upright.ts';
import { squareAreas } from '../../src/scan/squares/square-area.ts';
import { tileFieldOf } from '../../src/scan/tile-field.ts';
import { symbolOf } from '../corpus/printed-code.ts';
import { randomOf } from '../corpus/random.ts';
import { deskPicture } from './frame-picture.ts';

const BARS = symbolOf('code128', randomOf('bars'));
const SQUARE = symbolOf('qr30', randomOf('square'));

function withNoise({ data, width, height }: GreyPicture, noise: number): GreyPicture {
  const random = randomOf('noise');
  const noisy = Uint8ClampedArray.from(data, (light) => light + random.normal() * noise);
  return { data: noisy, width, height };
}

test.each([0, 20, -35, 90])(
  'finds bars turned by %i degrees where they are, and their direction',
  (degrees) => {
    const grey = greyOf(deskPicture([{ code: BARS, x: 600, y: 350, degrees }]));
    const [area] = barAreas(tileFieldOf(grey), { areasMax: 1, apart: false });
    expect(area?.centre.x).toBeCloseTo(600, -2);
    expect(area?.centre.y).toBeCloseTo(350, -2);
    const angle = (Math.atan2(area?.along.y ?? 0, area?.along.x ?? 0) * 180) / Math.PI;
    expect(Math.abs(Math.sin(((angle - degrees) * Math.PI) / 180))).toBeLessThan(0.06);
  },
);

test('sets upright what leans because the card is tilted', () => {
  const grey = greyOf(deskPicture([{ code: BARS, degrees: 25, tiltDegrees: 32 }]));
  const [area] = barAreas(tileFieldOf(grey), { areasMax: 1, apart: false });
  if (area === undefined) throw new Error('no bars found');
  const crooked = { ...area, lean: area.lean + 0.2 };
  expect(upright(grey, crooked).lean).toBeCloseTo(upright(grey, area).lean, 1);
});

test.each([0, 14])('finds a QR by itself under noise of %i steps', (noise) => {
  const grey = withNoise(greyOf(deskPicture([{ code: SQUARE, x: 400, y: 300, modulePixels: 3 }])), noise);
  const boxes = squareAreas(tileFieldOf(grey), 4);
  const side = SQUARE.columns * 3;
  const around = boxes.filter(
    (box) =>
      box.left < 400 - side / 2 &&
      box.top < 300 - side / 2 &&
      box.left + box.width > 400 + side / 2 &&
      box.top + box.height > 300 + side / 2 &&
      box.width < side * 3,
  );
  expect(around.length).toBeGreaterThan(0);
});

test('finds neither bars nor squares on an empty desk', () => {
  const field = tileFieldOf(greyOf(deskPicture([])));
  expect(barAreas(field, { areasMax: 9, apart: false })).toEqual([]);
  expect(squareAreas(field, 9)).toEqual([]);
});
