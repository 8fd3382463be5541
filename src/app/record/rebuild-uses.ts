import type { JournalPort, StoreFault, UsesPort } from '../ports.ts';

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
 * to another journal, run ahead of this one (a restored disk), went another way than it, or are not what was
 * counted in. Safe to run at any time, and again.
 */
export async function rebuildUses(
  ports: RebuildPorts,
  onProgress: RebuildProgress = () => {},
): Promise<RebuildReport> {
  const { journal, uses } = ports;
  const { journalId, headSeq } = await journal.status();
  const counted = await uses.state();
  const startSeq = (await isUsable(ports, { journalId, headSeq }, counted))
    ? counted.seq
    : await startAnew(ports, journalId);
  let seq = startSeq;
  // Every turn moves on by at least one entry, so the head bounds the loop.
  while (seq < headSeq) {
    const page = await journal.read(seq + 1, Math.min(ENTRIES_PER_PAGE, headSeq - seq));
    const last = page.at(-1);
    if (last === undefined || last.seq <= seq) {
      return {
        kind: 'fault',
        fault: { kind: 'journal-short', detail: `nothing after ${seq} of ${headSeq}` },
      };
    }
    const fault = await uses.add(journalId, page);
    if (fault !== null) return { kind: 'fault', fault };
    seq = last.seq;
    onProgress({ counted: seq - startSeq, total: headSeq - startSeq });
  }
  return { kind: 'current', counted: seq - startSeq };
}

interface RebuildPorts {
  readonly journal: Pick<JournalPort, 'status' | 'read'>;
  readonly uses: UsesPort;
}

async function isUsable(
  { journal, uses }: RebuildPorts,
  { journalId, headSeq }: { readonly journalId: string; readonly headSeq: number },
  counted: { readonly journalId: string | null; readonly seq: number },
): Promise<boolean> {
  if (counted.journalId !== journalId || counted.seq > headSeq) return false;
  const [entry] = await journal.read(Math.max(1, counted.seq), 1);
  if (entry?.seq === counted.seq) return uses.isSound(entry);
  // The counted entry was pruned, or nothing was counted yet: the next entry names it as its parent.
  return entry?.seq === counted.seq + 1 && uses.isSound({ seq: counted.seq, hash: entry.parent });
}

/** Forgets what is counted; the entry after which counting begins, which is not the first in an old journal. */
async function startAnew({ journal, uses }: RebuildPorts, journalId: string): Promise<number> {
  const [first] = await journal.read(1, 1);
  const seq = first === undefined ? 0 : first.seq - 1;
  await uses.clear({ journalId, seq });
  return seq;
}
