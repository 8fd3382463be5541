import { z } from 'zod';
import { CardNumber } from './card-number.ts';
import { WallDate } from './wall-time.ts';

/**
 * What the district has decreed about a card. Expiry is not a status: it follows from `validUntil`.
 * `lost` is 挂失, `suspended` 暂停, `revoked` 撤销, `replaced` 已换发新卡.
 */
const CardStatus = z.enum(['active', 'suspended', 'lost', 'revoked', 'replaced']);

/** Spouse and children share some benefits (guide 5.4, 5.5, 5.6). A child has no name at a desk. */
export const FamilyMember = z.discriminatedUnion('relation', [
  z.strictObject({ relation: z.literal('spouse'), maskedName: z.string().min(1).max(20) }),
  z.strictObject({ relation: z.literal('child') }),
]);
export type FamilyMember = z.infer<typeof FamilyMember>;

/** One cardholder as a kiosk may know them: no full name ever leaves the district. */
export const CardRecord = z.strictObject({
  cardNumber: CardNumber,
  status: CardStatus,
  /** First valid day. */
  validFrom: WallDate,
  /** Last valid day, itself included. */
  validUntil: WallDate,
  /** 张*明 */
  maskedName: z.string().min(1).max(20),
  family: z.array(FamilyMember).max(12),
});
export type CardRecord = z.infer<typeof CardRecord>;

/** What the roster held by this kiosk says of a card number. */
export type CardLookup =
  | { readonly kind: 'found'; readonly record: CardRecord }
  | { readonly kind: 'unknown'; readonly cardNumber: CardNumber };
