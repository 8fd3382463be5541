import { wallDateOf } from '../../domain/base/wall-time.ts';
import { advanced, type CountedHead, isHeadAt } from '../../domain/journal/fold/counted-head.ts';
import {
  dayOf,
  newerAmong,
  pastUseOf,
  type RecordedUse,
  standing,
  usesAfter,
  voidedSeqsOf,
} from '../../domain/journal/fold/recorded-uses.ts';
import type { UsesPort } from '../ports.ts';

/** Counters in the memory of this process: as large as the journal, and never full. */
export function memoryUses(): UsesPort {
  const bySeq = new Map<number, RecordedUse>();
  let head: CountedHead | null = null;
  let newer = 0;

  return {
    state: async () => ({ journalId: head?.journalId ?? null, seq: head?.seq ?? 0 }),
    async add(journalId, entries) {
      const advance = advanced(head, journalId, entries);
      if (!advance.ok) return advance.fault;
      const before = voidedSeqsOf(advance.fresh).flatMap((seq) => bySeq.get(seq) ?? []);
      for (const use of usesAfter(before, advance.fresh)) bySeq.set(use.seq, use);
      head = advance.head;
      newer += newerAmong(advance.fresh);
      return null;
    },
    async clear(base) {
      bySeq.clear();
      newer = 0;
      head = base === undefined ? null : { ...base, hash: null };
    },
    isSound: async (lastCounted) => isHeadAt(head, lastCounted),
    async countersFor(cardRefs, siteId, date) {
      const uses = standing([...bySeq.values()]);
      return {
        ofCard: uses.filter((use) => cardRefs.includes(use.body.cardRef)).map(pastUseOf),
        atDesk: uses.filter((use) => use.siteId === siteId && dayOf(use) >= date).map(pastUseOf),
        hasNewer: newer > 0,
      };
    },
    recordedOn: async (siteId, date) =>
      [...bySeq.values()]
        .filter((use) => use.siteId === siteId && wallDateOf(use.recordedAt) === date)
        .reverse(),
  };
}
