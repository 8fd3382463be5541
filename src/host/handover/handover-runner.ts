import type { Delivery } from './delivery.ts';
import type { HandoverBook } from './handover-book.ts';
import type { HandoverJob } from './handover-job.ts';

/** How long it waits: for an answer, and before it tries again (from the first to the longest wait, with jitter). */
export interface HandoverTiming {
  readonly answerMs: number;
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
}

export const HANDOVER_TIMING: HandoverTiming = {
  answerMs: 15_000,
  firstRetryMs: 1_000,
  lastRetryMs: 300_000,
};

interface RunnerParts {
  readonly book: HandoverBook;
  readonly timing: HandoverTiming;
  /** False if the site hands nothing over: then its messages wait. */
  readonly hasTarget: (siteId: string) => boolean;
  /** Sends one message; null if the site hands nothing over. Never rejects. */
  readonly send: (job: HandoverJob) => Promise<Delivery> | null;
}

/** Sends what waits: for each site one message at a time, in their order, and each until it has arrived or is dead. */
export interface HandoverRunner {
  /** Something may be sent now. */
  poke(siteId: string): void;
  /** Sends no more; resolves once nothing is under way. */
  close(): Promise<void>;
}

export function handoverRunner(parts: RunnerParts): HandoverRunner {
  const sites = new Map<string, SiteRun>();
  let isClosed = false;

  function poke(siteId: string): void {
    const site = sites.get(siteId) ?? { timer: undefined, running: null, failures: 0, isPoked: false };
    sites.set(siteId, site);
    clearTimeout(site.timer);
    if (site.running !== null) {
      site.isPoked = true;
      return;
    }
    if (isClosed) return;
    site.running = runAll(siteId, site).finally(() => {
      site.running = null;
      if (isClosed) return;
      if (site.isPoked) {
        site.isPoked = false;
        poke(siteId);
      } else if (site.failures > 0) {
        site.timer = setTimeout(() => poke(siteId), waitMs(parts.timing, site.failures)).unref();
      }
    });
  }

  async function runAll(siteId: string, site: SiteRun): Promise<void> {
    // Every turn ends a message, or ends the run.
    while (!isClosed) {
      const job = parts.hasTarget(siteId) ? parts.book.next(siteId) : null;
      const isDone = job === null || (await sendOne(parts, job));
      site.failures = isDone ? 0 : site.failures + 1;
      if (job === null || !isDone) return;
    }
  }

  return {
    poke,
    async close() {
      isClosed = true;
      for (const { timer } of sites.values()) clearTimeout(timer);
      await Promise.allSettled([...sites.values()].map(({ running }) => running));
    },
  };
}

interface SiteRun {
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | null;
  failures: number;
  isPoked: boolean;
}

/** Returns true if the next message may go. */
async function sendOne({ book, send }: RunnerParts, job: HandoverJob): Promise<boolean> {
  try {
    await book.attempting(job);
  } catch {
    // What is not known to have been tried would be forgotten if the desk takes it back.
    return book.told(job.id, { kind: 'failed', trouble: 'disk', detail: '' });
  }
  const delivery = await send(job);
  return delivery === null ? false : book.told(job.id, delivery);
}

function waitMs({ firstRetryMs, lastRetryMs }: HandoverTiming, failures: number): number {
  const longest = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 20));
  // Never at once: an address that refuses would be asked without end.
  return Math.ceil(longest / 2 + (Math.random() * longest) / 2);
}
