import type { LineFault } from '../../protocol/line-fault.ts';
import type { NotesLine } from '../ports.ts';

/** Each batch has 50 notes: together far more than a desk writes in a month without a line. */
const BATCHES_MAX = 40;

/** `older-district`: it knows no notes yet. Those that wait are kept. */
export type PushNotesOutcome =
  | { readonly kind: 'pushed'; readonly sent: number; readonly waiting: number }
  | { readonly kind: 'older-district'; readonly waiting: number }
  | { readonly kind: 'fault'; readonly fault: LineFault };

/** Sends the notes whose entries the district has: after the journal, which names them. */
export async function pushNotes(line: NotesLine, signal: AbortSignal): Promise<PushNotesOutcome> {
  let [sent, waiting] = [0, 0];
  for (let batch = 0; batch < BATCHES_MAX && !signal.aborted; batch += 1) {
    const reply = await line.push();
    if (!reply.ok) return { kind: 'fault', fault: reply.fault };
    if (reply.value.kind === 'older-district') return reply.value;
    sent += reply.value.sent;
    waiting = reply.value.waiting;
    if (!reply.value.more) break;
  }
  return { kind: 'pushed', sent, waiting };
}
