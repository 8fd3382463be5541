import type { RecordRow, RecordStepRow } from '../../district/storage/record-store.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { courtsIn, type GivenBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { positionOfCursor } from '../../protocol/position-cursor.ts';
import { STEPS_PER_RECORD_MAX } from '../../protocol/wire-records.ts';
import type { Device } from '../world/device.ts';
import type { World } from '../world/world.ts';
import { type NaiveRecord, naiveRecord } from './naive-records.ts';
import { judgeNumbers, type NumberedPass } from './number-judgement.ts';
import { refOf, type UseEntry } from './standing-uses.ts';

const DISCREPANCIES_MAX = 10_000;
const RECORDS_MAX = 100_000;
/** Later steps of a record, whichever it is. */
const STEPS: ReadonlySet<string> = new Set([
  'booking-moved',
  'booking-cancelled',
  'booking-attended',
  'booking-missed',
  'pass-paused',
  'pass-resumed',
  'pass-returned',
  'step-taken-back',
  'matter-numbered',
  'matter-received',
  'matter-supplied',
  'matter-noticed',
  'matter-accepted',
  'matter-handled',
  'matter-finished',
  'matter-told',
  'matter-collected',
  'matter-withdrawn',
  'matter-rejected',
  'matter-ended',
  'matter-assigned',
  'matter-delivery',
  'room-applied',
  'room-reviewed',
  'room-approved',
  'room-refused',
  'room-called',
  'room-started',
  'room-ended',
  'room-terminated',
  'room-received',
  'room-charged',
  'room-rearranged',
  'agreement-dissolved',
  'errand-numbered',
  'errand-described',
  'errand-completed',
  'errand-assigned',
  'errand-urged',
  'errand-booked',
  'errand-called',
  'errand-answered',
  'errand-finished',
]);

/** The judge's own count of each record, by the entry that opened it. */
export type RecordCounts = ReadonlyMap<string, NaiveRecord>;

/**
 * Holds the records of the district against its entries: each step is in one record and once, each record is what its
 * steps give in the order of their arrival, and what does not fit is a discrepancy. Answers the judge's own count.
 */
export async function judgeRecords(world: World, counted: readonly JournalEntry[]): Promise<RecordCounts> {
  const { district, fail } = world;
  const { rows, steps, discrepancies } = await district.store.read(async (reads) => {
    const records = await reads.recordPage('', RECORDS_MAX);
    const ids = records.map(({ recordId }) => recordId);
    return {
      rows: records,
      steps: Map.groupBy(await reads.stepsOfRecords(ids, RECORDS_MAX), ({ recordId }) => recordId),
      discrepancies: await reads.discrepancies({ open: true, limit: DISCREPANCIES_MAX }),
    };
  });
  await judgeSteps(world, counted);
  const told = new Set(
    discrepancies
      .filter(({ kind }) => kind === 'record-collision')
      .flatMap(({ entries }) => entries.map(refOf)),
  );
  const counts = new Map<string, NaiveRecord>();
  const passes: NumberedPass[] = [];
  for (const row of rows) {
    const ofRecord = steps.get(row.recordId) ?? [];
    const naive = naiveRecord(row.kind, ofRecord);
    if (naive === null || !isSame(row, naive)) {
      fail(
        'records',
        `a ${row.kind} is ${row.state.status}, and its ${ofRecord.length} steps say ${naive?.status}`,
      );
    }
    if (naive === null) continue;
    counts.set(refOf(row.opener), naive);
    const { number = null, cardRef } = naive.given as { number?: string | null; cardRef: string };
    if (row.kind === 'pass' && naive.status !== 'taken-back' && number !== null)
      passes.push({ siteId: row.siteId, number, cardRef, opener: row.opener });
    const untold = isDoubtful(ofRecord) ? undefined : naive.misfits.find((ref) => !told.has(ref));
    if (untold !== undefined)
      fail('records', `step ${untold} does not fit its record, and is no discrepancy`);
  }
  judgeNumbers(fail, passes, discrepancies);
  return counts;
}

/** Every opening and every step that the district counts stands in one record, or waits for its opening, once. */
async function judgeSteps({ district, fail }: World, counted: readonly JournalEntry[]): Promise<void> {
  const byHash = new Map(counted.map((entry) => [entry.hash, entry]));
  // A void belongs to the record of what it takes back.
  const isVoidOfIt = (entry: JournalEntry): boolean => {
    const target = takenBackIn(byHash, entry);
    return target !== null && isOfRecord(target);
  };
  const ofRecords = counted.filter((entry) => isOfRecord(entry) || isVoidOfIt(entry));
  const due = [...new Map(ofRecords.map((entry) => [entry.hash, entry])).values()];
  const found = await district.store.read((reads) => reads.stepsByHash(due.map(({ hash }) => hash)));
  const hashes = new Set(found.map(({ hash }) => hash));
  const lost = due.filter(({ hash }) => !hashes.has(hash));
  const [first] = lost;
  if (first !== undefined) {
    fail('steps', `${lost.length} of ${due.length} entries are in no record, the first a ${first.body.kind}`);
  }
  if (found.length > hashes.size) fail('steps', 'an entry is in two records, or twice in one');
}

/**
 * The entry that a void takes back, found along its own chain: where a journal has forked, two entries have one number.
 * Null if the entry is no void.
 */
function takenBackIn(byHash: ReadonlyMap<string, JournalEntry>, entry: JournalEntry): JournalEntry | null {
  const { body } = entry;
  if (body.kind !== 'void') return null;
  const seq = Number(body['voidsSeq']);
  let before: JournalEntry | undefined = entry;
  while (before !== undefined && before.seq > seq) before = byHash.get(before.parent);
  return before ?? null;
}

/**
 * A kiosk has each record of its site with the very steps that the district has, in their order, so that it says the
 * same of it. What changed after its last round has not come yet, and what has ended need not come to one that started
 * again.
 */
export async function judgeDeviceRecords({ district, fail }: World, device: Device): Promise<void> {
  const { name, siteId, cache } = device;
  const mark = positionOfCursor((await cache.records.cursor()) ?? '');
  const { rows, steps } = await district.store.read(async (reads) => {
    const { epoch } = await reads.identity();
    const all = await reads.recordPage('', RECORDS_MAX);
    const records = all.filter(({ position }) => mark?.epoch === epoch && position <= mark.position);
    const ids = records.map(({ recordId }) => recordId);
    const found = await reads.stepsOfRecords(ids, STEPS_PER_RECORD_MAX);
    return { rows: records, steps: Map.groupBy(found, ({ recordId }) => recordId) };
  });
  const recordIds = rows.map(({ recordId }) => recordId);
  const known = await cache.records.by({ recordIds, openers: [] });
  const stepsHeld = new Map(known.map((row) => [row.recordId, row.steps.map(lineOf).join(' ')]));
  const today = wallDateOf(district.services.now());
  for (const row of rows) {
    const here = stepsHeld.get(row.recordId);
    const isDue = row.siteId === siteId && (row.endsOn === null || row.endsOn >= today);
    if (here === undefined && !isDue) continue;
    const there = (steps.get(row.recordId) ?? []).map(lineOf).join(' ');
    if (here !== there)
      fail(
        'records',
        `${name} knows other steps of a ${row.kind} than the district: ${here} and not ${there}`,
      );
  }
}

/**
 * The words of a step in which a kiosk and the district must agree. No name of an entry is among them, since a kiosk knows
 * its own entries by the numbers of its window.
 */
function lineOf({
  siteId,
  recordedAt,
  body,
}: Pick<RecordStepRow, 'siteId' | 'recordedAt'> & { readonly body: { readonly kind: string } }): string {
  const fields: Readonly<Record<string, unknown>> = { ...body };
  const said = SAID.map((field) => JSON.stringify(fields[field]) ?? '').join();
  return `${siteId}/${recordedAt}/${body.kind}/${said}`;
}

/** The fields of the steps of matters and agreements that change their state. */
const SAID = [
  ...['number', 'handed', 'missing', 'missingMain', 'until', 'on', 'workdays', 'supplyBy'],
  ...['isDone', 'result', 'answer', 'way', 'reason', 'member'],
  ...['details', 'unit', 'by', 'slot', 'again'],
  ...['team', 'package', 'personal', 'insurance', 'waivedFen'],
] as const;

function isOfRecord(entry: JournalEntry): boolean {
  const body = bodyOf(entry);
  if (body === null) return false;
  const isOpening = [
    'booking-opened',
    'pass-sold',
    'matter-opened',
    'agreement-signed',
    'errand-opened',
  ].includes(body.kind);
  return isOpening || STEPS.has(body.kind) || (body.kind === 'use' && body.minutes !== null);
}

function isSame({ state }: RecordRow, { status, given, matter, agreement, errand }: NaiveRecord): boolean {
  if (state.status !== status) return false;
  const own = matter ?? agreement ?? errand;
  if (own !== null) {
    const row = state as unknown as Readonly<Record<string, unknown>>;
    return Object.entries({ ...own, status }).every(([field, value]) => String(row[field]) === String(value));
  }
  if (!('place' in state)) return true;
  const { place } = state;
  const isThere = place.itemId === given.itemId && place.start === given.start;
  return isThere && place.quantity === given.quantity && place.courts.join() === courtsIn(given).join();
}

/** What does not fit here may fit for the release that made the newer step. */
function isDoubtful(steps: readonly RecordStepRow[]): boolean {
  const isKnown = ({ body }: RecordStepRow): boolean =>
    STEPS.has(body.kind) ||
    [
      'use',
      'booking-opened',
      'pass-sold',
      'matter-opened',
      'agreement-signed',
      'errand-opened',
      'void',
    ].includes(body.kind);
  return !steps.every(isKnown);
}

/** The uses as they stand now: at another court and on another day after a move, and not at all once they are ended. */
export function asTheyStand(uses: readonly UseEntry[], counts: RecordCounts): readonly UseEntry[] {
  return uses.flatMap((use) => {
    const naive = counts.get(refOf(use));
    // A second opening of one record opens nothing.
    if (naive === undefined) return use.body.kind === 'use' ? [use] : [];
    if (ENDED.has(naive.status)) return [];
    const isMissed = naive.status === 'missed';
    return [{ ...use, isMissed, body: { ...naive.given, kind: use.body.kind } as GivenBody }];
  });
}

const ENDED: ReadonlySet<string> = new Set(['cancelled', 'taken-back', 'returned', 'dissolved']);
