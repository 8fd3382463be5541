import { dateOfMinute } from '../base/wall-time.ts';
import type { Unit } from '../catalogue/unit.ts';
import type { GivenBody, UseBody } from '../journal/entry-body.ts';
import { passUntil } from '../journal/known-use.ts';

/** What a kind's body is made from. */
export interface Given {
  /** What every kind writes. */
  readonly fields: Omit<UseBody, 'kind' | 'minutes' | 'courts'>;
  /** Null for what takes no stretch of time. */
  readonly minutes: number | null;
  /** The numbers of the courts; empty if none is named. */
  readonly courts: readonly number[];
  readonly unit: Unit;
  /** The 办件编号 of a matter, or the venue's own number of a pass; null for none. */
  readonly number: string | null;
  /** For a kind that opens a record. */
  readonly recordId: string;
}

/** What is given at once and has no later steps. */
export function useBodyOf({ fields }: Given): GivenBody {
  return { kind: 'use', ...fields, minutes: null };
}

/** A court or a room for a stretch of time. */
export function bookingBodyOf({ fields, minutes, courts, recordId }: Given): GivenBody {
  if (minutes === null) throw new Error('a booking takes a stretch of time');
  const named = courts.length === 0 ? {} : { courts: [...courts] };
  return { kind: 'booking-opened', recordId, ...fields, minutes, ...named };
}

export function passBodyOf({ fields, unit, number, recordId }: Given): GivenBody {
  const until = passUntil({ unit }, dateOfMinute(fields.start));
  const numbered = number === null ? {} : { number };
  return { kind: 'pass-sold', recordId, ...fields, until, ...numbered };
}

export function matterBodyOf({ fields, number, recordId }: Given): GivenBody {
  return { kind: 'matter-opened', recordId, ...fields, number };
}
