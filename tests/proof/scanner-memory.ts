import { parseArgs } from 'node:util';
import { lightest, weighScanner } from '../support/scanner-memory.ts';

/**
 * `node tests/proof/scanner-memory.ts --frames 20000`: the browser weighs the same after so many frames as
 * after a tenth of them. Exits 1 where it has grown by more than 24 MB.
 */
const { values } = parseArgs({ options: { frames: { type: 'string', default: '20000' } } });
const frames = Number(values.frames);
const step = Math.max(1, Math.round(frames / 40));
const GROWTH_MEGABYTES_MAX = 24;

const samples = await weighScanner({
  frames,
  step,
  onSample: ({ frames: at, megabytes, framesPerSecond }) =>
    console.log(`${at} frames: ${megabytes.toFixed(1)} MB, ${framesPerSecond.toFixed(0)} frames/s`),
});
const warm = lightest(samples.slice(4, 12));
const end = lightest(samples.slice(-8));
const growth = end - warm;
console.log(
  `after ${samples[4]?.frames} frames ${warm.toFixed(1)} MB, after ${frames} ${end.toFixed(1)} MB: ${growth.toFixed(1)} MB more (at most ${GROWTH_MEGABYTES_MAX})`,
);
process.exitCode = growth <= GROWTH_MEGABYTES_MAX ? 0 : 1;
