import { DAY_MS } from '../../domain/base/duration.ts';
import { type Instant, wallDateOf } from '../../domain/base/wall-time.ts';
import type { DayClosed, DayReopened } from '../../domain/journal/closing-body.ts';
import { type ClosingSums, closingOf, earlierSeqsOf } from '../../domain/journal/fold/closing.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { JournalPort } from '../ports.ts';
import { type RecordPorts, type RecordResult, record } from './record.ts';

const PAGE_ENTRIES = 500;
/** Some weeks of a busy desk. */
const PAGES_MAX = 60;
/** A desk that has never been closed begins with today, and so does one that was not closed for so long. */
const LOOK_BACK_MS = 31 * DAY_MS;

/** What a desk has recorded since its last closing. */
export interface OpenDay {
  readonly sums: ClosingSums;
  /** The last closing that stands; null for none within what is looked through. */
  readonly last: JournalEntry | null;
  /** Entries that the district does not have yet. */
  readonly waiting: number;
}

type Journal = Pick<JournalPort, 'status' | 'read'>;

/** Reads the journal back to the last closing of the site that stands. */
export async function openDay(journal: Journal, siteId: string, now: Instant): Promise<OpenDay> {
  const { headSeq, acknowledgedSeq } = await journal.status();
  const { entries, last } = await sinceLastClosing(journal, { siteId, headSeq, now });
  const fromSeq = entries[0]?.seq ?? headSeq + 1;
  const earlier = new Map<number, JournalEntry>();
  for (const seq of earlierSeqsOf(entries, fromSeq)) {
    const [entry] = await journal.read(seq, 1);
    if (entry?.seq === seq) earlier.set(seq, entry);
  }
  const sums = closingOf(entries, { earlier, today: wallDateOf(now) });
  return { sums, last, waiting: Math.max(0, headSeq - acknowledgedSeq) };
}

/** The entries of the site after its last standing closing, in order. Each reopening takes back one closing. */
async function sinceLastClosing(
  journal: Journal,
  { siteId, headSeq, now }: { readonly siteId: string; readonly headSeq: number; readonly now: Instant },
): Promise<{ readonly entries: readonly JournalEntry[]; readonly last: JournalEntry | null }> {
  const found: JournalEntry[] = [];
  let reopened = 0;
  let end = headSeq;
  for (let page = 0; page < PAGES_MAX && end > 0; page += 1) {
    const from = Math.max(1, end - PAGE_ENTRIES + 1);
    const read = (await journal.read(from, end - from + 1)).filter(({ seq }) => seq <= end);
    for (const entry of read.toReversed()) {
      if (entry.siteId !== siteId) continue;
      const kind = bodyOf(entry)?.kind;
      if (kind === 'day-reopened') reopened += 1;
      else if (kind === 'day-closed' && reopened === 0) return { entries: found.toReversed(), last: entry };
      else if (kind === 'day-closed') reopened -= 1;
      else if (recordedAtOf(entry) < now - LOOK_BACK_MS) page = PAGES_MAX;
      else found.push(entry);
    }
    end = from - 1;
  }
  const today = wallDateOf(now);
  const ofToday = found.toReversed().filter((entry) => wallDateOf(recordedAtOf(entry)) === today);
  return { entries: ofToday, last: null };
}

/** Signs the day off. */
export async function closeDay(
  ports: RecordPorts,
  { siteId, body }: { readonly siteId: string; readonly body: DayClosed | DayReopened },
): Promise<RecordResult> {
  return record(ports, { siteId, body });
}
