import { dateOfMinute } from '../../domain/base/wall-time.ts';
import type { Catalogue, Item } from '../../domain/catalogue/catalogue.ts';
import { type BookedPlace, isBookingCounted, takesPlace } from '../../domain/records/booking.ts';
import { isOpening, type RecordState } from '../../domain/records/record.ts';
import { courtMatters } from '../journal/court-matters.ts';
import type { Matter } from '../journal/finding.ts';
import { type CountedFor, countUse, limitMatters, rightMatters, takeBack } from '../journal/limit-matters.ts';
import type { RecordStepRow } from '../storage/record-store.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CountedUse, EntryRef } from '../storage/store-rows.ts';
import { itemIdOf, type RecordChange, recordStepOf } from './record-book.ts';

export interface Recounted {
  /** The items whose uses are counted. */
  readonly items: ReadonlyMap<string, Item>;
  readonly catalogue: Catalogue;
  readonly change: RecordChange;
  /** Its entries were counted before, if their item was: what is not counted stays so. */
  readonly isCounted?: true;
}

/**
 * Makes the use by which a record counts what its state says: nothing once it is cancelled or returned, another court
 * and day once it is moved. Answers what it is beyond by that.
 */
export async function recount(
  writes: DistrictWrites,
  { items, catalogue, change, isCounted: wasCounted }: Recounted,
): Promise<readonly Matter[]> {
  const item = items.get(itemIdOf(change.after.state));
  if (item === undefined && change.before === null) return [];
  const due = item === undefined ? null : dueUseOf(change);
  const before = await writes.countedUse(change.opener);
  if (before === null && wasCounted === true) return [];
  if (due === null || item === undefined) {
    if (before !== null) await takeBack(writes, before);
    return [];
  }
  const counted = { use: due, span: spanOf(change) };
  const matters =
    before === null
      ? await countUse(writes, { catalogue, item }, counted)
      : await changed(writes, { catalogue, item }, before, counted);
  // The entry that moved it is on this side of what collides, beside the one that opened it.
  return matters.map((matter) => ({ ...matter, entries: withStep(matter.entries, change.step) }));
}

async function changed(
  writes: DistrictWrites,
  { catalogue, item }: CountedFor,
  before: CountedUse,
  counted: Parameters<typeof countUse>[2],
): Promise<readonly Matter[]> {
  const { use } = counted;
  const isSameDay = before.itemId === use.itemId && before.date === use.date && before.siteId === use.siteId;
  const isSameCount = isSameDay && before.quantity === use.quantity;
  const isSameTime = before.span?.start === use.span?.start && before.span?.minutes === use.span?.minutes;
  const isSamePlace = isSameCount && isSameTime && before.courts.join() === use.courts.join();
  if (isSamePlace && before.takesPlace === use.takesPlace && before.givenBy === use.givenBy) return [];
  if (isSameDay) await writes.removeUse(before);
  else await takeBack(writes, before);
  const isNewPlace = use.takesPlace && !(isSamePlace && before.takesPlace);
  const matters = [
    ...(isNewPlace ? await courtMatters(writes, { catalogue, item }, use) : []),
    ...(isSameCount ? [] : await limitMatters(writes, item, counted)),
    ...(isSameDay ? [] : await rightMatters(writes, item, use)),
  ];
  await writes.insertUses([use]);
  return matters;
}

/** The use by which a record counts, under the name of its opening; null for none. */
function dueUseOf({
  after,
  opener,
  steps,
}: Pick<RecordChange, 'after' | 'opener' | 'steps'>): CountedUse | null {
  const { state } = after;
  const { journalId, seq } = opener;
  const { siteId, cardRef, person } = state;
  if (!isCounted(state)) return null;
  const named = { journalId, seq, siteId, cardRef, person };
  if (state.kind !== 'booking') {
    const { itemId, from: date } = state;
    const counts = {
      quantity: quantityOpened(opener),
      ...{ courts: [], takesPlace: true, givenBy: journalId, span: null },
    };
    return { ...named, itemId, date, ...counts };
  }
  const { itemId, quantity, start, minutes, courts } = state.place;
  return {
    ...named,
    ...{ itemId, quantity, date: dateOfMinute(start), courts: [...courts] },
    span: minutes === 0 ? null : { start, minutes },
    takesPlace: takesPlace(state),
    givenBy: giverOf(state.place, steps) ?? journalId,
  };
}

/** True while it counts against the limits of its card. */
export function isCounted(state: RecordState): boolean {
  if (state.kind === 'booking') return isBookingCounted(state);
  if (state.kind === 'matter' || state.kind === 'errand') return state.status !== 'taken-back';
  if (state.kind === 'agreement') return state.status === 'signed';
  return state.status === 'valid' || state.status === 'paused';
}

function quantityOpened(opener: RecordStepRow): number {
  const step = recordStepOf(opener);
  return isOpening(step) ? step.body.quantity : 1;
}

/** The journal whose kiosk gave the courts: the last one that put the booking there. */
function giverOf(
  { itemId, start, courts }: BookedPlace,
  steps: readonly RecordStepRow[],
): string | undefined {
  return steps.findLast((row) => {
    const { body } = recordStepOf(row);
    if (!('start' in body)) return false;
    return body.itemId === itemId && body.start === start && courtsOf(body) === courts.join();
  })?.journalId;
}

function courtsOf(body: object): string {
  return 'courts' in body && Array.isArray(body.courts) ? body.courts.join() : '';
}

function spanOf({ after: { state }, opener }: RecordChange) {
  if (state.kind === 'booking') return { start: state.place.start, minutes: state.place.minutes };
  const step = recordStepOf(opener);
  return { start: isOpening(step) ? step.body.start : (`${state.from}T00:00` as const), minutes: null };
}

function withStep(entries: readonly EntryRef[], { journalId, seq }: RecordStepRow): readonly EntryRef[] {
  const isNamed = entries.some((ref) => ref.journalId === journalId && ref.seq === seq);
  return isNamed ? entries : [...entries, { journalId, seq }];
}
