import type { CourtHoldings } from './lease.ts';
import type { CardRight } from './right.ts';

/** What the district has given into this kiosk's hands: beyond it a shared limit is not its to spend. */
export interface Holdings {
  readonly courts: CourtHoldings;
  /** The rights of the card in question. */
  readonly rights: readonly CardRight[];
}
