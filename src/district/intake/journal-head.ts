import { GENESIS_HASH, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { type Matter, openDiscrepancy } from '../journal/finding.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { OwnedHead } from '../storage/store-rows.ts';
import { beginJournal, JOURNALS_PER_KIOSK_MAX } from './new-journal.ts';

const TOO_MANY_RETRY_S = 3_600;

/**
 * Reads the head of the journal and locks its row. A batch that begins a journal which nobody has begins it here. The
 * kiosk's row is locked first, so that a hundred batches at once are counted one by one.
 */
export async function headFor(
  writes: DistrictWrites,
  services: Pick<Services, 'secrets' | 'now' | 'catalogue'>,
  batch: {
    readonly journalId: string;
    readonly kioskId: string;
    readonly entries: readonly JournalEntry[];
  },
): Promise<Outcome<{ readonly head: OwnedHead; readonly isFresh: boolean }>> {
  const { journalId, kioskId, entries } = batch;
  const stored = await writes.lockJournalRow(journalId);
  if (stored !== null) return { ok: true, value: { head: stored, isFresh: false } };
  const none = { kioskId, seq: 0, hash: GENESIS_HASH };
  const [first] = entries;
  // A question, or what is refused as a gap anyhow, is no reason to begin one.
  if (first?.seq !== 1) return { ok: true, value: { head: none, isFresh: false } };
  if ((await writes.countJournalsOf(kioskId)) >= JOURNALS_PER_KIOSK_MAX) {
    await writes.lockBookRow();
    await openDiscrepancy(writes, services, tooManyMatterOf(kioskId, first));
    const message = `kiosk ${kioskId} has ${JOURNALS_PER_KIOSK_MAX} journals: enrol it anew`;
    return refused({ kind: 'too-many-tries', message, retryAfterS: TOO_MANY_RETRY_S });
  }
  await beginJournal(writes, services, { journalId, kioskId });
  // Read again: another request may have begun it meanwhile, and have got further.
  const head = (await writes.lockJournalRow(journalId)) ?? none;
  return { ok: true, value: { head, isFresh: true } };
}

/** One matter a kiosk. The entries that it could not hand in stay with it. */
function tooManyMatterOf(kioskId: string, { siteId }: JournalEntry): Matter {
  return {
    key: `too-many-journals:${kioskId}`,
    kind: 'too-many-journals',
    subject: { siteId, itemId: null, cardRef: null, date: null, court: null },
    entries: [],
  };
}
