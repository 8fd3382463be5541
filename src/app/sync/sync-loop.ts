import type { RandomPort, TimerPort } from '../ports.ts';
import { isDownBy, isLineDown, type LineStatus, troubleOf } from './line-status.ts';
import { createLineWatch } from './line-watch.ts';
import { createOutageTally } from './outage-tally.ts';
import { waitingOf } from './push-journal.ts';
import { createRoundPace } from './round-pace.ts';
import { type RoundReport, type SyncRoundPorts, syncRound } from './sync-round.ts';

export interface SyncLoopPorts extends SyncRoundPorts {
  readonly timer: TimerPort;
  readonly random: RandomPort;
  /** Is told that a round has brought records. */
  readonly recordsCame?: () => void;
}

export interface SyncLoop {
  /** Begins the first round; resolves when `status()` says what is known already. */
  start(): Promise<void>;
  /** Something happened that makes a round worth while: a recorded use, the `online` event. */
  poke(): void;
  /**
   * 立即同步: like a poke, and once in each time of patience that the district asked for it does not wait for
   * the end of it: who stands before the kiosk may know that the district is well again.
   */
  syncNow(): void;
  /** Ends at the next await; resolves when nothing runs any more. A stopped loop stays stopped. */
  stop(): Promise<void>;
  status(): LineStatus;
  /** Calls back at each change of `status()`; the answer unsubscribes. */
  subscribe(listener: () => void): () => void;
}

/** One round at a time, again and again until stopped; every failure is only a longer wait. */
export function createSyncLoop(ports: SyncLoopPorts): SyncLoop {
  const { timer } = ports;
  const pace = createRoundPace(ports);
  const stopping = new AbortController();
  const reporter = createReporter(ports);
  const { watch } = reporter;
  let running: Promise<void> | null = null;
  let cancelTimer = () => {};
  let isPoked = false;

  function schedule(delayMs: number): void {
    cancelTimer();
    if (stopping.signal.aborted) return;
    cancelTimer = timer.after(pace.waitMs(delayMs), () => {
      running = turn();
    });
  }

  async function turn(): Promise<void> {
    const wasPoked = isPoked;
    isPoked = false;
    pace.roundBegan();
    watch.publish({ isSyncing: true });
    let report: RoundReport | null = null;
    let push: RoundReport['push'] | null = null;
    try {
      report = await syncRound(ports, stopping.signal, {
        onProgress: (progress) => watch.publish({ progress }),
        onPush: (outcome) => {
          push = outcome;
        },
      });
      await reporter.roundEnded(report);
      if (report.records.kind === 'pulled' && report.records.changes > 0) ports.recordsCame?.();
    } catch (cause) {
      // The host is gone or a port is broken: say so and keep trying, for nothing else will.
      report = null;
      reporter.roundBroke(cause, push);
    }
    const delayMs = pace.roundEnded(report, wasPoked);
    running = null;
    schedule(isPoked ? 0 : delayMs);
  }

  function poke(): void {
    isPoked = true;
    void reporter.refresh();
    if (running === null) schedule(0);
  }

  return {
    start() {
      schedule(0);
      return reporter.refresh();
    },
    poke,
    syncNow() {
      if (running === null) pace.breakIn();
      poke();
    },
    async stop() {
      watch.publish({ isSyncing: false, progress: null });
      watch.close();
      stopping.abort();
      cancelTimer();
      await running;
    },
    status: watch.status,
    subscribe: watch.subscribe,
  };
}

/** Turns what rounds find into the line's status. */
function createReporter({ clock, journal, roster }: SyncLoopPorts) {
  const watch = createLineWatch();
  const tally = createOutageTally();
  let isRefreshing = false;

  async function knownLocally(): Promise<Pick<LineStatus, 'waiting' | 'acknowledgedSeq' | 'roster'>> {
    const [status, { pulledAt, cards }] = await Promise.all([journal.status(), roster.state()]);
    const { acknowledgedSeq } = status;
    return { waiting: waitingOf(status), acknowledgedSeq, roster: { pulledAt, cards } };
  }

  function lineOf(isDown: boolean): LineStatus['line'] {
    const { line } = watch.status();
    const kind = isDown ? 'down' : 'up';
    return line.kind === kind ? line : { kind, since: clock.now() };
  }

  return {
    watch,
    async roundEnded(report: RoundReport): Promise<void> {
      const known = await knownLocally();
      const { lastSuccessAt, caughtUp } = watch.status();
      const at = clock.now();
      const trouble = troubleOf(report);
      const isDown = isLineDown(report);
      const { delivered, waiting } = report.push;
      const news = tally.roundEnded({ isLineDown: isDown, delivered, waiting });
      watch.publish({
        ...known,
        line: lineOf(isDown),
        isSyncing: false,
        progress: null,
        trouble,
        lastSuccessAt: trouble === null ? at : lastSuccessAt,
        caughtUp: news === null ? caughtUp : { serial: (caughtUp?.serial ?? 0) + 1, delivered: news, at },
      });
    },
    /** `push`: what this round had already heard of the district; null if it has not come so far. */
    roundBroke(cause: unknown, push: RoundReport['push'] | null): void {
      const trouble = { kind: 'unexpected' as const, detail: String(cause) };
      const line = lineOf(push === null || isDownBy(push));
      watch.publish({ line, isSyncing: false, progress: null, trouble });
    },
    /** Runs beside the rounds: the clerk sees the count of waiting uses grow even while a call hangs. */
    async refresh(): Promise<void> {
      if (isRefreshing) return;
      isRefreshing = true;
      try {
        watch.publish(await knownLocally());
      } catch (cause) {
        watch.publish({ trouble: { kind: 'unexpected', detail: String(cause) } });
      } finally {
        isRefreshing = false;
      }
    },
  };
}
