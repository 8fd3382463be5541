import type { CardRef } from '../domain/card-ref.ts';
import type { PastRequest } from '../domain/decision.ts';
import { type JournalEntry, recordedAtOf } from '../domain/journal-entry.ts';
import type { JournalPort } from './ports.ts';

/** So many of the journal's last entries are looked through at a start: some days of a busy desk. */
const READ_ENTRIES_MAX = 500;

/** What this kiosk has lately asked the district for, since nobody could give it at once. */
export interface RecentRequests {
  of(cardRef: CardRef): readonly PastRequest[];
  /** Takes up what was recorded just now. */
  add(entry: JournalEntry): void;
  /** Reads the end of the journal; what cannot be read is not known, and stops nothing. */
  load(): Promise<void>;
}

export function createRecentRequests(journal: Pick<JournalPort, 'status' | 'read'>): RecentRequests {
  const byCard = new Map<CardRef, Map<number, PastRequest>>();

  function add(entry: JournalEntry): void {
    const { seq, siteId, body } = entry;
    if (body.kind !== 'request') return;
    const ofCard = byCard.get(body.cardRef) ?? new Map<number, PastRequest>();
    ofCard.set(seq, { siteId, itemId: body.itemId, seq, recordedAt: recordedAtOf(entry) });
    byCard.set(body.cardRef, ofCard);
  }

  return {
    of: (cardRef) => [...(byCard.get(cardRef)?.values() ?? [])],
    add,
    async load() {
      try {
        const { headSeq } = await journal.status();
        const from = Math.max(1, headSeq - READ_ENTRIES_MAX + 1);
        for (const entry of await journal.read(from, READ_ENTRIES_MAX)) add(entry);
      } catch {
        // The status line says that the host is gone.
      }
    },
  };
}
