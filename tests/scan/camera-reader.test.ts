import { expect, test } from 'vitest';
import { startNodeDecoder } from '../../src/cli/scan/node-decoder.ts';
import { codeReaderOf } from '../../src/scan/camera/camera-reader.ts';
import type { GreyPicture } from '../../src/scan/picture/picture.ts';
import { pictureOf } from '../e2e/support/card-video.ts';

const DESK = shown(pictureOf([]));
const CARD = shown(pictureOf([{ text: 'LW20260001I', code: 'code128' }]));
const decoder = await startNodeDecoder();

test('looks at one frame of sixteen before a familiar desk, and at a card at once', () => {
  const reader = codeReaderOf(decoder);
  const before = Array.from({ length: 36 }, () => reader.readFrame(DESK, []));
  expect(before.every(({ isFamiliar, isLookedAt }) => !isFamiliar && isLookedAt)).toBe(true);
  const after = Array.from({ length: 48 }, () => reader.readFrame(DESK, []));
  expect(after.every(({ isFamiliar }) => isFamiliar)).toBe(true);
  expect(after.filter(({ isLookedAt }) => isLookedAt)).toHaveLength(3);
  const [first, second] = [reader.readFrame(CARD, []), reader.readFrame(CARD, [])];
  expect([first.isLookedAt, second.isLookedAt]).toEqual([true, true]);
  expect([...first.codes, ...second.codes].map(({ text }) => text)).toContain('LW20260001I');
});

test('looks at each frame again once it was told to forget', () => {
  const reader = codeReaderOf(decoder);
  for (let frame = 0; frame < 40; frame += 1) reader.readFrame(DESK, []);
  expect(reader.readFrame(DESK, [])).toMatchObject({ isFamiliar: true });
  reader.forget();
  expect(reader.readFrame(DESK, [])).toMatchObject({ isFamiliar: false, isLookedAt: true });
});

test('looks for another card in the frame in which a card is new, whichever of them it reads first', () => {
  const bars = { text: 'LW20260001I', code: 'code128', x: 0.25 } as const;
  const square = { text: 'LW20260002G', code: 'qr', x: 0.75 } as const;
  for (const cards of [
    [bars, square],
    [square, bars],
  ]) {
    const reader = codeReaderOf(decoder);
    reader.forget();
    const first = Array.from({ length: 3 }, () => reader.readFrame(shown(pictureOf(cards)), [])).find(
      ({ codes }) => codes.length > 0,
    );
    expect(new Set(first?.codes.map(({ text }) => text))).toEqual(new Set([bars.text, square.text]));
  }
});

function shown(data: Uint8Array): GreyPicture {
  return { data, width: 1280, height: 720 };
}
