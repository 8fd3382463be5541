import { type Hash, type JournalEntry, mayFollow } from '../journal-entry.ts';

/** The last entry of a journal that is counted in. */
export interface CountedHead {
  readonly journalId: string;
  /** 0 before the first one. */
  readonly seq: number;
  /** Null if no entry was counted in by this counter: before the first one, and at a base. */
  readonly hash: Hash | null;
}

type Advance =
  | {
      readonly ok: true;
      readonly head: CountedHead;
      /** The entries that were not counted in before. */
      readonly fresh: readonly JournalEntry[];
    }
  | {
      readonly ok: false;
      readonly fault: { readonly kind: 'gap' | 'other-journal'; readonly detail: string };
    };

/** Where counting stands after these entries. If one is missing before them, nothing of them may be counted. */
export function advanced(
  head: CountedHead | null,
  journalId: string,
  entries: readonly JournalEntry[],
): Advance {
  if (head !== null && head.journalId !== journalId) {
    return { ok: false, fault: { kind: 'other-journal', detail: `counted from ${head.journalId}` } };
  }
  const from = head?.seq ?? 0;
  const fresh = entries.filter((entry) => entry.seq > from);
  let { seq, hash } = head ?? { seq: 0, hash: null };
  for (const entry of fresh) {
    if (!mayFollow(entry, seq))
      return { ok: false, fault: { kind: 'gap', detail: `${entry.seq} after ${seq}` } };
    ({ seq, hash } = entry);
  }
  return { ok: true, head: { journalId, seq, hash }, fresh };
}

/** True if counting ended at this very entry. The hash of a base is not known, so any will do. */
export function isHeadAt(
  head: CountedHead | null,
  { seq, hash }: Pick<JournalEntry, 'seq' | 'hash'>,
): boolean {
  return head?.seq === seq && (head.hash ?? hash) === hash;
}
