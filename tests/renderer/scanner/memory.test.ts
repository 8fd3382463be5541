import { expect, test } from 'vitest';
import { lightest, weighScanner } from '../../support/scanner-memory.ts';

/** 300 leaked frames of 345 KB are three times as much; a collector's mood is less. */
const GROWTH_MEGABYTES_MAX = 36;

test.runIf(process.platform === 'linux')('weighs the same after a few hundred frames more', async () => {
  const samples = await weighScanner({ frames: 480, step: 40 });
  const growth = lightest(samples.slice(-4)) - lightest(samples.slice(2, 6));
  expect(growth).toBeLessThan(GROWTH_MEGABYTES_MAX);
});
