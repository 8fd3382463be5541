import {
  type CatalogueReads,
  type CatalogueWrites,
  isOpen,
  type PublicationRow,
} from '../storage/catalogue-store.ts';
import type { MemoryTables } from './memory-state.ts';

export function memoryDraftReads(tables: MemoryTables): CatalogueReads {
  return {
    openDraft: async () => [...tables.drafts.values()].find(isOpen) ?? null,
    publications: async () =>
      [...tables.catalogues.values()]
        .map(({ version, storedAt }) => publicationOf(tables, version, storedAt))
        .sort((one, other) => other.version - one.version),
  };
}

export function memoryDraftWrites(tables: MemoryTables, assertCurrent: () => void): CatalogueWrites {
  return {
    lockDrafts: async () => {}, // transactions come one after the other
    async putDraft(row) {
      assertCurrent();
      tables.drafts.put(row.draftId, row);
    },
    async notePublication(version, change) {
      assertCurrent();
      const row = tables.catalogues.get(version);
      if (row === undefined) return;
      tables.publications.put(version, { ...publicationOf(tables, version, row.storedAt), ...change });
    },
  };
}

function publicationOf(tables: MemoryTables, version: number, storedAt: number): PublicationRow {
  const none = {
    publishedBy: null,
    approvedBy: null,
    withdrawnAt: null,
    withdrawnBy: null,
    withdrawnReason: null,
  };
  return tables.publications.get(version) ?? { version, storedAt, ...none };
}
