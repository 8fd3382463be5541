import { expect, test } from 'vitest';
import { laterGrowth, weighScanner } from '../../support/scanner-memory.ts';

/** 120 leaked frames of 345 KB are five times as much; without a young generation that grows, noise is 2 MB. */
const GROWTH_MEGABYTES_MAX = 8;

test.runIf(process.platform === 'linux')('weighs the same after a few hundred frames more', async () => {
  const samples = await weighScanner({ frames: 480, step: 40, youngMegabytesMax: 1 });
  expect(laterGrowth(samples)).toBeLessThan(GROWTH_MEGABYTES_MAX);
});
