import type { NoteReads, NoteWrites } from '../storage/note-store.ts';
import type { MemoryTables } from './memory-state.ts';

export function memoryNoteReads(tables: MemoryTables): NoteReads {
  const all = () => [...tables.notes.values()];
  return {
    notesByHash: async (hashes) => hashes.flatMap((hash) => tables.notes.get(hash) ?? []),
    noteKeys: async (hashes) => {
      const rows = hashes.flatMap((hash) => tables.noteKeys.get(hash) ?? []);
      return new Map(rows.map((row) => [row.hash, row.keyHex]));
    },
    notesAfter: async ({ position, siteIds, limit }) =>
      all()
        .filter((row) => row.position > position && siteIds.includes(row.siteId))
        .sort((one, other) => one.position - other.position)
        .slice(0, limit),
    dueNotes: async (now, limit) =>
      all()
        .filter((row) => row.erasedAt === null && row.endsAt <= now)
        .sort((one, other) => one.endsAt - other.endsAt)
        .slice(0, limit),
    async noteCounts() {
      const kept = all().filter((row) => row.erasedAt === null);
      const readable = kept.filter((row) => tables.noteKeys.get(row.hash) !== undefined).length;
      return { readable, withoutKey: kept.length - readable, erased: all().length - kept.length };
    },
    hasNoteRemains: async () => tables.noteRemains.get('remains') ?? false,
  };
}

export function memoryNoteWrites(tables: MemoryTables, assertCurrent: () => void): NoteWrites {
  return {
    async putNotes(rows) {
      assertCurrent();
      for (const row of rows) {
        const { kind, recordId, arrivedAt } = tables.notes.get(row.hash) ?? row;
        tables.notes.put(row.hash, { ...row, kind, recordId, arrivedAt });
      }
    },
    async putNoteKeys(rows) {
      assertCurrent();
      for (const row of rows) tables.noteKeys.put(row.hash, row);
    },
    async dropNoteKeys({ hashes, endedBy }) {
      assertCurrent();
      const gone = [...tables.noteKeys.values()].filter(
        ({ hash, endsAt }) => endsAt <= endedBy || hashes.includes(hash),
      );
      for (const { hash } of gone) tables.noteKeys.remove(hash);
      if (gone.length > 0) tables.noteRemains.put('remains', true);
    },
    async noteRemainsGone() {
      assertCurrent();
      tables.noteRemains.put('remains', false);
    },
  };
}
