import { DAY_MS } from '../../domain/base/duration.ts';
import { type Instant, wallDateOf } from '../../domain/base/wall-time.ts';
import {
  type ClosingSums,
  closingOf,
  earlierSeqsOf,
  earlierVoidsOf,
  recordIdOfStep,
} from '../../domain/journal/fold/closing.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { JournalPort } from '../ports.ts';

const PAGE_ENTRIES = 500;
/** Some weeks of a busy desk. */
const PAGES_MAX = 60;
/** A desk that was never closed, or not for this long, begins with today. */
const LOOK_BACK_MS = 31 * DAY_MS;
/** How many steps of a record are followed back to a price. */
const STEPS_BACK_MAX = 50;

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
  const earlier = await earlierOf(journal, entries, fromSeq);
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
  // If no older closing stands, the sums begin with today, or with the day of a closing that was taken back.
  let since = wallDateOf(now);
  const sinceThen = () => ({
    entries: found.toReversed().filter((entry) => wallDateOf(recordedAtOf(entry)) >= since),
    last: null,
  });
  let end = headSeq;
  for (let page = 0; page < PAGES_MAX && end > 0; page += 1) {
    const from = Math.max(1, end - PAGE_ENTRIES + 1);
    const read = (await journal.read(from, end - from + 1)).filter(({ seq }) => seq <= end);
    for (const entry of read.toReversed()) {
      if (entry.siteId !== siteId) continue;
      const body = bodyOf(entry);
      if (body?.kind === 'day-reopened') reopened += 1;
      else if (body?.kind === 'day-closed') {
        if (reopened === 0) return { entries: found.toReversed(), last: entry };
        reopened -= 1;
        if (body.date < since) since = body.date;
      } else if (recordedAtOf(entry) < now - LOOK_BACK_MS) return sinceThen();
      else found.push(entry);
    }
    end = from - 1;
  }
  return sinceThen();
}

/** The entries before `fromSeq` on which the sums depend, as far as this kiosk has them. */
async function earlierOf(
  journal: Journal,
  entries: readonly JournalEntry[],
  fromSeq: number,
): Promise<ReadonlyMap<number, JournalEntry>> {
  const earlier = new Map<number, JournalEntry>();
  const asked = new Set<number>();
  for (let step = 0; step < STEPS_BACK_MAX; step += 1) {
    const named = earlierSeqsOf([...entries, ...earlier.values()], fromSeq).filter((seq) => !asked.has(seq));
    if (named.length === 0) break;
    for (const seq of named) {
      asked.add(seq);
      const [entry] = await journal.read(seq, 1);
      if (entry?.seq === seq) earlier.set(seq, entry);
    }
  }
  await addStepsOfVoided(journal, { entries, earlier, fromSeq });
  return earlier;
}

/**
 * Adds the steps of the earlier bookings and passes that are voided. If the pages do not reach back to an opening, a step
 * may be missing and its price is not sure: then the opening is left out.
 */
async function addStepsOfVoided(
  journal: Journal,
  {
    entries,
    earlier,
    fromSeq,
  }: {
    readonly entries: readonly JournalEntry[];
    readonly earlier: Map<number, JournalEntry>;
    readonly fromSeq: number;
  },
): Promise<void> {
  const voided = earlierVoidsOf(entries, earlier);
  if (voided.size === 0) return;
  const openings = [...voided.values()];
  const first = Math.min(...openings);
  let end = fromSeq - 1;
  for (let page = 0; page < PAGES_MAX && end > first; page += 1) {
    const from = Math.max(first + 1, end - PAGE_ENTRIES + 1);
    const read = await journal.read(from, end - from + 1);
    for (const entry of read) {
      const recordId = entry.seq <= end ? recordIdOfStep(entry) : null;
      if (recordId !== null && voided.has(recordId)) earlier.set(entry.seq, entry);
    }
    end = from - 1;
  }
  for (const seq of openings) if (seq < end) earlier.delete(seq);
}
