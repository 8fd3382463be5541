import type { PastUse, UseEntry } from '../../decision/decision.ts';
import { courtsIn, minutesIn } from '../entry-body.ts';
import { dayOf, type RecordedUse } from './recorded-uses.ts';

/** A use as limits count it. */
export function pastUseOf(recorded: RecordedUse): PastUse & { readonly entry: UseEntry } {
  const { seq, siteId, recordedAt, body } = recorded;
  const { itemId, person, quantity, start } = body;
  const courts = courtsIn(body);
  const entry = { seq, start, minutes: minutesIn(body), recordedAt };
  const use = { siteId, itemId, person, quantity, date: dayOf(recorded), entry };
  return courts.length === 0 ? use : { ...use, courts };
}
