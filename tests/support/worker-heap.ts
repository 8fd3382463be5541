import type { Page } from 'playwright-core';

/** V8's heaps of all workers of a page, together. */
export interface WorkerHeap {
  /** What is in use. */
  readonly liveMegabytes: number;
  /** What V8 holds for it, the halves of its young generation among it. */
  readonly reservedMegabytes: number;
}

interface Usage {
  readonly usedSize: number;
  readonly totalSize: number;
}

const MEGABYTE = 1024 * 1024;

/** Asks the workers that the page has by now, through Chromium's own protocol; each answer is of that moment. */
export async function openWorkerHeaps(page: Page): Promise<() => Promise<WorkerHeap>> {
  const session = await page.context().newCDPSession(page);
  const workers: string[] = [];
  const waiting = new Map<number, (usage: Usage) => void>();
  let lastId = 0;
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.push(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result }: { id: number; result: Usage } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false });

  async function usageOf(sessionId: string): Promise<Usage> {
    lastId += 1;
    const id = lastId;
    const usage = new Promise<Usage>((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
    return await usage;
  }

  return async () => {
    const usages = await Promise.all(workers.map(usageOf));
    if (usages.length === 0) throw new Error('the page has no workers');
    const sum = (size: (usage: Usage) => number) =>
      usages.reduce((all, one) => all + size(one), 0) / MEGABYTE;
    return {
      liveMegabytes: sum(({ usedSize }) => usedSize),
      reservedMegabytes: sum(({ totalSize }) => totalSize),
    };
  };
}
