import type { UsesPort } from '../ports.ts';
import type { Patience } from '../sync/patience.ts';
import type { HeldHoldings, HoldingsLine } from './holdings.ts';

/** What a kiosk needs to share limits with others: courts of a slot, rights at one of several sites. */
export interface SharedLimits {
  readonly holdings: HeldHoldings;
  readonly uses: Pick<UsesPort, 'countersFor'>;
  readonly district: HoldingsLine;
  /** How long a clerk waits for the district. */
  readonly patience: Patience;
  /** The desk that this kiosk is; null before it was chosen. */
  readonly siteId: () => string | null;
}
