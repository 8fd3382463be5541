import { z } from 'zod';

/** The calendar year of a right in Asia/Shanghai, `2026`. */
export const RightYear = z.string().regex(/^20[0-9]{2}$/);

/** A right of a card in a calendar year, at one of several sites: the free check-up (guide 8.3). */
export interface RightKey {
  /** Keyed pseudonym of the card. */
  readonly cardRef: string;
  readonly itemId: string;
  /** A `RightYear`. */
  readonly year: string;
}

/** A right as a kiosk knows it: where the holder chose to have it, and whether it is used. */
export interface CardRight extends RightKey {
  readonly siteId: string;
  readonly used: boolean;
}
