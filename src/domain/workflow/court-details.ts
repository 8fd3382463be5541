import type { Choice } from '../decision/decision.ts';
import type { Chosen } from './workflow.ts';

type CourtChoice = Extract<Choice, { readonly court: number | null }>;

/** Picks the fields of a choice that names a court. */
export function choiceOfCourt<Kind extends CourtChoice['kind']>(kind: Kind) {
  return ({ person, quantity, start, minutes, listFen, court }: Chosen) => ({
    kind,
    person,
    quantity,
    start,
    minutes,
    listFen,
    court,
  });
}

/**
 * The courts that a booking takes (the chosen one, otherwise the first free ones), and those that may be chosen. `free` is
 * in the order in which courts are given.
 */
export function courtDetails(free: readonly number[], { court, quantity }: CourtChoice) {
  const isChosenFree = court !== null && free.includes(court);
  const inOrder = isChosenFree ? [court, ...free.filter((other) => other !== court)] : free;
  return {
    courts: inOrder.slice(0, quantity),
    courtsFree: free.length > 1 ? free.toSorted((one, other) => one - other) : free,
  };
}
