import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProfileBrowser } from '../../support/profile-browser.ts';

/** Idle this long, the browser has written and compacted what it wants to. */
const QUIET_MS = 1_500;
const QUIET_CPU_SECONDS_MAX = 0.05;
const SETTLE_MS_MAX = 60_000;
const BLOCK_BYTES = 512;

/**
 * CPU seconds that some work takes, with all that the browser writes and compacts after it, and without what
 * it takes in the same time when it has nothing to do.
 */
export async function cpuOf(browser: ProfileBrowser, work: () => Promise<void>): Promise<number> {
  const before = await whenQuiet(browser);
  await work();
  const after = await whenQuiet(browser);
  const idle = ((after.atMs - before.atMs) / QUIET_MS) * Math.min(before.idleSeconds, after.idleSeconds);
  return Math.max(0, after.cpuSeconds - before.cpuSeconds - idle);
}

/** The browser once it has been quiet for a while, and how much it took in that while. */
export async function whenQuiet(browser: ProfileBrowser) {
  const until = performance.now() + SETTLE_MS_MAX;
  let before = browser.cpuSeconds();
  for (;;) {
    await sleep(QUIET_MS);
    const cpuSeconds = browser.cpuSeconds();
    const idleSeconds = cpuSeconds - before;
    if (idleSeconds <= QUIET_CPU_SECONDS_MAX || performance.now() > until) {
      return { cpuSeconds, idleSeconds, atMs: performance.now() };
    }
    before = cpuSeconds;
  }
}

/** Blocks on disk, as `du` counts them, of all files in a folder. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return sizes.reduce((sum, { blocks }) => sum + blocks * BLOCK_BYTES, 0);
}
