import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { Discrepancy } from '../../protocol/wire-limits.ts';
import { auditEntries } from '../journal/audit.ts';
import { closeWith, type OfficerWord } from '../journal/discrepancies.ts';
import { type Finding, openDiscrepancy } from '../journal/finding.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { QuarantinedRow, QuarantineOutcome, Receipt } from '../storage/store-rows.ts';
import { findMismatches } from './mismatches.ts';

type QuarantineServices = Pick<Services, 'catalogue' | 'secrets' | 'now'>;

/**
 * Entries that a revoked kiosk has brought after it was told so, stored in their journal by the same transaction: they
 * count for nobody until an officer says so. When they came decides, and nothing that they say of themselves.
 */
export async function putInQuarantine(
  writes: DistrictWrites,
  services: QuarantineServices,
  { entries, receipt }: { readonly entries: readonly JournalEntry[]; readonly receipt: Receipt },
): Promise<readonly Finding[]> {
  const [first] = entries;
  if (first === undefined) return [];
  await writes.quarantine(entries, receipt, 'revoked');
  await writes.lockBookRow();
  const { journalId, siteId } = first;
  const discrepancyId = await openDiscrepancy(writes, services, {
    key: `revoked-kiosk:${journalId}`,
    kind: 'revoked-kiosk',
    subject: { siteId, itemId: null, cardRef: null, date: null, court: null },
    entries: entries.map(({ seq }) => ({ journalId, seq })),
  });
  return entries.map(({ seq }) => ({ seq, kind: 'revoked-kiosk', caseId: discrepancyId }));
}

export type Settling =
  | { readonly kind: 'settled'; readonly settled: Discrepancy; readonly entries: number }
  | { readonly kind: 'no-such-discrepancy' }
  /** Nothing is in quarantine for such a discrepancy. */
  | { readonly kind: 'nothing-held' };

/** An officer accepts what is in quarantine: it counts from now on. Closes the discrepancy. */
export function acceptQuarantined(
  services: QuarantineServices & Pick<Services, 'store'>,
  word: OfficerWord,
): Promise<Settling> {
  return settle(services, { ...word, outcome: 'accepted' }, (writes, rows) => count(writes, services, rows));
}

/** An officer dismisses what is in quarantine: it never counts. Closes the discrepancy. */
export function dismissQuarantined(
  services: Pick<Services, 'store' | 'now'>,
  word: OfficerWord,
): Promise<Settling> {
  return settle(services, { ...word, outcome: 'dismissed' }, async () => {});
}

async function settle(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { outcome, ...word }: OfficerWord & { readonly outcome: Exclude<QuarantineOutcome, null> },
  then: (writes: DistrictWrites, rows: readonly QuarantinedRow[]) => Promise<void>,
): Promise<Settling> {
  return store.transaction(async (writes) => {
    await writes.lockBookRow();
    const found = await writes.discrepancyById(word.discrepancyId);
    if (found === null) return { kind: 'no-such-discrepancy' };
    const journalId = found.entries[0]?.journalId;
    if (found.kind !== 'revoked-kiosk' || journalId === undefined) return { kind: 'nothing-held' };
    const rows = await writes.quarantined(journalId, 'revoked');
    const open = rows.filter((row) => row.outcome === null);
    await writes.settleQuarantine({ journalId, reason: 'revoked' }, outcome);
    await then(writes, open);
    const how = outcome === 'accepted' ? 'accept' : 'dismiss';
    const settled = await closeWith(writes, found, { ...word, how, at: now() });
    return { kind: 'settled', settled, entries: open.length };
  });
}

/** As if they had come in time: a use that was taken back meanwhile does not count. */
async function count(
  writes: DistrictWrites,
  services: QuarantineServices,
  rows: readonly QuarantinedRow[],
): Promise<void> {
  for (const [kioskId, group] of Map.groupBy(rows, (row) => row.kioskId)) {
    const entries = group.map((row) => row.entry);
    const bringer = await writes.kioskById(kioskId);
    if (bringer !== null) await findMismatches(writes, services, { entries, bringer });
    await auditEntries(writes, services, entries);
  }
  const [first] = rows;
  if (first === undefined) return;
  const { journalId } = first.entry;
  const kept = await writes.quarantined(journalId, 'revoked');
  const setAside = new Set(kept.filter((row) => row.outcome === 'dismissed').map((row) => row.entry.seq));
  const seqs = rows.map((row) => row.entry.seq);
  const voids = (await writes.voidsOf(journalId, seqs)).filter((entry) => !setAside.has(entry.seq));
  await auditEntries(writes, services, voids);
}
