import { dateOfMinute, type WallDate } from '../base/wall-time.ts';
import type { Party } from '../card/family.ts';
import type { Unit } from '../catalogue/unit.ts';
import type { AgreementChoice } from '../decision/decision.ts';
import type { AgreementPackage } from '../journal/agreement-body.ts';
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
  /** Who comes by kind, for a ticket; null if nobody said it. */
  readonly party: Party | null;
  /** The terms of a family doctor agreement; null for any other item. */
  readonly agreement: AgreementGiven | null;
  /** The working days that are promised from the opening, for what a desk follows; null for none. */
  readonly workdays: number | null;
  /** For a kind that opens a record. */
  readonly recordId: string;
}

/** A ticket: the clerk, who sold it, has registered the card and checked what it says (5.6.2.2). */
export function ticketBodyOf({ fields, party }: Given): GivenBody {
  return { kind: 'use', ...fields, minutes: null, checked: true, ...(party === null ? {} : { party }) };
}

/** An agreement as it was decided. */
interface AgreementGiven extends AgreementChoice {
  readonly until: WallDate;
  readonly package: AgreementPackage;
  readonly waivedFen: number | null;
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

export function errandBodyOf({ fields, workdays, recordId }: Given): GivenBody {
  return { kind: 'errand-opened', recordId, ...fields, workdays };
}

export function agreementBodyOf({ fields, agreement, recordId }: Given): GivenBody {
  if (agreement === null) throw new Error('an agreement has terms');
  const { number, team, insurance, personal, until, waivedFen } = agreement;
  if (number === null || team === null || insurance === null) throw new Error('the agreement is incomplete');
  const terms = { until, number, team, package: agreement.package, personal, insurance, waivedFen };
  return { kind: 'agreement-signed', recordId, ...fields, ...terms };
}
