import type { RecordedUse, StoreFault, UsesPort } from '../../app/ports.ts';
import type { PastUse } from '../../domain/decision.ts';
import { type JournalEntry, recordedAtOf } from '../../domain/journal-entry.ts';
import { wallDateOf } from '../../domain/wall-time.ts';

const FULL: StoreFault = { kind: 'quota', detail: 'as the simulation says' };
const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** Up to where the uses are counted, and the hash of that entry; null behind a base. */
interface CountedHead {
  readonly journalId: string;
  readonly seq: number;
  readonly hash: string | null;
}

/** What lies in the database. */
export interface UsesImage {
  readonly counted: ReadonlyMap<number, RecordedUse>;
  readonly head: CountedHead | null;
}

/** The counters of a device in its simulated IndexedDB. */
export interface SimulatedUses {
  readonly port: UsesPort;
  image(): UsesImage;
  clear(): void;
  /** The entries whose uses count. */
  standing(): readonly number[];
}

export function simulatedUses(isFull: () => boolean, from?: UsesImage): SimulatedUses {
  const counted = new Map(from?.counted);
  let head: CountedHead | null = from?.head ?? null;

  function count(entry: JournalEntry): void {
    const { seq, siteId, body } = entry;
    const recordedAt = recordedAtOf(entry);
    if (body.kind === 'use') counted.set(seq, { seq, siteId, recordedAt, body, voidedBySeq: null });
    const voided = body.kind === 'void' ? counted.get(body.voidsSeq) : undefined;
    if (voided !== undefined) counted.set(voided.seq, { ...voided, voidedBySeq: seq });
  }

  function clear(base: Pick<CountedHead, 'journalId' | 'seq'> | null): void {
    counted.clear();
    head = base && { ...base, hash: null };
  }

  const port: UsesPort = {
    state: async () => ({ journalId: head?.journalId ?? null, seq: head?.seq ?? 0 }),
    async add(journalId, entries) {
      if (isFull()) return FULL;
      if (head !== null && head.journalId !== journalId)
        return { kind: 'other-journal', detail: head.journalId };
      const from = head?.seq ?? 0;
      const fresh = entries.filter((entry) => entry.seq > from);
      if (fresh.some((entry, index) => entry.seq !== from + 1 + index))
        return { kind: 'gap', detail: `after ${from}` };
      for (const entry of fresh) {
        count(entry);
        head = { journalId, seq: entry.seq, hash: entry.hash };
      }
      return null;
    },
    clear: async (base) => clear(base ?? null),
    isSound: async ({ seq, hash }) => head !== null && head.seq === seq && (head.hash ?? hash) === hash,
    async countersFor(cardRef, siteId, date) {
      const standing = [...counted.values()].filter((use) => use.voidedBySeq === null);
      return {
        ofCard: standing.filter((use) => use.body.cardRef === cardRef).map(pastUseOf),
        atDesk: standing.filter((use) => use.siteId === siteId && dateOf(use) === date).map(pastUseOf),
      };
    },
    recordedOn: async (siteId, date) =>
      [...counted.values()]
        .filter((use) => use.siteId === siteId && wallDateOf(use.recordedAt) === date)
        .reverse(),
  };
  const standing = () => [...counted.values()].flatMap((use) => (use.voidedBySeq === null ? [use.seq] : []));
  const image = () => ({ counted: new Map(counted), head });
  return { port, image, clear: () => clear(null), standing };
}

function dateOf({ body }: RecordedUse): string {
  return body.start.slice(0, DATE_LENGTH);
}

function pastUseOf(use: RecordedUse): PastUse {
  const { itemId, person, quantity, courts } = use.body;
  const past = { siteId: use.siteId, itemId, person, quantity, date: dateOf(use) };
  return courts === undefined ? past : { ...past, courts };
}
