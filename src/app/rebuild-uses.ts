import type { JournalPort, StoreFault, UsesPort } from './ports.ts';

const ENTRIES_PER_PAGE = 500;

/** `journal-short`: the journal ends before the head that it names. */
export type RebuildReport =
  | { readonly kind: 'current'; readonly counted: number }
  | {
      readonly kind: 'fault';
      readonly fault: StoreFault | { readonly kind: 'journal-short'; readonly detail: string };
    };

export type RebuildProgress = (progress: { readonly counted: number; readonly total: number }) => void;

/**
 * Brings the counters up to the journal's head: the rest where they are behind, all of it where they belong
 * to another journal or run ahead of this one (a restored disk). Safe to run at any time, and again.
 */
export async function rebuildUses(
  ports: { readonly journal: Pick<JournalPort, 'status' | 'read'>; readonly uses: UsesPort },
  onProgress: RebuildProgress = () => {},
): Promise<RebuildReport> {
  const { journalId, headSeq } = await ports.journal.status();
  const counted = await ports.uses.state();
  const isUsable = counted.journalId === journalId && counted.seq <= headSeq;
  if (!isUsable) await ports.uses.clear();
  const startSeq = isUsable ? counted.seq : 0;
  let seq = startSeq;
  // Every turn moves on by at least one entry, so the head bounds the loop.
  while (seq < headSeq) {
    const page = await ports.journal.read(seq + 1, Math.min(ENTRIES_PER_PAGE, headSeq - seq));
    const last = page.at(-1);
    if (last === undefined || last.seq <= seq) {
      return {
        kind: 'fault',
        fault: { kind: 'journal-short', detail: `nothing after ${seq} of ${headSeq}` },
      };
    }
    const fault = await ports.uses.add(journalId, page);
    if (fault !== null) return { kind: 'fault', fault };
    seq = last.seq;
    onProgress({ counted: seq - startSeq, total: headSeq - startSeq });
  }
  return { kind: 'current', counted: seq - startSeq };
}
