import { z } from 'zod';
import type { CardRecord } from './card-record.ts';

/** Who of the card's family uses a benefit. */
export const Person = z.enum(['holder', 'spouse', 'child']);
export type Person = z.infer<typeof Person>;

/** The most of one kind that a party may have. */
const PARTY_MAX = 99;
const Count = z.int().min(0).max(PARTY_MAX);
/** Who comes, by kind; somebody does. */
export const Party = z.strictObject({ holder: Count, spouse: Count, child: Count });
export type Party = z.infer<typeof Party>;

export function partySize({ holder, spouse, child }: Party): number {
  return holder + spouse + child;
}

/** True if more come of some kind than the card's record has, or than the benefit is for. */
export function exceedsFamily(
  party: Party,
  record: Pick<CardRecord, 'family'>,
  eligible: readonly Person[],
): boolean {
  return Person.options.some(
    (person) => party[person] > (eligible.includes(person) ? countOnRecord(record, person) : 0),
  );
}

/** The party with one more of a kind, and none of it after the last one on the card's record. */
export function nextParty(party: Party | null, record: Pick<CardRecord, 'family'>, person: Person): Party {
  const before = party ?? { holder: 1, spouse: 0, child: 0 };
  return { ...before, [person]: (before[person] + 1) % (countOnRecord(record, person) + 1) };
}

/** How many of a kind of person the card's record has: one holder, and the family on record. */
export function countOnRecord(record: Pick<CardRecord, 'family'>, person: Person): number {
  if (person === 'holder') return 1;
  return record.family.filter((member) => member.relation === person).length;
}

/** How many people on the card's record may use a benefit. */
export function countEligible(record: CardRecord, eligible: readonly Person[]): number {
  let count = eligible.includes('holder') ? 1 : 0;
  for (const { relation } of record.family) {
    if (eligible.includes(relation)) count++;
  }
  return count;
}
