import { effectOf } from '../../domain/journal/fold/recorded-uses.ts';
import { chainFaultOf, GENESIS_HASH } from '../../domain/journal/journal-entry.ts';
import { auditChain, auditRows } from '../office/audit.ts';
import type { Services } from '../services.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { BackupNote } from '../storage/upkeep-store.ts';
import { type CheckFault, type RecordCheck, recordCheck } from './check-records.ts';

const ENTRIES_PER_READ = 1_000;
const CARDS_PER_READ = 500;
/** Past this many the first ones are enough to see what is wrong. */
const FAULTS_MAX = 100;

export interface DistrictCheck {
  readonly epoch: string;
  readonly cards: number;
  readonly kiosks: number;
  readonly journals: number;
  readonly entries: number;
  readonly openDiscrepancies: number;
  readonly auditRows: number;
  readonly lastBackup: BackupNote | null;
  readonly faults: readonly CheckFault[];
}

const DISCREPANCIES_MAX = 500;

/** Reads every journal from its first entry on. What is recorded meanwhile is checked or not. */
export async function checkDistrict({ store }: Pick<Services, 'store'>): Promise<DistrictCheck> {
  return store.read(async (reads) => {
    const overviews = await reads.kioskOverviews();
    const faults: CheckFault[] = [];
    const journals = overviews.flatMap((overview) => overview.journals);
    let entries = 0;
    const records = await recordCheck(reads);
    for (const journal of journals) {
      const checked = await checkJournal(reads, records, journal);
      entries += checked.entries;
      faults.push(...checked.faults);
    }
    const audit = await checkAudit(reads);
    faults.push(...audit.faults, ...(await records.end()));
    return {
      auditRows: audit.rows,
      epoch: (await reads.identity()).epoch,
      cards: await reads.countCards(),
      kiosks: overviews.length,
      journals: journals.length,
      entries,
      openDiscrepancies: (await reads.discrepancies({ open: true, limit: DISCREPANCIES_MAX })).length,
      lastBackup: await reads.lastBackup(),
      faults: faults.slice(0, FAULTS_MAX),
    };
  });
}

/** A row that was added while this was read is checked or not. */
async function checkAudit(
  reads: DistrictReads,
): Promise<{ readonly rows: number; readonly faults: readonly CheckFault[] }> {
  const check = auditChain();
  const faults: CheckFault[] = [];
  let rows = 0;
  for await (const row of auditRows(reads)) {
    rows += 1;
    const fault = check(row);
    if (fault !== null && faults.length < FAULTS_MAX) faults.push({ kind: 'audit', journalId: '', ...fault });
  }
  return { rows, faults };
}

async function checkJournal(
  reads: DistrictReads,
  records: RecordCheck,
  { journalId, entries: headSeq }: { readonly journalId: string; readonly entries: number },
): Promise<{ readonly entries: number; readonly faults: readonly CheckFault[] }> {
  let head = { journalId, seq: 0, hash: GENESIS_HASH };
  const faults: CheckFault[] = [];
  const standing = new Set<number>();
  const cardRefs = new Set<string>();
  // The district takes no gaps, so that each turn goes on by what it read.
  for (;;) {
    const entries = await reads.entriesFrom(journalId, head.seq + 1, ENTRIES_PER_READ);
    const last = entries.at(-1);
    if (last === undefined) break;
    const fault = chainFaultOf(head, entries);
    if (fault !== null) faults.push({ kind: 'chain', journalId, seq: fault.seq, detail: fault.kind });
    for (const entry of entries) {
      const effect = effectOf(entry);
      if (effect.kind === 'use') {
        standing.add(entry.seq);
        cardRefs.add(effect.use.body.cardRef);
      }
      if (effect.kind === 'void') standing.delete(effect.voidsSeq);
    }
    const stood = await records.checkPage(journalId, entries);
    faults.push(...stood.faults);
    for (const seq of stood.ended) standing.delete(seq);
    head = { journalId, seq: last.seq, hash: last.hash };
  }
  // Entries that came while this was read are no fault.
  if (head.seq < headSeq) {
    faults.push({ kind: 'head', journalId, seq: head.seq, detail: `${headSeq} entries are acknowledged` });
  }
  faults.push(...(await countedWrongly(reads, head, { standing, cardRefs: [...cardRefs] })));
  return { entries: head.seq, faults };
}

/**
 * A use that counts must exist and stand. A use that arrived during this check is newer than everything that the
 * check has read.
 */
async function countedWrongly(
  reads: DistrictReads,
  { journalId, seq: last }: { readonly journalId: string; readonly seq: number },
  { standing, cardRefs }: { readonly standing: ReadonlySet<number>; readonly cardRefs: readonly string[] },
): Promise<readonly CheckFault[]> {
  const faults: CheckFault[] = [];
  for (let from = 0; from < cardRefs.length; from += CARDS_PER_READ) {
    const counted = await reads.usesOfCards(cardRefs.slice(from, from + CARDS_PER_READ));
    for (const use of counted) {
      if (use.journalId !== journalId || use.seq > last || standing.has(use.seq)) continue;
      faults.push({ kind: 'counted-void', journalId, seq: use.seq, detail: 'counts and does not stand' });
    }
  }
  return faults;
}
