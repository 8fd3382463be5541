import { z } from 'zod';
import { isStorableText } from './plain-text.ts';
import type { Text } from './text.ts';

/** How a customer paid, where the site records it. The list is closed; a newer release may know more. */
export const PaymentWay = z.enum(['cash', 'wechat', 'alipay', 'card', 'e-cny', 'other']);
export type PaymentWay = z.infer<typeof PaymentWay>;

/** What a newer release may have written. */
export const ReadPaymentWay = z.string().min(1).max(40).refine(isStorableText);

/** The way that a use names; null if nobody recorded it. */
export function paidBy({
  body,
}: {
  readonly body: { readonly payment?: string | undefined };
}): string | null {
  return body.payment ?? null;
}

const WORDS: Readonly<Record<PaymentWay, Text>> = {
  cash: { zh: '现金', en: 'cash' },
  wechat: { zh: '微信', en: 'WeChat Pay' },
  alipay: { zh: '支付宝', en: 'Alipay' },
  card: { zh: '银行卡', en: 'bank card' },
  'e-cny': { zh: '数字人民币', en: 'e-CNY' },
  other: { zh: '其他方式', en: 'another way' },
};

const UNRECORDED: Text = { zh: '未登记支付方式', en: 'way not recorded' };

/** The way in words: null where none was recorded. The name of a way that only a newer release knows stays as it is. */
export function paymentWords(way: string | null): Text {
  if (way === null) return UNRECORDED;
  const known = PaymentWay.safeParse(way);
  return known.success ? WORDS[known.data] : { zh: way, en: way };
}

/** True if the money lies in the drawer. Where no way was recorded, it is taken for cash, as before ways were recorded. */
export function isInDrawer(way: string | null): boolean {
  return way === null || way === PaymentWay.enum.cash;
}
