import { dateOfMinute, wallDateOf } from '../../domain/base/wall-time.ts';
import type { PastUse } from '../../domain/decision/decision.ts';
import { type JournalEntry, mayFollow, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { RecordedUse, UsesPort } from '../ports.ts';

/** Up to where is counted, and the hash of that entry; null behind a base. */
interface CountedHead {
  readonly journalId: string;
  readonly seq: number;
  readonly hash: string | null;
}

/** Counters in the memory of this process: as large as the journal, and never full. */
export function memoryUses(): UsesPort {
  const bySeq = new Map<number, RecordedUse>();
  let head: CountedHead | null = null;

  function count(entry: JournalEntry): void {
    const { seq, siteId, body } = entry;
    if (body.kind === 'use') {
      bySeq.set(seq, { seq, siteId, recordedAt: recordedAtOf(entry), body, voidedBySeq: null });
    }
    const voided = body.kind === 'void' ? bySeq.get(body.voidsSeq) : undefined;
    if (voided !== undefined) bySeq.set(voided.seq, { ...voided, voidedBySeq: seq });
  }

  return {
    state: async () => ({ journalId: head?.journalId ?? null, seq: head?.seq ?? 0 }),
    async add(journalId, entries) {
      if (head !== null && head.journalId !== journalId) {
        return { kind: 'other-journal', detail: `counted from ${head.journalId}` };
      }
      const from = head?.seq ?? 0;
      const fresh = entries.filter((entry) => entry.seq > from);
      if (fresh.some((entry, index) => !mayFollow(entry, fresh[index - 1]?.seq ?? from))) {
        return { kind: 'gap', detail: `after ${from}` };
      }
      for (const entry of fresh) {
        count(entry);
        head = { journalId, seq: entry.seq, hash: entry.hash };
      }
      return null;
    },
    async clear(base) {
      bySeq.clear();
      head = base === undefined ? null : { ...base, hash: null };
    },
    isSound: async ({ seq, hash }) => head?.seq === seq && (head.hash ?? hash) === hash,
    async countersFor(cardRef, siteId, date) {
      const standing = [...bySeq.values()].filter((use) => use.voidedBySeq === null);
      return {
        ofCard: standing.filter((use) => use.body.cardRef === cardRef).map(pastUseOf),
        atDesk: standing.filter((use) => use.siteId === siteId && dateOf(use) >= date).map(pastUseOf),
      };
    },
    recordedOn: async (siteId, date) =>
      [...bySeq.values()]
        .filter((use) => use.siteId === siteId && wallDateOf(use.recordedAt) === date)
        .reverse(),
  };
}

function dateOf({ body }: RecordedUse): string {
  return dateOfMinute(body.start);
}

function pastUseOf(use: RecordedUse): PastUse {
  const { itemId, person, quantity, courts, start, minutes } = use.body;
  const entry = { seq: use.seq, start, minutes, recordedAt: use.recordedAt };
  const past = { siteId: use.siteId, itemId, person, quantity, date: dateOf(use), entry };
  return courts === undefined ? past : { ...past, courts };
}
