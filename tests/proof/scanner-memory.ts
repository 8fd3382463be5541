import { parseArgs } from 'node:util';
import { laterGrowth, weighScanner } from '../support/scanner-memory.ts';

/**
 * `node tests/proof/scanner-memory.ts --frames 20000`: the second half of the frames takes no more memory than
 * the first has taken. Exits 1 where it has grown by more than 8 MB: 840 bytes a frame. The first half is for
 * V8 to size its young generation, which is small at first and grows to two halves of 16 MB as frames pass,
 * whatever they leave behind; with `--young 1` it is held to halves of 1 MB, and then there is nothing to see
 * of that from the start.
 */
const { values } = parseArgs({
  options: { frames: { type: 'string', default: '20000' }, young: { type: 'string' } },
});
const frames = Number(values.frames);
const GROWTH_MEGABYTES_MAX = 8;
const SAMPLES = 40;

const samples = await weighScanner({
  frames,
  step: Math.max(1, Math.round(frames / SAMPLES)),
  ...(values.young === undefined ? {} : { youngMegabytesMax: Number(values.young) }),
  onSample: ({ frames: at, megabytes, framesPerSecond }) =>
    console.log(`${at} frames: ${megabytes.toFixed(1)} MB, ${framesPerSecond.toFixed(0)} frames/s`),
});
const growth = laterGrowth(samples);
console.log(
  `the second half of ${frames} frames: ${growth.toFixed(1)} MB more (at most ${GROWTH_MEGABYTES_MAX})`,
);
process.exitCode = growth <= GROWTH_MEGABYTES_MAX ? 0 : 1;
