import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { Cardholder } from '../storage/store-rows.ts';
import type { Field } from './rows/headings.ts';

/** What may change of a card, by the names of the columns. */
export type FactName = Exclude<Field, 'cardNumber'>;
type Fact = string | number | null;
type Facts = Readonly<Record<FactName, Fact>>;

/** One fact of a card that is another now; `from` is null if the card was not on the roster. */
export interface FactChange {
  readonly field: FactName;
  readonly from: Fact;
  readonly to: Fact;
}

const NAMES: readonly FactName[] = [
  'name',
  'tier',
  'validFrom',
  'validUntil',
  'status',
  'spouse',
  'children',
];

function factsOf({ record, tier }: Cardholder): Facts {
  const { name, validFrom, validUntil, status } = record;
  return {
    name,
    tier,
    validFrom,
    validUntil,
    status,
    spouse: spouseIn(record),
    children: childrenIn(record),
  };
}

export function spouseIn({ family }: Pick<RosterRecord, 'family'>): string | null {
  return family.flatMap((member) => (member.relation === 'spouse' ? [member.name] : []))[0] ?? null;
}

export function childrenIn({ family }: Pick<RosterRecord, 'family'>): number {
  return family.filter(({ relation }) => relation === 'child').length;
}

/** What differs between two states of a card, in the order of the columns. */
export function changesBetween(before: Cardholder | null, after: Cardholder | null): readonly FactChange[] {
  const one = before === null ? null : factsOf(before);
  const other = after === null ? null : factsOf(after);
  return NAMES.map((field) => ({ field, from: one?.[field] ?? null, to: other?.[field] ?? null })).filter(
    ({ from, to }) => from !== to,
  );
}
