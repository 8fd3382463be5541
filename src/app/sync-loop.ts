import {
  INITIAL_LINE_STATUS,
  isLineDown,
  type LineStatus,
  type LineTrouble,
  retryAfterMsOf,
  troubleOf,
} from './line-status.ts';
import type { RandomPort, TimerPort } from './ports.ts';
import { waitingOf } from './push-journal.ts';
import { intervalMs, notBeforeMs, retryDelayMs } from './retry-delay.ts';
import { type RoundReport, type SyncRoundPorts, syncRound } from './sync-round.ts';

/** Rounds never follow one another faster than this, however often one pokes. */
const ROUND_GAP_MS_MIN = 1_000;

export interface SyncLoopPorts extends SyncRoundPorts {
  readonly timer: TimerPort;
  readonly random: RandomPort;
}

export interface SyncLoop {
  /** Shows what is known already, then runs the first round. */
  start(): void;
  /** Something happened that makes a round worth while: a recorded use, 立即同步, the `online` event. */
  poke(): void;
  /** Ends at the next await; resolves when nothing runs any more. A stopped loop stays stopped. */
  stop(): Promise<void>;
  status(): LineStatus;
  /** Calls back at each change of `status()`; the answer unsubscribes. */
  subscribe(listener: () => void): () => void;
}

/** One round at a time, again and again until stopped; every failure is only a longer wait. */
export function createSyncLoop(ports: SyncLoopPorts): SyncLoop {
  const { timer, random, clock } = ports;
  const stopping = new AbortController();
  const listeners = new Set<() => void>();
  let status = INITIAL_LINE_STATUS;
  let running: Promise<void> | null = null;
  let cancelTimer = () => {};
  let notBefore = 0;
  let isPoked = false;
  let failures = 0;
  /** Delivered since the line was last known to be down, or since the start; null while all is ordinary. */
  let deliveredSinceOutage: number | null = 0;

  function publish(change: Partial<LineStatus>): void {
    if (stopping.signal.aborted) return;
    status = { ...status, ...change };
    for (const listener of listeners) listener();
  }

  function schedule(delayMs: number): void {
    cancelTimer();
    if (stopping.signal.aborted) return;
    const waitMs = Math.max(delayMs, notBefore - timer.monotonicMs(), 0);
    cancelTimer = timer.after(waitMs, () => {
      if (running === null) running = turn();
    });
  }

  async function turn(): Promise<void> {
    const wasPoked = isPoked;
    isPoked = false;
    publish({ isSyncing: true });
    const delayMs = await round(wasPoked);
    running = null;
    schedule(isPoked ? 0 : delayMs);
  }

  /** Runs one round, publishes what it found and answers how long to wait. */
  async function round(wasPoked: boolean): Promise<number> {
    let report: RoundReport;
    try {
      report = await syncRound(ports, stopping.signal, (progress) => publish({ progress }));
      publish(await knownLocally());
    } catch (cause) {
      // The host is gone or a port is broken: say so and keep trying, for nothing else will.
      publish({ isSyncing: false, progress: null, trouble: { kind: 'unexpected', detail: String(cause) } });
      notBefore = timer.monotonicMs() + ROUND_GAP_MS_MIN;
      return afterFailure(null, wasPoked);
    }
    const trouble = troubleOf(report);
    publishRound(report, trouble);
    const retryAfterMs = retryAfterMsOf(report);
    const hasMore = trouble === null && report.push.kind === 'more';
    notBefore = timer.monotonicMs() + (hasMore ? 0 : Math.max(ROUND_GAP_MS_MIN, notBeforeMs(retryAfterMs)));
    if (trouble !== null) return afterFailure(retryAfterMs, wasPoked);
    failures = 0;
    return hasMore ? 0 : intervalMs(random);
  }

  /** A round that somebody asked for is no evidence that the district needs more patience. */
  function afterFailure(retryAfterMs: number | null, wasPoked: boolean): number {
    if (!wasPoked || failures === 0) failures += 1;
    return retryDelayMs(failures, { retryAfterMs, random });
  }

  function publishRound(report: RoundReport, trouble: LineTrouble | null): void {
    const at = clock.now();
    const kind = isLineDown(report) ? 'down' : 'up';
    publish({
      line: status.line.kind === kind ? status.line : { kind, since: at },
      isSyncing: false,
      progress: null,
      trouble,
      lastSuccessAt: trouble === null ? at : status.lastSuccessAt,
      caughtUp: caughtUpAfter(report, kind),
    });
  }

  /** Only what an outage held back is worth telling; in ordinary times every use goes out at once. */
  function caughtUpAfter({ push }: RoundReport, line: 'up' | 'down'): LineStatus['caughtUp'] {
    if (line === 'down') deliveredSinceOutage ??= 0;
    if (deliveredSinceOutage === null) return status.caughtUp;
    deliveredSinceOutage += push.delivered;
    if (line === 'down' || push.waiting > 0) return status.caughtUp;
    const delivered = deliveredSinceOutage;
    deliveredSinceOutage = null;
    if (delivered === 0) return status.caughtUp;
    return { serial: (status.caughtUp?.serial ?? 0) + 1, delivered, at: clock.now() };
  }

  async function knownLocally(): Promise<Pick<LineStatus, 'waiting' | 'acknowledgedSeq' | 'roster'>> {
    const [journal, { pulledAt, cards }] = await Promise.all([ports.journal.status(), ports.roster.state()]);
    const { acknowledgedSeq } = journal;
    return { waiting: waitingOf(journal), acknowledgedSeq, roster: { pulledAt, cards } };
  }

  /** Runs beside the rounds: the clerk sees the count of waiting uses grow even while a call hangs. */
  let isRefreshing = false;
  async function refresh(): Promise<void> {
    if (isRefreshing) return;
    isRefreshing = true;
    try {
      publish(await knownLocally());
    } catch (cause) {
      publish({ trouble: { kind: 'unexpected', detail: String(cause) } });
    } finally {
      isRefreshing = false;
    }
  }

  return {
    start() {
      void refresh();
      schedule(0);
    },
    poke() {
      isPoked = true;
      void refresh();
      if (running === null) schedule(0);
    },
    async stop() {
      publish({ isSyncing: false, progress: null });
      stopping.abort();
      cancelTimer();
      await running;
    },
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
