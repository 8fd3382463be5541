import { expect, test } from 'vitest';
import { startNodeDecoder } from '../../src/cli/scan/node-decoder.ts';
import { negativeFrame, positiveFrame } from '../corpus/frame.ts';
import type { CodeKind } from '../corpus/printed-code.ts';
import { TIERS, type Tier } from '../corpus/tier.ts';

/** A dose of what `npm run bench -- scan --frames N` does with more. */
const FRAMES = 3;
const NEGATIVES = 6;
const SEED = 'dose';
/** Per three frames. */
const FLOORS: Readonly<Record<Tier, number>> = { easy: 3, medium: 3, hard: 2 };

const decoder = await startNodeDecoder();
const CELLS = (['code128', 'qr30', 'signed'] satisfies CodeKind[]).flatMap((kind) =>
  TIERS.map((tier) => ({ kind, tier })),
);

test.each(CELLS)('reads $kind of the $tier tier, and never another text', async ({ kind, tier }) => {
  let right = 0;
  for (let index = 0; index < FRAMES; index += 1) {
    const frame = await positiveFrame(kind, tier, `${SEED} ${index}`);
    const texts = decoder.readPicture(frame).codes.map(({ text }) => text);
    expect(texts.filter((text) => text !== frame.text)).toEqual([]);
    if (texts.length > 0) right += 1;
  }
  expect(right).toBeGreaterThanOrEqual(FLOORS[tier]);
});

test('reads nothing on desks full of stripes, print and codes of other kinds', async () => {
  for (let index = 0; index < NEGATIVES; index += 1) {
    const frame = await negativeFrame(`${SEED} ${index}`);
    expect(decoder.readPicture(frame).codes).toEqual([]);
  }
});
