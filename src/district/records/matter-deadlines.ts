import type { Calendar } from '../../domain/calendar/calendar.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { nextErrandDayOf, promisedDayOf } from '../../domain/records/errand.ts';
import { dueDayOf, nextDeadlineOf } from '../../domain/records/matter.ts';
import type { RecordState } from '../../domain/records/record.ts';
import type { Services } from '../services.ts';
import type { RecordRow } from '../storage/record-store.ts';

/** As many matters as one commit dates again. */
const PAGE = 500;

/** The deadlines by which the office lists a record. Only a matter, and what a desk follows, have any. */
export function deadlinesOf(state: RecordState, calendar: Calendar): Pick<RecordRow, 'dueOn' | 'promisedOn'> {
  if (state.kind === 'errand') {
    return {
      dueOn: nextErrandDayOf(state, calendar),
      promisedOn: promisedDayOf(state, calendar)?.date ?? null,
    };
  }
  if (state.kind !== 'matter') return { dueOn: null, promisedOn: null };
  return {
    dueOn: nextDeadlineOf(state, calendar),
    promisedOn: dueDayOf(state, calendar)?.date ?? null,
  };
}

/** The catalogue by which the matters of a store were dated last. */
const datedBy = new WeakMap<Services['store'], unknown>();

/**
 * Dates the matters that go on by the catalogue in force, once for each catalogue: a later notice of holidays moves the
 * days that were counted before. Returns how many matters have other days now.
 */
export async function dateMattersAgain({
  store,
  catalogue,
}: Pick<Services, 'store' | 'catalogue'>): Promise<number> {
  const { calendar } = rulebookOf(catalogue.catalogue);
  if (datedBy.get(store) === catalogue.text) return 0;
  let moved = 0;
  // Each turn begins after the last matter of the page before, so that the loop ends with the matters.
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    after = await store.transaction(async (writes) => {
      await writes.lockBookRow();
      const rows = await writes.mattersGoingOn(from, PAGE);
      const dated = rows.flatMap((row) => {
        const days = deadlinesOf(row.state, calendar);
        const isSame = row.dueOn === days.dueOn && row.promisedOn === days.promisedOn;
        return isSame ? [] : [{ ...row, ...days }];
      });
      if (dated.length > 0) await writes.putRecords(dated);
      moved += dated.length;
      return rows.length < PAGE ? null : (rows.at(-1)?.recordId ?? null);
    });
  }
  datedBy.set(store, catalogue.text);
  return moved;
}
