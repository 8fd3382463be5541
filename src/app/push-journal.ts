import type { DistrictPort, JournalPort, JournalStatus, LineFault } from './ports.ts';

/**
 * Batches of one round. Some 350 entries fill one: what a busy desk records in 45 days, 13,500 entries, goes out in
 * a single round, before the pulls of its end bring a whole roster down the same line.
 */
const PUSH_BATCHES_MAX = 60;
/** A restored server moves the acknowledged head back once; twice without progress is no restoring. */
const IDLE_BATCHES_MAX = 2;

/** `delivered` counts entries acknowledged by this round, `waiting` those that are still to go. */
export type PushOutcome =
  | { readonly kind: 'drained' | 'more' | 'stalled'; readonly delivered: number; readonly waiting: number }
  | {
      readonly kind: 'fault';
      readonly fault: LineFault;
      readonly delivered: number;
      readonly waiting: number;
    };

/**
 * Sends batch after batch until the district has acknowledged everything, at most `PUSH_BATCHES_MAX`. Asks
 * at least once even with nothing to send: the answer tells whether the line is up and the server restored.
 */
export async function pushJournal(
  ports: { readonly journal: Pick<JournalPort, 'status'>; readonly district: Pick<DistrictPort, 'push'> },
  signal: AbortSignal,
  onBatch: (delivered: number, waiting: number) => void,
): Promise<PushOutcome> {
  let status = await ports.journal.status();
  let delivered = 0;
  let idleBatches = 0;
  for (let batch = 0; batch < PUSH_BATCHES_MAX && !signal.aborted; batch += 1) {
    const result = await ports.district.push();
    if (!result.ok) return { kind: 'fault', fault: result.fault, delivered, waiting: waitingOf(status) };
    const advanced = result.value.acknowledgedSeq - status.acknowledgedSeq;
    status = result.value;
    delivered += Math.max(0, advanced);
    const waiting = waitingOf(status);
    if (waiting === 0) return { kind: 'drained', delivered, waiting };
    idleBatches = advanced > 0 ? 0 : idleBatches + 1;
    if (idleBatches === IDLE_BATCHES_MAX) return { kind: 'stalled', delivered, waiting };
    onBatch(delivered, waiting);
  }
  return { kind: 'more', delivered, waiting: waitingOf(status) };
}

/** Entries that the district has not acknowledged. */
export function waitingOf(status: JournalStatus): number {
  return Math.max(0, status.headSeq - status.acknowledgedSeq);
}
