import { type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { isKnownKind } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import { endOfPlace } from '../../domain/records/booking.ts';
import { isFollowed } from '../../domain/records/errand.ts';
import { isGoingOn } from '../../domain/records/matter.ts';
import {
  type FoldedRecord,
  foldRecord,
  isOpening,
  type RecordKind,
  type RecordState,
} from '../../domain/records/record.ts';
import { STEPS_PER_RECORD_MAX, stepOfWire } from '../../protocol/wire-records.ts';
import type { RecordRow, RecordStepRow } from '../storage/record-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { EntryRef } from '../storage/store-rows.ts';
import { deadlinesOf } from './matter-deadlines.ts';
import { type RecordRole, recordRoleOf } from './record-role.ts';

/** What one entry made of the record that it belongs to. */
export interface RecordChange {
  readonly recordId: string;
  readonly kind: RecordKind;
  /** The entry. `isIgnored`: the record has too many, and goes by those before it. */
  readonly step: RecordStepRow;
  readonly isIgnored: boolean;
  /** Null if the entry opened it. */
  readonly before: FoldedRecord | null;
  readonly after: FoldedRecord & { readonly state: RecordState };
  /** The entry that opened it. */
  readonly opener: RecordStepRow;
  /** All that it goes by, in the order of arrival. */
  readonly steps: readonly RecordStepRow[];
  readonly itemIds: readonly string[];
}

export interface RecordBook {
  /**
   * Adds an entry to its record. `none`: it belongs to no record. `kept`: nothing changes, since it is there already
   * or its record is not open yet.
   */
  take(
    entry: JournalEntry,
  ): { readonly kind: 'none' | 'kept' } | { readonly kind: 'changed'; readonly change: RecordChange };
  /** Stores what was added. */
  save(): Promise<void>;
}

/** A record while a transaction runs. */
interface RecordInHand {
  row: RecordRow | null;
  steps: readonly RecordStepRow[];
  lastN: number;
  folded: FoldedRecord | null;
}

/** Opens the records that these entries belong to, under the book's lock, which the caller holds. */
export async function openRecordBook(
  writes: DistrictWrites,
  { catalogue, now }: { readonly catalogue: Catalogue; readonly now: number },
  entries: readonly JournalEntry[],
): Promise<RecordBook> {
  const { calendar } = rulebookOf(catalogue);
  const roles = new Map(entries.map((entry) => [entry, recordRoleOf(entry, catalogue)]));
  const concerned = entries.filter((entry) => roles.get(entry)?.kind !== 'none');
  const homes = await homesOf(writes, [...roles.values()]);
  const known = new Map(
    (await writes.stepsByHash(concerned.map((entry) => entry.hash))).map((row) => [row.hash, row]),
  );
  const inHand = await recordsInHand(writes, [...roles.values()], [...homes.values()]);
  const added = new Map<string, RecordStepRow>();
  const changed = new Set<string>();

  function recordIdOf(role: RecordRole): string | null {
    switch (role.kind) {
      case 'opens':
      case 'steps':
        return role.recordId;
      case 'voids':
        return homes.get(nameOf(role.target)) ?? null;
      default:
        return null;
    }
  }

  return {
    take(entry) {
      const role = roles.get(entry) ?? recordRoleOf(entry, catalogue);
      const recordId = recordIdOf(role);
      if (recordId === null) return { kind: 'none' };
      const record = inHand.get(recordId) ?? { row: null, steps: [], lastN: 0, folded: null };
      inHand.set(recordId, record);
      const before = known.get(entry.hash);
      const isLearnt = before !== undefined && !isKnownKind(before.body.kind) && bodyOf(entry) !== null;
      if (before !== undefined && !isLearnt) return { kind: 'kept' };
      const isFirst = record.row === null && role.kind === 'opens';
      const n = isFirst ? 0 : (before?.n ?? Math.max(record.lastN, 0) + 1);
      const step = stepRowOf(entry, recordId, n);
      known.set(step.hash, step);
      if (role.kind !== 'voids') homes.set(nameOf(step), recordId);
      added.set(step.hash, step);
      record.lastN = Math.max(record.lastN, n);
      const isIgnored = n >= STEPS_PER_RECORD_MAX;
      if (!isIgnored) {
        const others = record.steps.filter(({ hash }) => hash !== step.hash);
        record.steps = [...others, step].toSorted((one, other) => one.n - other.n);
      }
      const opened = isFirst ? rowOpenedBy(step, role) : record.row;
      if (opened === null) return { kind: 'kept' };
      const change = foldedAnew(record, opened, { step, isIgnored });
      const { state } = change.after;
      record.row = {
        ...opened,
        ...{ siteId: state.siteId, itemId: itemIdOf(state), itemIds: change.itemIds, cardRef: state.cardRef },
        ...{ state, endsOn: endOf(state, wallDateOf(now)), ...deadlinesOf(state, calendar) },
      };
      // The last change decides the order.
      changed.delete(recordId);
      changed.add(recordId);
      return { kind: 'changed', change };
    },
    async save() {
      if (added.size === 0) return;
      await writes.putSteps([...added.values()]);
      const book = await writes.lockBookRow();
      let { position } = book;
      const rows = [...changed].flatMap((recordId) => {
        const row = inHand.get(recordId)?.row ?? null;
        if (row === null) return [];
        position += 1;
        return [{ ...row, position }];
      });
      await writes.putRecords(rows);
      await writes.saveBook({ ...book, position });
    },
  };
}

/** Folds the record again, and says what the step changed of it. */
function foldedAnew(
  record: RecordInHand,
  opened: RecordRow,
  { step, isIgnored }: Pick<RecordChange, 'step' | 'isIgnored'>,
): RecordChange {
  const { steps } = record;
  const folded = foldedOf(opened, steps);
  const { state } = folded;
  const opener = steps.find((row) => row.n === 0);
  if (state === null || opener === undefined) throw new Error('an open record has a state');
  const before = record.row === null ? null : record.folded;
  record.folded = folded;
  return {
    ...{ recordId: opened.recordId, kind: opened.kind, step, isIgnored, opener, steps, before },
    after: { ...folded, state },
    itemIds: [...new Set([...opened.itemIds, itemIdOf(state)])],
  };
}

/** The records of the entries that voids take back, by the names of these. */
async function homesOf(writes: DistrictWrites, roles: readonly RecordRole[]): Promise<Map<string, string>> {
  const targets = roles.flatMap((role) => (role.kind === 'voids' ? [role.target] : []));
  return new Map((await writes.stepsByRef(targets)).map((row) => [nameOf(row), row.recordId]));
}

async function recordsInHand(
  writes: DistrictWrites,
  roles: readonly RecordRole[],
  homes: readonly string[],
): Promise<Map<string, RecordInHand>> {
  const named = roles.flatMap((role) =>
    role.kind === 'opens' || role.kind === 'steps' ? [role.recordId] : [],
  );
  const recordIds = [...new Set([...named, ...homes])];
  const rows = new Map((await writes.records(recordIds)).map((row) => [row.recordId, row]));
  const lasts = await writes.lastStepsOf(recordIds);
  const steps = await stepsByRecord(writes, recordIds);
  return new Map(
    recordIds.map((recordId) => {
      const row = rows.get(recordId) ?? null;
      const ofRecord = steps.get(recordId) ?? [];
      const folded = row === null ? null : foldedOf(row, ofRecord);
      return [recordId, { row, steps: ofRecord, lastN: lasts.get(recordId) ?? 0, folded }];
    }),
  );
}

/** The steps of these records in their order, no more of each than a kiosk reads. */
export async function stepsByRecord(
  reads: Pick<DistrictReads, 'stepsOfRecords'>,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordStepRow[]>> {
  const rows = await reads.stepsOfRecords(recordIds, STEPS_PER_RECORD_MAX);
  return Map.groupBy(rows, ({ recordId }) => recordId);
}

/** What the stored steps of a record add up to. */
export function foldedOf(
  { recordId, kind, until }: Pick<RecordRow, 'recordId' | 'kind' | 'until'>,
  steps: readonly RecordStepRow[],
): FoldedRecord {
  return foldRecord({ recordId, kind, until, steps: steps.map(recordStepOf) });
}

export function recordStepOf({ journalId, seq, siteId, recordedAt, body }: RecordStepRow) {
  return stepOfWire({ journalId, seq, siteId, recordedAtMs: recordedAt, body });
}

/** The name of a newer kind is passed on. A later format may mean another thing by a name that is known here. */
export function stepRowOf(entry: JournalEntry, recordId: string, n: number): RecordStepRow {
  const { journalId, seq, hash, siteId } = entry;
  const isOtherMeaning = bodyOf(entry) === null && isKnownKind(entry.body.kind);
  const body = isOtherMeaning ? { kind: 'newer' } : entry.body;
  return { recordId, n, journalId, seq, hash, siteId, recordedAt: recordedAtOf(entry), body };
}

function rowOpenedBy(step: RecordStepRow, role: Extract<RecordRole, { kind: 'opens' }>): RecordRow {
  const opening = recordStepOf(step);
  if (!isOpening(opening)) throw new Error('an opening opens');
  const { itemId, cardRef } = opening.body;
  const { state } = foldRecord({
    ...{ recordId: role.recordId, kind: role.recordKind, until: role.until },
    steps: [opening],
  });
  if (state === null) throw new Error('an opening opens');
  return {
    ...{ recordId: role.recordId, kind: role.recordKind, until: role.until, state },
    ...{ endsOn: null, dueOn: null, promisedOn: null },
    ...{ siteId: step.siteId, itemId, itemIds: [itemId], cardRef, position: 0 },
    opener: { journalId: step.journalId, seq: step.seq },
  };
}

export function itemIdOf(state: RecordState): string {
  return state.kind === 'booking' ? state.place.itemId : state.itemId;
}

/** After that day nobody comes for it. What was given back is done on the day on which the district heard of it. */
function endOf(state: RecordState, today: WallDate): WallDate | null {
  if (state.kind === 'booking') {
    const end = endOfPlace(state.place).slice(0, 10);
    return end;
  }
  if (state.kind === 'matter') return isGoingOn(state) ? null : today;
  if (state.kind === 'errand') return isFollowed(state) ? null : today;
  if (state.kind === 'agreement') return state.status === 'signed' ? state.until : today;
  return state.status === 'returned' || state.status === 'taken-back' ? today : state.until;
}

function nameOf({ journalId, seq }: EntryRef): string {
  return `${journalId}/${seq}`;
}
