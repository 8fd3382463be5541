import type { JournalStatus } from '../../domain/journal/journal-state.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { DistrictPort, JournalPort } from '../ports.ts';

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
 * A district that holds another future of this journal says so to every batch, and takes it into quarantine: they
 * go on as well, and the fault is told at the end.
 */
export async function pushJournal(
  ports: { readonly journal: Pick<JournalPort, 'status'>; readonly district: Pick<DistrictPort, 'push'> },
  signal: AbortSignal,
  onBatch: (delivered: number, waiting: number) => void,
): Promise<PushOutcome> {
  let status = await ports.journal.status();
  let kind: 'drained' | 'more' | 'stalled' = 'more';
  let fork: LineFault | null = null;
  let delivered = 0;
  let idleBatches = 0;
  for (let batch = 0; batch < PUSH_BATCHES_MAX && kind === 'more' && !signal.aborted; batch += 1) {
    const result = await ports.district.push();
    if (!result.ok && result.fault.kind !== 'fork') {
      return { kind: 'fault', fault: result.fault, delivered, waiting: waitingOf(status) };
    }
    fork = result.ok ? null : result.fault;
    const next = result.ok ? result.value : await ports.journal.status();
    const advanced = next.acknowledgedSeq - status.acknowledgedSeq;
    status = next;
    if (result.ok) delivered += Math.max(0, advanced);
    idleBatches = advanced > 0 ? 0 : idleBatches + 1;
    const waiting = waitingOf(status);
    if (waiting === 0) kind = 'drained';
    else if (idleBatches === IDLE_BATCHES_MAX) kind = 'stalled';
    else onBatch(delivered, waiting);
  }
  const waiting = waitingOf(status);
  return fork === null ? { kind, delivered, waiting } : { kind: 'fault', fault: fork, delivered, waiting };
}

/** Entries that the district has not acknowledged. */
export function waitingOf(status: JournalStatus): number {
  return Math.max(0, status.headSeq - status.acknowledgedSeq);
}
