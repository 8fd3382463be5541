import { effectOf } from '../../domain/journal/fold/recorded-uses.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { ReportReads, ReportWrites, UsesCursor } from '../storage/report-store.ts';
import { type MemoryTables, quarantineKeyOf } from './memory-state.ts';

export function memoryReportReads(tables: MemoryTables): ReportReads {
  return {
    async usesRecorded({ fromMs, toMs, siteId, after, limit }) {
      return [...tables.journals.values()]
        .flatMap(({ journalId }) => standingOf(tables, journalId))
        .map((entry) => ({ entry, place: { ...entry, at: recordedAtOf(entry) } }))
        .filter(
          ({ place }) => place.at >= fromMs && place.at < toMs && (siteId ?? place.siteId) === place.siteId,
        )
        .filter(({ place }) => after === null || inOrder(place, after) > 0)
        .sort((one, other) => inOrder(one.place, other.place))
        .slice(0, limit)
        .map(({ entry }) => entry);
    },
    closingEntries: async ({ fromMs, toMs, limit }) =>
      [...tables.journals.values()]
        .sort((one, other) => (one.journalId < other.journalId ? -1 : 1))
        .flatMap(({ journalId }) => unheldOf(tables, journalId))
        .filter((entry) => ['day-closed', 'day-reopened'].includes(bodyOf(entry)?.kind ?? ''))
        .filter((entry) => recordedAtOf(entry) >= fromMs && recordedAtOf(entry) < toMs)
        .slice(0, limit),
    settlements: async (siteId, month) =>
      [...tables.settlements.values()]
        .filter((row) => row.siteId === siteId && row.month === month)
        .sort((one, other) => one.number - other.number),
    catalogueRow: async (version) => tables.catalogues.get(version) ?? null,
    catalogueVersions: async () =>
      [...tables.catalogues.values()].map((row) => row.version).sort((one, other) => other - one),
  };
}

export function memoryReportWrites(tables: MemoryTables, assertCurrent: () => void): ReportWrites {
  return {
    async putSettlement(row) {
      assertCurrent();
      const key = `${row.siteId}/${row.month}/${row.number}`;
      const { reopenedAt, reopenedNote } = row;
      const before = tables.settlements.get(key);
      tables.settlements.put(key, before === undefined ? row : { ...before, reopenedAt, reopenedNote });
    },
    async insertCatalogue(row) {
      assertCurrent();
      if (tables.catalogues.get(row.version) !== undefined) return false;
      tables.catalogues.put(row.version, row);
      return true;
    },
  };
}

/** What is not in quarantine. */
function unheldOf(tables: MemoryTables, journalId: string): readonly JournalEntry[] {
  return [...tables.entries.get(journalId)].filter((entry) => {
    const held = tables.quarantine.get(quarantineKeyOf(entry));
    return held?.reason !== 'revoked' || held.outcome === 'accepted';
  });
}

function standingOf(tables: MemoryTables, journalId: string): readonly JournalEntry[] {
  const standing = new Map<number, JournalEntry>();
  for (const entry of unheldOf(tables, journalId)) {
    const effect = effectOf(entry);
    if (effect.kind === 'use' || effect.kind === 'admission') standing.set(entry.seq, entry);
    if (effect.kind === 'void') standing.delete(effect.voidsSeq);
  }
  return [...standing.values()];
}

function inOrder(one: UsesCursor, other: UsesCursor): number {
  if (one.at !== other.at) return one.at - other.at;
  if (one.journalId !== other.journalId) return one.journalId < other.journalId ? -1 : 1;
  return one.seq - other.seq;
}
