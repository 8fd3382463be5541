import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SeedReport } from './run.ts';

/**
 * Runs the seeds on all cores, each on a thread by itself, and hands over the reports as they come. A thread
 * that throws ends the run: nothing may pass for a good seed. `onReport` answers whether to go on.
 */
export async function runSeeds(
  seeds: Iterable<number>,
  onReport: (report: SeedReport) => 'go on' | 'stop',
): Promise<void> {
  const queue = seeds[Symbol.iterator]();
  let isStopped = false;

  async function drive(): Promise<void> {
    const worker = new Worker(new URL('./seed-worker.ts', import.meta.url));
    try {
      // The iterator bounds the loop.
      for (let next = queue.next(); !next.done && !isStopped; next = queue.next()) {
        const report = await reportOf(worker, next.value);
        if (onReport(report) === 'stop') isStopped = true;
      }
    } finally {
      await worker.terminate();
    }
  }

  await Promise.all(Array.from({ length: availableParallelism() }, drive));
}

function reportOf(worker: Worker, seed: number): Promise<SeedReport> {
  return new Promise((resolve, reject) => {
    const onError = (cause: unknown) => reject(new Error(`seed ${seed}`, { cause }));
    worker.once('error', onError);
    worker.once('message', (report: SeedReport) => {
      worker.off('error', onError);
      resolve(report);
    });
    worker.postMessage(seed);
  });
}
