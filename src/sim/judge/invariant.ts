/** What must hold whatever happens, by the name of its violation. */
export const INVARIANTS = {
  lost: 'every use that a screen called recorded reaches the district, unless its only copies are destroyed',
  duplicate: 'the district has nothing twice, and nothing that nobody recorded',
  totals: 'what the district counts is what its entries say',
  chain: 'the district holds sound chains, and calls forked only what was copied',
  hand: 'what a hand has made of a journal counts for nobody',
  newer: 'what a newer release made is carried on, and is no discrepancy',
  fork: 'a kiosk whose journal the district calls forked goes on in another one',
  allocation: 'what two kiosks gave away at once is a discrepancy',
  steps: 'each step of a booking or a pass is in its record, and once',
  records: 'a booking or a pass is what its steps give, and what does not fit is a discrepancy',
  numbers: 'a number of a venue that two kiosks gave to two holders is a discrepancy',
  holder: 'the cards that a holder had one after the other count as one, at every kiosk and in the district',
  generation: 'whoever reads a roster reads one state of the district, whole',
  cursor: 'a cursor never goes back within an epoch',
  revocation: 'no older list lets a denied card in again, and a kiosk that was shut out stays so',
  notes: 'what a clerk wrote down of a person is where it is wanted, and nowhere after its end',
  names: 'no key to names is left past the end of the staleness ladder, and none comes back',
  wipe: 'a revoked kiosk wipes its keys, and only once the district has all that it recorded',
  derived: "the counters are the journal's",
  convergence: 'ten rounds after the faults stop everything has arrived everywhere',
  exception: 'neither a kiosk nor the district throws what nobody expected',
  start: 'a kiosk comes up on whatever a crash left',
} as const;
type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
}

/** Takes note of a violation. */
export type Fail = (invariant: Invariant, what: string) => void;
