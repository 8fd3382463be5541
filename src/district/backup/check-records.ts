import { isDeepStrictEqual } from 'node:util';
import { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { isCounted } from '../records/counted-record.ts';
import { forkedJournals, mergedEntriesIn } from '../records/project-records.ts';
import { foldedOf, stepRowOf, stepsByRecord } from '../records/record-book.ts';
import { recordRoleOf } from '../records/record-role.ts';
import type { DistrictReads } from '../storage/store.ts';

const RECORDS_PER_READ = 200;
/** Only a catalogue says which use is a pass of before records: whether it is a record is not asked here. */
const NO_CATALOGUE = { items: [] };

/**
 * What is wrong with a district's data.
 *
 * - `chain`: an entry does not follow from the one before, or its hash does not fit.
 * - `head`: the journal has fewer or more entries than it says.
 * - `counted-void`: a use counts against a limit although it was taken back, or there is no such use.
 * - `audit`: a row of the audit log is missing, was changed, or does not follow from the one before.
 * - `record`: a record is not what the journals give.
 */
export interface CheckFault {
  readonly kind: 'chain' | 'head' | 'counted-void' | 'audit' | 'record';
  readonly journalId: string;
  readonly seq: number;
  readonly detail: string;
}

/** Holds the records against the journals while these are read, a page at a time. */
export interface RecordCheck {
  /** `ended`: the openings of the page whose records count against no limit any more. */
  checkPage(
    journalId: string,
    entries: readonly JournalEntry[],
  ): Promise<{ readonly faults: readonly CheckFault[]; readonly ended: readonly number[] }>;
  /** All journals were read. */
  end(): Promise<readonly CheckFault[]>;
}

export async function recordCheck(reads: DistrictReads): Promise<RecordCheck> {
  // Counted before the journals: a step that comes meanwhile is found there, and not in this number.
  const steps = await reads.countSteps();
  const isBeforeRecords = (await reads.entriesBeforeRecords(null, 1)).length > 0;
  let found = 0;

  async function misplaced(entries: readonly JournalEntry[]): Promise<readonly CheckFault[]> {
    const rows = new Map(
      (await reads.stepsByHash(entries.map(({ hash }) => hash))).map((row) => [row.hash, row]),
    );
    found += rows.size;
    if (isBeforeRecords) return [];
    return entries.flatMap((entry) => {
      const role = recordRoleOf(entry, NO_CATALOGUE);
      if (role.kind !== 'opens' && role.kind !== 'steps') return [];
      const row = rows.get(entry.hash);
      if (row === undefined) return [faultOf(entry, 'is not in its record')];
      const isSame = isDeepStrictEqual(row, stepRowOf(entry, role.recordId, row.n));
      return isSame ? [] : [faultOf(entry, `stands otherwise in the record ${row.recordId}`)];
    });
  }

  return {
    async checkPage(journalId, entries) {
      const aside = await asideIn(reads, journalId);
      const open = entries.filter((entry) => !aside.has(entry.hash) && isWhole(entry));
      const refs = entries.map(({ seq }) => ({ journalId, seq }));
      const rows = await reads.recordsOpenedBy(refs);
      const ended = rows.filter(({ state }) => !isCounted(state)).map(({ opener }) => opener.seq);
      return { faults: await misplaced(open), ended };
    },
    async end() {
      const faults: CheckFault[] = [];
      for (const journalId of await forkedJournals(reads)) {
        faults.push(...(await misplaced(await mergedEntriesIn(reads, journalId))));
      }
      if (steps > found) {
        faults.push({
          kind: 'record',
          journalId: '',
          seq: 0,
          detail: `${steps - found} steps of no journal`,
        });
      }
      return [...faults, ...(await wrongStates(reads))];
    },
  };
}

async function wrongStates(reads: DistrictReads): Promise<readonly CheckFault[]> {
  const faults: CheckFault[] = [];
  for (let after = ''; ; ) {
    const rows = await reads.recordPage(after, RECORDS_PER_READ);
    const steps = await stepsByRecord(
      reads,
      rows.map(({ recordId }) => recordId),
    );
    for (const row of rows) {
      const { state } = foldedOf(row, steps.get(row.recordId) ?? []);
      if (isDeepStrictEqual(state, row.state)) continue;
      faults.push(faultOf(row.opener, `the record ${row.recordId} is not what its steps give`));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < RECORDS_PER_READ) return faults;
    after = last.recordId;
  }
}

function faultOf({ journalId, seq }: { readonly journalId: string; readonly seq: number }, detail: string) {
  return { kind: 'record', journalId, seq, detail } as const;
}

async function asideIn(reads: DistrictReads, journalId: string): Promise<ReadonlySet<string>> {
  const rows = await reads.quarantined(journalId, 'revoked');
  return new Set(rows.filter((row) => row.outcome !== 'accepted').map((row) => row.entry.hash));
}

/** The release that stored it may not have known its kind, and so not looked at its fields. */
function isWhole(entry: JournalEntry): boolean {
  return JournalEntry.safeParse(entry).success;
}
