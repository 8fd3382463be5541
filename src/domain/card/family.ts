import { z } from 'zod';
import type { CardRecord } from './card-record.ts';

/** Who of the card's family uses a benefit. */
export const Person = z.enum(['holder', 'spouse', 'child']);
export type Person = z.infer<typeof Person>;

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
