import type { Text } from '../../domain/base/text.ts';
import { type CardNumberRules, formsOf, hasCardForm } from '../../domain/card/card-form.ts';
import { type CardNumber, cardNumberOf } from '../../domain/card/card-number.ts';
import type { DistrictWrites } from '../storage/store.ts';

/**
 * Returns the number after the last one on the roster. It has the form of the card `like`, or the first form of the
 * catalogue if there is no such card. Null if all numbers of the form are given. The caller holds the head of the roster.
 */
export async function nextNumber(
  writes: DistrictWrites,
  catalogue: CardNumberRules,
  like: CardNumber | null,
): Promise<CardNumber | null> {
  const forms = formsOf(catalogue);
  const form = forms.find((one) => like !== null && hasCardForm(like, { cardNumbers: [one] })) ?? forms[0];
  if (form === undefined) return null;
  const { prefix, length } = form;
  const digits = length - prefix.length - 1;
  const last = await writes.lastNumberOf(form);
  const next = String(Number(last?.slice(prefix.length, -1) ?? 0) + 1).padStart(digits, '0');
  return digits < 1 || next.length > digits ? null : cardNumberOf(`${prefix}${next}`);
}

export const NO_NUMBERS: Text = { zh: '这种卡号已用完', en: 'all numbers of this form are given' };
