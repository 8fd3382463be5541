import type { GivenBody } from '../../domain/journal/entry-body.ts';
import type { JournalDraft, JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { JournalFault } from '../../domain/journal/journal-state.ts';
import type { JournalPort } from '../ports.ts';
import type { CachedUses } from './cached-uses.ts';

export interface RecordPorts {
  readonly journal: JournalPort;
  readonly uses: Pick<CachedUses, 'add' | 'countersFor' | 'doubt'>;
}

/**
 * `recorded`: on disk; `counted` is false if no counters could follow, not even in memory. The desk hears of that
 * from its `CachedUses`, which go on trying.
 * `fault`: nothing was recorded. `unanswered`: the host went away before it said so, and only the journal
 * knows: look at today's list before trying again.
 */
export type RecordResult =
  | { readonly kind: 'recorded'; readonly entry: JournalEntry; readonly counted: boolean }
  | {
      readonly kind: 'fault';
      readonly fault: Readonly<JournalFault>;
    }
  | { readonly kind: 'unanswered'; readonly detail: string };

/**
 * `not-held`: the court went back to the district, or was given, since it was shown; `right-refused`: the district
 * gave the right to another site, or it is used; `record-changed`: the record is another than it was. Nothing was
 * recorded: the card is to be checked again.
 */
export type RedeemResult =
  | RecordResult
  | { readonly kind: 'not-held' }
  | { readonly kind: 'right-refused' }
  | { readonly kind: 'record-changed' };

/** A draft of what is given. */
export interface UseDraft extends JournalDraft {
  readonly body: GivenBody;
}

/** Appends to the journal and counts: what every kind of entry goes through. */
export async function record(ports: RecordPorts, draft: JournalDraft): Promise<RecordResult> {
  let appended: Awaited<ReturnType<JournalPort['append']>>;
  try {
    appended = await ports.journal.append(draft);
  } catch (cause) {
    // The port answers with faults; a rejection means that nobody answered, so that either may be true.
    ports.uses.doubt();
    return { kind: 'unanswered', detail: String(cause) };
  }
  if (!appended.ok) return { kind: 'fault', fault: appended.fault };
  const { entry } = appended;
  return { kind: 'recorded', entry, counted: await count(ports, entry) };
}

/** The entry is on disk whatever happens here: a failing counter must never look like a failed sale. */
async function count(ports: RecordPorts, entry: JournalEntry): Promise<boolean> {
  try {
    return (await ports.uses.add(entry.journalId, [entry])) === null;
  } catch {
    return false;
  }
}
