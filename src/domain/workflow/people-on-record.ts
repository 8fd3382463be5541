import { countEligible, countOnRecord } from '../card/family.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import type { CountFacts } from './workflow.ts';

/** How many people of the card's record may have one: those of one relation where the limit is a person's own. */
export function peopleOnRecord({ item, limits }: RulebookItem, { record, person }: CountFacts): number {
  const onePersonEach = limits.some((limit) => limit.kind === 'uses-per-person');
  return Math.max(1, onePersonEach ? countOnRecord(record, person) : countEligible(record, item.eligible));
}
