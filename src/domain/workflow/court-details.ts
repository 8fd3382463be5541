import type { Choice } from '../decision/decision.ts';

type CourtChoice = Extract<Choice, { readonly court: number | null }>;

/**
 * The courts that a booking takes, of those that are free (the one that was chosen, otherwise the first), and what there
 * is to choose from. `free`: the first to be given first.
 */
export function courtDetails(free: readonly number[], { court, quantity }: CourtChoice) {
  const isChosenFree = court !== null && free.includes(court);
  const inOrder = isChosenFree ? [court, ...free.filter((other) => other !== court)] : free;
  return {
    courts: inOrder.slice(0, quantity),
    courtsFree: free.length > 1 ? free.toSorted((one, other) => one - other) : free,
  };
}
