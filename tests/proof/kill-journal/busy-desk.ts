import { setTimeout as pause } from 'node:timers/promises';
import type { HostOutput } from '../../../src/host-api/host-api.ts';
import { HostKilled, type HostProcess } from './host-process.ts';
import type { Ledger } from './ledger.ts';

/** Sales that are asked for at the same time: one desk never has more. */
const AT_ONCE = 3;
const PUSH_PAUSE_MS = 20;

/** How often the district was heard to hold less than it once said. */
export interface PushTally {
  pushes: number;
  acknowledgedSeq: number;
  rewinds: number;
  /** Sales and pushes that were refused for anything but a district that is away. */
  refusals: string[];
}

export function pushTally(): PushTally {
  return { pushes: 0, acknowledgedSeq: 0, rewinds: 0, refusals: [] };
}

export interface BusyDesk {
  /** Ends the selling and pushing; also when the host has been killed meanwhile. */
  stop(): Promise<void>;
}

/** Sells without a pause but `gapMs` and pushes all the while, until it is stopped or its host is gone. */
export function busyDesk(host: HostProcess, ledger: Ledger, tally: PushTally, gapMs: number): BusyDesk {
  let isOpen = true;

  async function sell(): Promise<void> {
    while (isOpen) {
      const answer = await host.call('journal.append', ledger.nextDraft());
      if (!answer.ok) throw new Error(`a sale was refused: ${JSON.stringify(answer.fault)}`);
      ledger.answered(answer.entry);
      if (gapMs > 0) await pause(gapMs);
    }
  }

  async function push(): Promise<void> {
    while (isOpen) {
      await pushOnce(host, tally);
      await pause(PUSH_PAUSE_MS);
    }
  }

  const work = [...Array.from({ length: AT_ONCE }, () => sell()), push()].map(untilKilled);
  return {
    async stop() {
      isOpen = false;
      await Promise.all(work);
    },
  };
}

/** Answers the entries that still wait, null where the district did not take the batch. */
export async function pushOnce(host: HostProcess, tally: PushTally): Promise<number | null> {
  return heardPush(tally, await host.call('district.push', {}));
}

/** Counts the answer to a push; the entries that still wait, null where the district did not take the batch. */
export function heardPush(tally: PushTally, answer: HostOutput<'district.push'>): number | null {
  if (!answer.ok) {
    // A district that is down or coming up is what the proof is about; anything else is a failure.
    if (!['unreachable', 'connection-refused', 'connection-cut'].includes(answer.fault.kind))
      tally.refusals.push(JSON.stringify(answer.fault));
    return null;
  }
  const { headSeq, acknowledgedSeq } = answer.value;
  tally.pushes += 1;
  if (acknowledgedSeq < tally.acknowledgedSeq) tally.rewinds += 1;
  tally.acknowledgedSeq = acknowledgedSeq;
  return headSeq - acknowledgedSeq;
}

async function untilKilled(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof HostKilled)) throw error;
  }
}
