import type { StoreFault, UsesPort } from '../../app/ports.ts';
import type { FeedSource } from '../../app/record/known-rows.ts';
import { memoryUses } from '../../app/record/memory-uses.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';

const FULL: StoreFault = { kind: 'quota', detail: 'as the simulation says' };

/** What lies in the database: all that was counted in since it was cleared. */
export interface UsesImage {
  readonly base: { readonly journalId: string; readonly seq: number } | null;
  readonly entries: readonly JournalEntry[];
}

/** The counters of a device in its simulated IndexedDB. */
export interface SimulatedUses {
  readonly port: UsesPort;
  image(): UsesImage;
  clear(): void;
}

const NOTHING: UsesImage = { base: null, entries: [] };

export function simulatedUses(
  isFull: () => boolean,
  feed: FeedSource,
  from: UsesImage = NOTHING,
): SimulatedUses {
  const uses = memoryUses(feed);
  let image = from;
  // Counters in memory change at once, before the promise resolves.
  void uses.clear(image.base ?? undefined);
  for (const entry of image.entries) void uses.add(entry.journalId, [entry]);

  const port: UsesPort = {
    ...uses,
    async add(journalId, entries) {
      if (isFull()) return FULL;
      const fault = await uses.add(journalId, entries);
      if (fault === null) image = { ...image, entries: [...image.entries, ...entries] };
      return fault;
    },
    async clear(base) {
      image = { base: base ?? null, entries: [] };
      await uses.clear(base);
    },
  };
  return { port, image: () => image, clear: () => void port.clear() };
}
