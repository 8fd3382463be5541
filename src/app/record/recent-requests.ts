import { type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import type { PastRequest } from '../../domain/decision/decision.ts';
import { effectOf } from '../../domain/journal/fold/recorded-uses.ts';
import { type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { JournalPort } from '../ports.ts';

/** How many of the journal's last entries are read: some days of a busy desk. */
const READ_ENTRIES_MAX = 500;
/** How many are read at once, so that a scan meanwhile does not wait for all of them. */
const PAGE_ENTRIES = 100;
/** Requests in memory; far more than a desk records in a day. */
const KEPT_MAX = 2_000;

/** The requests that this kiosk has recorded lately. */
export interface RecentRequests {
  of(cardRef: CardRef): readonly PastRequest[];
  /** At this desk on that day, the newest first. */
  on(siteId: string, date: WallDate): readonly PastRequest[];
  /** Adds what was recorded just now. */
  add(entry: JournalEntry): void;
  /** Reads the end of the journal. A failure leaves the list as it is. */
  load(): Promise<void>;
}

export function createRecentRequests(journal: Pick<JournalPort, 'status' | 'read'>): RecentRequests {
  const bySeq = new Map<number, PastRequest>();

  function add(entry: JournalEntry): void {
    const { seq, siteId } = entry;
    const effect = effectOf(entry);
    if (effect.kind !== 'request') return;
    const { cardRef, itemId } = effect.request;
    const [oldest] = bySeq.keys();
    if (bySeq.size >= KEPT_MAX && oldest !== undefined) bySeq.delete(oldest);
    bySeq.set(seq, { cardRef, siteId, itemId, seq, recordedAt: recordedAtOf(entry) });
  }

  return {
    of: (cardRef) => [...bySeq.values()].filter((one) => one.cardRef === cardRef),
    on: (siteId, date) =>
      [...bySeq.values()]
        .filter((one) => one.siteId === siteId && wallDateOf(one.recordedAt) === date)
        .toSorted((one, other) => other.seq - one.seq),
    add,
    async load() {
      try {
        const { headSeq } = await journal.status();
        const first = Math.max(1, headSeq - READ_ENTRIES_MAX + 1);
        for (let from = first; from <= headSeq; from += PAGE_ENTRIES) {
          for (const entry of await journal.read(from, PAGE_ENTRIES)) add(entry);
        }
      } catch {
        // The status line says that the host is gone.
      }
    },
  };
}
