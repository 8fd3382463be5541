import { z } from 'zod';
import { isStorableText } from '../base/plain-text.ts';
import type { Text } from '../base/text.ts';
import type { CardStatus } from './card-record.ts';
import type { RosterRecord } from './roster-record.ts';

/** As many characters as the words of a reason may have. */
export const REASON_LENGTH_MAX = 200;

/** Why an office changed a card. `other` says nothing without words. */
export const ReasonKind = z.enum([
  'holder-asked',
  'card-lost',
  'card-found',
  'card-damaged',
  'not-entitled',
  'misuse',
  'in-question',
  'cleared',
  'correction',
  'renewal',
  'other',
]);
export type ReasonKind = z.infer<typeof ReasonKind>;

export const ReasonWords = z.string().max(REASON_LENGTH_MAX).refine(isStorableText, 'no text');

/** Stays in the history of the card, and is erased with it. */
export interface ChangeReason {
  readonly kind: ReasonKind;
  /** Empty for none; without identity and telephone numbers. */
  readonly words: string;
}

export const REASON_WORDS: Readonly<Record<ReasonKind, Text>> = {
  'holder-asked': { zh: '本人申请', en: 'The holder asked' },
  'card-lost': { zh: '卡片遗失或被盗', en: 'Lost or stolen' },
  'card-found': { zh: '卡片已找回', en: 'Found again' },
  'card-damaged': { zh: '卡片损坏', en: 'Damaged' },
  'not-entitled': { zh: '不再符合条件', en: 'No longer entitled' },
  misuse: { zh: '违规使用', en: 'Misuse' },
  'in-question': { zh: '资格核查中', en: 'Entitlement in question' },
  cleared: { zh: '核查无误', en: 'Checked and cleared' },
  correction: { zh: '更正差错', en: 'Correction of a mistake' },
  renewal: { zh: '期满续期', en: 'Renewal' },
  other: { zh: '其他原因', en: 'Another reason' },
};

/** The changes that an office makes of a card by itself; the form of each offers the reasons that fit. */
export type ReasonedAct = 'suspend' | 'lost' | 'revoke' | 'restore' | 'dates' | 'replace';

export const REASONS_OF: Readonly<Record<ReasonedAct, readonly ReasonKind[]>> = {
  suspend: ['in-question', 'misuse', 'holder-asked', 'other'],
  lost: ['card-lost', 'holder-asked', 'other'],
  revoke: ['not-entitled', 'misuse', 'holder-asked', 'correction', 'other'],
  restore: ['card-found', 'cleared', 'holder-asked', 'correction', 'other'],
  dates: ['renewal', 'not-entitled', 'holder-asked', 'correction', 'other'],
  replace: ['card-lost', 'card-damaged', 'correction', 'other'],
};

type Standing = Pick<RosterRecord, 'validFrom' | 'validUntil'> & { readonly status: CardStatus };

/**
 * True if a change of a card is not taken without a reason: another status, or a shorter validity. A report of loss is
 * taken without one, since it must not wait and says why by itself.
 */
export function needsReason(before: Standing, after: Standing): boolean {
  const isOtherStatus = before.status !== after.status && after.status !== 'lost';
  return isOtherStatus || after.validUntil < before.validUntil || after.validFrom > before.validFrom;
}
