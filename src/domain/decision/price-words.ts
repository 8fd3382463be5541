import { type Fen, yuanText } from '../base/money.ts';
import type { Text } from '../base/text.ts';
import type { Band } from '../catalogue/rulebook.ts';
import { MEASURES, type Unit } from '../catalogue/unit.ts';

/** `2 张 × 25.00 元 = 50.00 元（原价 50.00 元，五折）`; what is free needs no sum. */
export function unitExplanation(
  band: Band,
  step: {
    readonly unit: Unit;
    readonly quantity: number;
    readonly unitListFen: Fen;
    readonly cardFen: Fen;
  },
): Text {
  const { unit, quantity, unitListFen, cardFen } = step;
  if (band.card.kind === 'free') return band.rate;
  const total = yuanText(quantity * cardFen);
  const price = yuanText(cardFen);
  const list = yuanText(unitListFen);
  const measure = MEASURES[unit];
  return {
    zh: `${quantity} ${measure.zh} × ${price} 元 = ${total} 元（原价 ${list} 元，${band.rate.zh}）`,
    en: `${quantity} × ${price} yuan per ${measure.en} = ${total} yuan (list ${list} yuan, ${band.rate.en})`,
  };
}

/** `30 分钟 × 24.00 元/小时 = 12.00 元（…）`; rounding is told where there is any. */
export function hourlyExplanation(
  band: Band,
  step: {
    readonly minutes: number;
    readonly quantity: number;
    readonly unitListFen: Fen;
    readonly unitFen: Fen;
    readonly cardFen: Fen;
    readonly rounded: boolean;
  },
): Text {
  const { minutes, quantity, unitListFen, unitFen, cardFen, rounded } = step;
  const price = yuanText(unitFen);
  const list = yuanText(unitListFen);
  const total = yuanText(quantity * cardFen);
  const times = quantity === 1 ? '' : ` × ${quantity}`;
  const zhRounded = rounded ? '，四舍五入到分' : '';
  const enRounded = rounded ? ', rounded half up to a fen' : '';
  return {
    zh: `${minutes} 分钟 × ${price} 元/小时${times} = ${total} 元（原价 ${list} 元/小时，${band.rate.zh}${zhRounded}）`,
    en: `${minutes} minutes × ${price} yuan/hour${times} = ${total} yuan (list ${list} yuan/hour, ${band.rate.en}${enRounded})`,
  };
}
