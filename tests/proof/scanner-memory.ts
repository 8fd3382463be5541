import { parseArgs } from 'node:util';
import { laterGrowth, weighScanner } from '../support/scanner-memory.ts';

/**
 * `node tests/proof/scanner-memory.ts --frames 20000`: the second half of the frames takes no more memory than
 * the first has taken. Exits 1 where it has grown by more than 8 MB: 840 bytes a frame. V8's young generation is
 * held to two halves of 1 MB, since at some time in thousands of frames it grows to two of 16 MB, whatever the
 * frames leave behind, and stays there; `--young 16` shows that, too, and may exceed the limit by it.
 */
const { values } = parseArgs({
  options: { frames: { type: 'string', default: '20000' }, young: { type: 'string', default: '1' } },
});
const frames = Number(values.frames);
const GROWTH_MEGABYTES_MAX = 8;
const SAMPLES = 40;

const samples = await weighScanner({
  frames,
  step: Math.max(1, Math.round(frames / SAMPLES)),
  youngMegabytesMax: Number(values.young),
  onSample: ({ frames: at, megabytes, framesPerSecond }) =>
    console.log(`${at} frames: ${megabytes.toFixed(1)} MB, ${framesPerSecond.toFixed(0)} frames/s`),
});
const growth = laterGrowth(samples);
console.log(
  `the second half of ${frames} frames: ${growth.toFixed(1)} MB more (at most ${GROWTH_MEGABYTES_MAX})`,
);
process.exitCode = growth <= GROWTH_MEGABYTES_MAX ? 0 : 1;
