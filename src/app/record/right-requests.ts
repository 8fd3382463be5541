import { type Instant, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
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

/** An entry of a newer release: this one only knows its place and its time. */
export interface NewerEntry {
  readonly seq: number;
  readonly siteId: string;
  readonly recordedAt: Instant;
}

/** The requests for rights and courts that this kiosk recorded lately, and the entries of a newer release on it. */
export interface RightRequests {
  /** For these cards, which are one holder's. */
  of(cardRefs: readonly CardRef[]): readonly PastRequest[];
  /** At this desk on that day, the newest first. */
  on(siteId: string, date: WallDate): readonly PastRequest[];
  /** What a newer release recorded at this desk on that day, the newest first. */
  newerOn(siteId: string, date: WallDate): readonly NewerEntry[];
  /** Adds what was recorded just now. */
  add(entry: JournalEntry): void;
  /** Reads the end of the journal. A failure leaves the list as it is. */
  load(): Promise<void>;
}

export function createRightRequests(journal: Pick<JournalPort, 'status' | 'read'>): RightRequests {
  const bySeq = new Map<number, PastRequest>();
  const newer = new Map<number, NewerEntry>();

  function add(entry: JournalEntry): void {
    const { seq, siteId } = entry;
    const effect = effectOf(entry);
    const recordedAt = recordedAtOf(entry);
    if (effect.kind === 'newer') keep(newer, { seq, siteId, recordedAt });
    if (effect.kind !== 'request') return;
    const { cardRef, itemId } = effect.request;
    const start = 'start' in effect.request ? effect.request.start : null;
    keep(bySeq, { cardRef, siteId, itemId, seq, recordedAt, start });
  }

  return {
    of: (cardRefs) => [...bySeq.values()].filter((one) => cardRefs.includes(one.cardRef)),
    on: (siteId, date) => newestFirst(bySeq.values(), siteId, date),
    newerOn: (siteId, date) => newestFirst(newer.values(), siteId, date),
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

/** The oldest one goes when there are too many. */
function keep<Entry extends NewerEntry>(entries: Map<number, Entry>, entry: Entry): void {
  const [oldest] = entries.keys();
  if (entries.size >= KEPT_MAX && oldest !== undefined) entries.delete(oldest);
  entries.set(entry.seq, entry);
}

function newestFirst<Entry extends NewerEntry>(
  entries: Iterable<Entry>,
  siteId: string,
  date: WallDate,
): readonly Entry[] {
  return [...entries]
    .filter((one) => one.siteId === siteId && wallDateOf(one.recordedAt) === date)
    .toSorted((one, other) => other.seq - one.seq);
}
