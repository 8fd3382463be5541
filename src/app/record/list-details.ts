import type { EntryMaker, ListDetail } from '../../domain/journal/fold/day-list.ts';
import type { RecordedUse } from '../../domain/journal/fold/recorded-uses.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { NamedCards } from '../check/named-cards.ts';
import type { JournalPort } from '../ports.ts';

/** The host gives at most this many entries at once; entries that lie closer together are read in one call. */
const PAGE_ENTRIES = 500;

interface DetailPorts {
  readonly journal: Pick<JournalPort, 'read'>;
  readonly namedCards: Pick<NamedCards, 'of'>;
}

/**
 * Reads in the journal who recorded these uses and who took them back, and finds the ends of their cards. A use whose
 * entry the journal does not give is left out.
 */
export async function listDetails(
  { journal, namedCards }: DetailPorts,
  uses: readonly RecordedUse[],
): Promise<ReadonlyMap<number, ListDetail>> {
  const seqs = uses.flatMap(({ seq, voidedBySeq }) => (voidedBySeq === null ? [seq] : [seq, voidedBySeq]));
  const [entries, cards] = await Promise.all([
    entriesBy(journal, seqs),
    namedCards.of(uses.map(({ body }) => body.cardRef)),
  ]);
  const details = new Map<number, ListDetail>();
  for (const { seq, voidedBySeq, body } of uses) {
    const entry = entries.get(seq);
    if (entry === undefined) continue;
    const tail = cards.get(body.cardRef)?.tail ?? null;
    const voiding = voidedBySeq === null ? undefined : entries.get(voidedBySeq);
    details.set(seq, { ...makerOf(entry), tail, voided: voiding === undefined ? null : voidOf(voiding) });
  }
  return details;
}

function makerOf({ staff, approvedBy }: JournalEntry): EntryMaker {
  return { by: staff ?? null, approvedBy: approvedBy ?? null };
}

function voidOf(entry: JournalEntry): ListDetail['voided'] {
  const body = bodyOf(entry);
  const reason = body?.kind === 'void' ? body.reason : null;
  return { ...makerOf(entry), at: recordedAtOf(entry), reason };
}

/** Each page begins with an entry that is wanted, so that a gap in the journal costs no page. */
async function entriesBy(
  journal: Pick<JournalPort, 'read'>,
  wanted: readonly number[],
): Promise<ReadonlyMap<number, JournalEntry>> {
  const found = new Map<number, JournalEntry>();
  let left = [...new Set(wanted)].toSorted((one, other) => one - other);
  while (left[0] !== undefined) {
    const [from] = left;
    const last = left.findLast((seq) => seq < from + PAGE_ENTRIES) ?? from;
    const read = await journal.read(from, last - from + 1);
    for (const entry of read) if (left.includes(entry.seq)) found.set(entry.seq, entry);
    // If the answer is short, the next page begins after it; if it is empty, none of this page exists.
    const reached = read.at(-1)?.seq ?? last;
    left = left.filter((seq) => seq > Math.max(reached, from));
  }
  return found;
}
