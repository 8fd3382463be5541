import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { JournalView } from '../journal/journal-view.ts';
import type { HandoverBook } from './handover-book.ts';
import { bodyHashOf, type HandoverJob } from './handover-job.ts';

const ENTRIES_PER_READ = 500;

/**
 * What a start does with what a crash left: a message whose entry is in the journal is to be sent, one without an entry
 * is dropped, and one whose entry was taken back meanwhile is taken back.
 */
export async function settleBook(
  book: HandoverBook,
  journal: Pick<JournalView, 'status' | 'read'>,
): Promise<void> {
  const jobs = book.all();
  if (jobs.length === 0) return;
  const entries = await entriesBehind(journal, Math.min(...jobs.map(({ proof }) => proof.behindSeq)));
  const taken = new Set(jobs.flatMap(({ entry }) => entry?.seq ?? []));
  for (const job of jobs) {
    if (job.state !== 'prepared') continue;
    const entry = entries.find((one) => !taken.has(one.seq) && isOf(one, job));
    if (entry === undefined) {
      book.drop(job.id);
    } else {
      taken.add(entry.seq);
      book.recorded(job.id, { journalId: entry.journalId, seq: entry.seq });
    }
  }
  for (const entry of entries) {
    const body = bodyOf(entry);
    if (body?.kind === 'void') await book.voided({ seq: body.voidsSeq });
  }
  await book.settled();
}

function isOf(entry: JournalEntry, { siteId, proof }: HandoverJob): boolean {
  return entry.seq > proof.behindSeq && entry.siteId === siteId && bodyHashOf(entry.body) === proof.bodyHash;
}

async function entriesBehind(
  journal: Pick<JournalView, 'status' | 'read'>,
  seq: number,
): Promise<readonly JournalEntry[]> {
  const { headSeq } = journal.status();
  const found: JournalEntry[] = [];
  let next = seq + 1;
  while (next <= headSeq) {
    const read = await journal.read(next, ENTRIES_PER_READ);
    const last = read.at(-1);
    if (last === undefined) break;
    found.push(...read);
    next = last.seq + 1;
  }
  return found;
}
