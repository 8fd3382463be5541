import { type RecordCase, spanOf } from '../../domain/records/record-standing.ts';
import type {
  RecordCount,
  RecordFilter,
  RecordReads,
  RecordRow,
  RecordStepRow,
  RecordsQuery,
  RecordWrites,
} from '../storage/record-store.ts';
import { entryKeyOf, type MemoryTables } from './memory-state.ts';

/** Records whose days the calendar counts, while they go on. */
function goesOn(kind: string, endsOn: string | null): boolean {
  return (kind === 'matter' || kind === 'errand') && endsOn === null;
}

export function memoryRecordReads(tables: MemoryTables): RecordReads {
  const stepOf = (recordId: string | undefined, matches: (row: RecordStepRow) => boolean) =>
    (tables.steps.get(recordId ?? '') ?? []).filter(matches);
  return {
    records: async (recordIds) => [...new Set(recordIds)].flatMap((id) => tables.records.get(id) ?? []),
    recordsAfter: async (query) =>
      [...tables.records.values()]
        .filter((row) => row.position > query.after && concerns(row, query) && !isOld(row, query))
        .sort((one, other) => one.position - other.position)
        .slice(0, query.limit),
    recordsOpenedBy: async (openers) =>
      openers.flatMap((ref) => tables.records.get(tables.recordByOpener.get(entryKeyOf(ref)) ?? '') ?? []),
    recordPage: async (after, limit) =>
      [...tables.records.values()]
        .filter(({ recordId }) => recordId > after)
        .sort((one, other) => (one.recordId < other.recordId ? -1 : 1))
        .slice(0, limit),
    stepsOfRecords: async (recordIds, nMax) =>
      [...new Set(recordIds)].sort().flatMap((id) => stepOf(id, ({ n }) => n < nMax)),
    lastStepsOf: async (recordIds) =>
      new Map(
        recordIds.flatMap((id) => {
          const last = tables.steps.get(id)?.at(-1);
          return last === undefined ? [] : [[id, last.n] as const];
        }),
      ),
    stepsByHash: async (hashes) =>
      hashes.flatMap((hash) => stepOf(tables.recordByHash.get(hash), (row) => row.hash === hash)),
    stepsByRef: async (refs) =>
      refs.flatMap(({ journalId, seq }) =>
        stepOf(
          tables.recordByStep.get(entryKeyOf({ journalId, seq })),
          (row) => row.journalId === journalId && row.seq === seq && row.body.kind !== 'void',
        ),
      ),
    mattersNumbered: async (siteId, number) =>
      [...tables.records.values()]
        .filter((row) => row.siteId === siteId && row.state.kind !== 'booking' && row.state.number === number)
        .sort((one, other) => (one.recordId < other.recordId ? -1 : 1)),
    mattersGoingOn: async (after, limit) =>
      [...tables.records.values()]
        .filter(({ recordId, kind, endsOn }) => goesOn(kind, endsOn) && recordId > after)
        .sort((one, other) => (one.recordId < other.recordId ? -1 : 1))
        .slice(0, limit),
    countSteps: async () => [...tables.steps.values()].reduce((sum, rows) => sum + rows.length, 0),
    countRecords: async (filter) => {
      const counts = new Map<string, RecordCount>();
      for (const row of tables.records.values()) {
        if (!isAmong(row, filter)) continue;
        const found = { siteId: row.siteId, ...caseOf(row, filter.today) };
        const key = JSON.stringify(found);
        counts.set(key, { ...found, count: (counts.get(key)?.count ?? 0) + 1 });
      }
      return [...counts.values()];
    },
    listRecords: async (filter, { cases, limit, isBackwards }) => {
      const wanted = new Set(cases.map((one) => JSON.stringify(one)));
      const isWanted = (row: RecordRow) =>
        isAmong(row, filter) && wanted.has(JSON.stringify(caseOf(row, filter.today)));
      return [...tables.records.values()]
        .filter(isWanted)
        .sort((one, other) => byEnd(one, other, isBackwards))
        .slice(0, limit);
    },
    agreementsBegun: async ({ from, before, siteIds, limit }) =>
      [...tables.records.values()]
        .filter(
          ({ siteId, state }) =>
            state.kind === 'agreement' &&
            state.from >= from &&
            state.from < before &&
            (siteIds?.includes(siteId) ?? true),
        )
        .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
        .slice(0, limit),
    // A district in memory begins with this release.
    entriesBeforeRecords: async () => [],
  };
}

export function memoryRecordWrites(tables: MemoryTables, assertCurrent: () => void): RecordWrites {
  return {
    async putRecords(rows) {
      assertCurrent();
      for (const row of rows) {
        tables.records.put(row.recordId, row);
        tables.recordByOpener.put(entryKeyOf(row.opener), row.recordId);
      }
    },
    async putSteps(rows) {
      assertCurrent();
      for (const row of rows) {
        const others = (tables.steps.get(row.recordId) ?? []).filter(({ hash }) => hash !== row.hash);
        tables.steps.put(
          row.recordId,
          [...others, row].sort((one, other) => one.n - other.n),
        );
        tables.recordByHash.put(row.hash, row.recordId);
        if (row.body.kind !== 'void') tables.recordByStep.put(entryKeyOf(row), row.recordId);
      }
    },
    async markInRecords() {
      assertCurrent();
    },
  };
}

function orderOf({ recordId, state }: RecordRow): string {
  return state.kind === 'agreement' ? `${state.from} ${state.number} ${recordId}` : recordId;
}

/** A matter that goes on has no last day, but perhaps a deadline. */
function dayOf({ dueOn, endsOn }: RecordRow): string | null {
  return dueOn ?? endsOn;
}

function caseOf(row: RecordRow, today: string): RecordCase {
  return { kind: row.kind, status: row.state.status, span: spanOf(dayOf(row), today) };
}

function isAmong(row: RecordRow, filter: RecordFilter): boolean {
  const { siteId, kind, itemId, cardRef, endsOn } = row;
  const { from, before } = filter;
  // A deadline that passed long ago leaves no matter out that still goes on.
  const day = before === null ? endsOn : dayOf(row);
  const isInDays = day === null ? before === null : day >= from && (before === null || day < before);
  return (
    isInDays &&
    (filter.siteIds?.includes(siteId) ?? true) &&
    (filter.kind ?? kind) === kind &&
    (filter.itemId ?? itemId) === itemId &&
    (filter.cardRefs?.includes(cardRef) ?? true)
  );
}

function byEnd(one: RecordRow, other: RecordRow, isBackwards: boolean): number {
  const [day, otherDay] = [dayOf(one), dayOf(other)];
  if (day === otherDay) return one.recordId < other.recordId ? -1 : 1;
  if (day === null || otherDay === null) return day === null ? 1 : -1;
  return day < otherDay === isBackwards ? 1 : -1;
}

function concerns({ siteId, itemIds }: RecordRow, { siteIds, elsewhere }: RecordsQuery): boolean {
  const hasItemAt = (other: RecordsQuery['elsewhere'][number]): boolean =>
    other.siteId === siteId && other.itemIds.some((itemId) => itemIds.includes(itemId));
  return siteIds.includes(siteId) || elsewhere.some(hasItemAt);
}

function isOld({ endsOn, position }: RecordRow, { ended }: RecordsQuery): boolean {
  return position <= ended.upTo && endsOn !== null && endsOn < ended.before;
}
