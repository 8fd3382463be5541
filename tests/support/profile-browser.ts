import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../src/cli/start/browser.ts';
import { browserPidOf, cpuSecondsOf, killProcesses, signalProcesses, treeOf } from './process-tree.ts';

/** A running Chromium whose profile is a folder on disk. */
export interface ProfileBrowser {
  readonly context: BrowserContext;
  /** A page that fails the run with what it throws. */
  newPage(): Promise<Page>;
  /** CPU seconds of all its processes since it was started. */
  cpuSeconds(): number;
  close(): Promise<void>;
  /** Looks for its processes now, so that a kill to the millisecond need not. */
  aim(): void;
  /** Works while all its processes stand still: what is on disk then is what a kill would leave. */
  whileFrozen(work: () => Promise<void>): Promise<void>;
  /** `kill -9` of all its processes; the profile stays as it is on disk. */
  kill(): Promise<void>;
}

/** Where a profile keeps its IndexedDB. */
export function indexedDbFolderOf(profileFolder: string): string {
  return join(profileFolder, 'Default', 'IndexedDB');
}

/** Starts a headless Chromium on a profile, new or used before. Linux alone, where processes can be counted. */
export async function launchProfile(
  profileFolder: string,
  switches: readonly string[] = [],
): Promise<ProfileBrowser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('this needs an installed Chromium, Chrome or Edge');
  const isRoot = process.getuid?.() === 0;
  const context = await chromium.launchPersistentContext(profileFolder, {
    executablePath,
    headless: true,
    viewport: { width: 1366, height: 768 },
    args: ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : []), ...switches],
  });
  let isClosed = false;
  let aimedAt: readonly number[] | null = null;
  const closed = new Promise<void>((resolve) => {
    context.once('close', () => {
      isClosed = true;
      resolve();
    });
  });
  const pid = browserPidOf(profileFolder);
  if (pid === null) throw new Error(`no browser process has the profile ${profileFolder}`);
  return {
    context,
    async newPage() {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(error));
      return page;
    },
    cpuSeconds: () => cpuSecondsOf(pid),
    close: () => context.close(),
    aim() {
      aimedAt = treeOf(pid);
    },
    async whileFrozen(work) {
      const pids = treeOf(pid);
      signalProcesses(pids, 'SIGSTOP');
      try {
        await work();
      } finally {
        signalProcesses(pids, 'SIGCONT');
      }
    },
    async kill() {
      if (isClosed) return;
      killProcesses(aimedAt ?? treeOf(pid));
      await closed;
    },
  };
}
