import type { LineFault } from '../../protocol/line-fault.ts';
import type { NotesLine } from '../ports.ts';

/** Each page has 100 notes: together more than a device keeps. */
const PAGES_MAX = 100;

/** `full`, `disk`: this device did not take a page, which comes again in the next round. */
export type PullNotesOutcome =
  | { readonly kind: 'pulled'; readonly changes: number }
  | { readonly kind: 'older-district' | 'full' }
  | { readonly kind: 'disk'; readonly detail: string }
  | { readonly kind: 'fault'; readonly fault: LineFault };

/** Brings the notes of this kiosk's sites to its host, and the word of those that have had their end. */
export async function pullNotes(line: NotesLine, signal: AbortSignal): Promise<PullNotesOutcome> {
  let changes = 0;
  for (let pages = 0; pages < PAGES_MAX && !signal.aborted; pages += 1) {
    const reply = await line.pull();
    if (!reply.ok) return { kind: 'fault', fault: reply.fault };
    if (reply.value.kind !== 'pulled') return reply.value;
    changes += reply.value.changes;
    if (!reply.value.more) break;
  }
  return { kind: 'pulled', changes };
}
