import { parseArgs } from 'node:util';
import { laterGrowth, type MemorySample, weighScanner } from '../support/scanner-memory.ts';

/**
 * `node tests/proof/scanner-memory.ts --frames 20000`: the second half of the frames takes no more memory than
 * the first has taken, in the browser as it is shipped. Exits 1 where the workers' live heap has grown by more
 * than 1 MB, or the private memory of all processes by more than 8 MB (840 bytes a frame) beyond what V8 has set
 * aside for itself: at some times in thousands of frames it lets its young generation grow, whatever the frames
 * leave behind, to two halves of 16 MB at most. `--young 1` holds these to 1 MB each.
 */
const { values } = parseArgs({
  options: { frames: { type: 'string', default: '20000' }, young: { type: 'string' } },
});
const frames = Number(values.frames);
const LIVE_GROWTH_MEGABYTES_MAX = 1;
const GROWTH_MEGABYTES_MAX = 8;
const SAMPLES = 40;

const samples = await weighScanner({
  frames,
  step: Math.max(1, Math.round(frames / SAMPLES)),
  ...(values.young === undefined ? {} : { youngMegabytesMax: Number(values.young) }),
  onSample: tell,
});
const all = laterGrowth(samples);
const live = laterGrowth(samples, ({ liveMegabytes }) => liveMegabytes);
const beyond = laterGrowth(samples, ({ megabytes, reservedMegabytes }) => megabytes - reservedMegabytes);
console.log(
  `the second half of ${frames} frames: live heap of the workers ${live.toFixed(2)} MB more (at most ` +
    `${LIVE_GROWTH_MEGABYTES_MAX}), all processes ${all.toFixed(1)} MB more, beyond V8's own reserve ` +
    `${beyond.toFixed(1)} MB (at most ${GROWTH_MEGABYTES_MAX})`,
);
process.exitCode = live <= LIVE_GROWTH_MEGABYTES_MAX && beyond <= GROWTH_MEGABYTES_MAX ? 0 : 1;

function tell({
  frames: at,
  megabytes,
  liveMegabytes,
  reservedMegabytes,
  framesPerSecond,
}: MemorySample): void {
  const heap = `workers' heap ${liveMegabytes.toFixed(2)} MB live of ${reservedMegabytes.toFixed(1)}`;
  console.log(`${at} frames: ${megabytes.toFixed(1)} MB, ${heap}, ${framesPerSecond.toFixed(0)} frames/s`);
}
