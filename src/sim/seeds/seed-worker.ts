import '../kiosk/stand-in-crypto.ts';
import { parentPort } from 'node:worker_threads';

/** Runs one seed after the other, as it is asked to, and answers each with its report. */
const { runSeed } = await import('./run.ts');

parentPort?.on('message', async (seed: number) => {
  parentPort?.postMessage(await runSeed(seed));
});
