import { z } from 'zod';
import type { WallDate } from '../base/wall-time.ts';
import type { CardNumber } from './card-number.ts';
import type { CardClaim } from './card-qr-bytes.ts';
import type { DeniedStatus } from './deny-list.ts';

/**
 * What the district has decreed about a card. Expiry is not a status: it follows from `validUntil`.
 * `lost` is 挂失, `suspended` 暂停, `revoked` 撤销, `replaced` 已换发新卡.
 */
export const CardStatus = z.enum(['active', 'suspended', 'lost', 'revoked', 'replaced']);
export type CardStatus = z.infer<typeof CardStatus>;

/** Spouse and children share some benefits (guide 5.4, 5.5, 5.6). A child has no name at a desk. */
type FamilyMember =
  | { readonly relation: 'spouse'; readonly maskedName: string | null }
  | { readonly relation: 'child' };

/** One cardholder as a desk sees them; the full names stay in the roster (`RosterRecord`). */
export interface CardRecord {
  readonly cardNumber: CardNumber;
  readonly status: CardStatus;
  /** First valid day. */
  readonly validFrom: WallDate;
  /** Last valid day, itself included. */
  readonly validUntil: WallDate;
  /** 张*明; null if this kiosk may not show names, because their key is locked or gone. */
  readonly maskedName: string | null;
  readonly family: readonly FamilyMember[];
}

/** What the roster held by this kiosk says of a card number. */
export type RosterLookup =
  | { readonly kind: 'found'; readonly record: CardRecord }
  | { readonly kind: 'unknown'; readonly cardNumber: CardNumber };

/** What this kiosk knows of a card, from the roster, the list of denied cards and a signed QR. */
export type CardLookup =
  | RosterLookup
  /** On the list of denied cards, which beats the roster and any QR. */
  | { readonly kind: 'denied'; readonly cardNumber: CardNumber; readonly status: DeniedStatus }
  /** The district signed its QR, and the roster here is older than the card. */
  | { readonly kind: 'provisional'; readonly cardNumber: CardNumber; readonly claim: CardClaim }
  /** The district signed its QR before the roster's last pull, and the roster has not got it: it was removed. */
  | { readonly kind: 'unlisted'; readonly cardNumber: CardNumber };

/** The number of the card, whatever is known of it. */
export function cardNumberIn(lookup: CardLookup): CardNumber {
  return lookup.kind === 'found' ? lookup.record.cardNumber : lookup.cardNumber;
}

/** Claims lapse after three years (Civil Code, article 188). Until then the office may have to answer for a card. */
const KEPT_YEARS = 3;

/** Cardholders may be erased if their cards ended before this day, and not if they ended on it or later. */
export function latestErasure(today: WallDate): WallDate {
  const [year = '', month = '', day = ''] = today.split('-');
  // Three years before 29 February there is no such day, so it is 28 February.
  const before = month === '02' && day === '29' ? '28' : day;
  return `${String(Number(year) - KEPT_YEARS)}-${month}-${before}`;
}
