import { createListeners } from '../../domain/base/listeners.ts';
import { turns } from '../../domain/base/turns.ts';
import type { JournalPort, UsesPort } from '../ports.ts';
import type { FeedSource } from './known-rows.ts';
import { memoryUses } from './memory-uses.ts';
import { type RebuildProgress, type RebuildReport, rebuildUses } from './rebuild-uses.ts';

/**
 * `unstored`: the device's own counters cannot follow (no room, say), and the journal is counted in memory instead, so
 * that limits hold as long as this process lives. `uncounted`: not even that; limits may be told wrongly.
 */
export interface CountersTrouble {
  readonly kind: 'unstored' | 'uncounted';
  /** For the technician, small and grey. */
  readonly detail: string;
}

/** The counters as the desk uses them: what is in the journal is counted, wherever there is room for it. */
export interface CachedUses
  extends Pick<
    UsesPort,
    | 'add'
    | 'countersFor'
    | 'recordsOn'
    | 'recordsMaybeDue'
    | 'mattersNumbered'
    | 'numbersGiven'
    | 'recordedOn'
    | 'stepsOn'
  > {
  /** An append had no answer: the journal may hold more than is counted, and the next look finds out. */
  doubt(): void;
  /** Brings them up to the journal, as a start must; what became of the stored ones. */
  load(onProgress?: RebuildProgress): Promise<RebuildReport>;
  /** Null while the stored counters follow the journal. */
  trouble(): CountersTrouble | null;
  /** Calls back at each change of `trouble()`; the answer unsubscribes. */
  subscribe(listener: () => void): () => void;
}

interface CachedUsesParts {
  readonly journal: Pick<JournalPort, 'status' | 'read'>;
  readonly stored: UsesPort;
  /** The records of the district's feed. */
  readonly feed: FeedSource;
}

/**
 * Counts in `stored`. Once that fails, every later look and entry first tries to bring it up to the journal again,
 * and is answered from counters in memory, built from the journal, where that fails as well. Looks reject only where
 * the port that answers them does.
 */
export function createCachedUses({ journal, stored, feed }: CachedUsesParts): CachedUses {
  const listeners = createListeners();
  let isBehind = false;
  let trouble: CountersTrouble | null = null;
  let inMemory: UsesPort | null = null;
  const inTurn = turns();

  function tell(next: CountersTrouble | null): void {
    if (next?.kind === trouble?.kind && next?.detail === trouble?.detail) return;
    trouble = next;
    listeners.tell();
  }

  /** One after the other: each begins with a journal that holds what its caller has recorded. */
  function settled(onProgress?: RebuildProgress): Promise<RebuildReport> {
    return inTurn(() => settle(onProgress));
  }

  async function settle(onProgress?: RebuildProgress): Promise<RebuildReport> {
    const report = await rebuilt({ journal, uses: stored }, onProgress);
    isBehind = report.kind === 'fault';
    if (report.kind === 'current') {
      inMemory = null;
      tell(null);
      return report;
    }
    const { kind, detail } = report.fault;
    // What the journal cannot give is in no counters; the stored ones are as good as any.
    if (kind === 'journal-short') tell({ kind: 'uncounted', detail });
    else tell({ kind: (await countInMemory()) ? 'unstored' : 'uncounted', detail });
    return report;
  }

  /** Once counted, it goes on serving where a later reading of the journal fails: it knows more than the stored. */
  async function countInMemory(): Promise<boolean> {
    const uses = inMemory ?? memoryUses(feed);
    const isCurrent = (await rebuilt({ journal, uses })).kind === 'current';
    if (isCurrent) inMemory = uses;
    return isCurrent;
  }

  /** The counters that know most now. */
  async function best(): Promise<UsesPort> {
    if (isBehind) await settled();
    return inMemory ?? stored;
  }

  return {
    doubt() {
      isBehind = true;
    },
    load: settled,
    trouble: () => trouble,
    subscribe: listeners.subscribe,
    async add(journalId, entries) {
      if (!isBehind && (await isAdded(stored, journalId, entries))) return null;
      isBehind = true;
      await settled();
      return trouble?.kind === 'uncounted' ? { kind: 'storage', detail: trouble.detail } : null;
    },
    countersFor: async (cardRefs, siteId, date) => (await best()).countersFor(cardRefs, siteId, date),
    recordsOn: async (siteId, date, until) => (await best()).recordsOn(siteId, date, until),
    recordsMaybeDue: async (siteId, date) => (await best()).recordsMaybeDue(siteId, date),
    mattersNumbered: async (siteId, number) => (await best()).mattersNumbered(siteId, number),
    numbersGiven: async (ends) => (await best()).numbersGiven(ends),
    recordedOn: async (siteId, date) => (await best()).recordedOn(siteId, date),
    stepsOn: async (siteId, date) => (await best()).stepsOn(siteId, date),
  };
}

/** What is recorded must never look as if it were not: whatever fails while counting is a fault with words. */
async function rebuilt(
  ports: Parameters<typeof rebuildUses>[0],
  onProgress?: RebuildProgress,
): Promise<RebuildReport> {
  try {
    return await rebuildUses(ports, onProgress);
  } catch (cause) {
    return { kind: 'fault', fault: { kind: 'storage', detail: String(cause) } };
  }
}

/** False for any refusal: what it was is found by trying again. */
async function isAdded(
  uses: UsesPort,
  ...[journalId, entries]: Parameters<UsesPort['add']>
): Promise<boolean> {
  try {
    return (await uses.add(journalId, entries)) === null;
  } catch {
    return false;
  }
}
