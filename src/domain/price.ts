import type { Calendar, DayFacts } from './calendar.ts';
import type { CardPrice } from './catalogue-rule.ts';
import { restsOnCalendar } from './day-rule.ts';
import type { Price, PriceLine, Unit } from './decision.ts';
import { divideHalfUp, type Fen, yuanText } from './money.ts';
import { type Band, bandAt, isForDay, MINUTES_PER_DAY, minuteOfDay } from './rulebook.ts';
import type { Text } from './text.ts';
import { plusDays, type WallMinute } from './wall-time.ts';

/** Minutes of one day that lie in one band. */
export interface Stretch {
  readonly band: Band;
  readonly day: DayFacts;
  readonly minutes: number;
}

/** At least one stretch: what a price is made of. */
export type Stretches = readonly [Stretch, ...Stretch[]];

export interface Span {
  readonly start: WallMinute;
  readonly minutes: number;
}

/**
 * The stretches of a span, each within one band of one day, in order. Null where some minute of it lies
 * in no band: the guide gives no price then, and none is guessed.
 */
export function stretchesOf(
  bands: readonly Band[],
  calendar: Calendar,
  span: Span,
): readonly Stretch[] | null {
  const stretches: Stretch[] = [];
  let date = span.start.slice(0, 10);
  let minute = minuteOfDay(span.start.slice(11));
  let left = span.minutes;
  while (left > 0) {
    const day = calendar.dayFacts(date);
    const band = bandAt(bands, day, minute);
    if (band === null) return null;
    const minutes = Math.min(left, band.endMinute - minute);
    stretches.push({ band, day, minutes });
    left -= minutes;
    minute += minutes;
    if (minute === MINUTES_PER_DAY) {
      minute = 0;
      date = plusDays(date, 1);
    }
  }
  return stretches;
}

/** How far ahead the next start is looked for. */
const NEXT_START_DAYS_MAX = 31;

/** The first start after the span's own at which all its minutes have a price; null for none in reach. */
export function nextStartOf(bands: readonly Band[], calendar: Calendar, span: Span): WallMinute | null {
  let date = span.start.slice(0, 10);
  for (let days = 0; days <= NEXT_START_DAYS_MAX; days++) {
    const day = calendar.dayFacts(date);
    const starts = bands
      .filter((band) => isForDay(band, day))
      .map((band) => `${day.date}T${timeText(band.startMinute)}`)
      .sort();
    for (const start of starts) {
      if (start > span.start && stretchesOf(bands, calendar, { ...span, start }) !== null) return start;
    }
    date = plusDays(date, 1);
  }
  return null;
}

/** What one unit costs with the card: rounded half up to a fen. */
export function unitCardFen(card: CardPrice, listFen: Fen): Fen {
  switch (card.kind) {
    case 'free':
      return 0;
    case 'fixed':
      return card.fen;
    case 'ratio':
      return divideHalfUp(listFen * card.percent, 100);
  }
}

export interface Pricing {
  readonly unit: Unit;
  readonly quantity: number;
  /** List price per unit where the band has none of its own; 0 for what is free. */
  readonly venueListFen: Fen;
}

/** The price of what is not counted by the minute: `quantity` times one, in the band of its beginning. */
export function unitPrice(stretches: Stretches, pricing: Pricing, minutes: number | null): Price {
  const { band } = stretches[0];
  const { unit, quantity } = pricing;
  const unitListFen = band.listFen ?? pricing.venueListFen;
  const cardFen = unitCardFen(band.card, unitListFen);
  const line: PriceLine = {
    band: band.text,
    explanation: unitExplanation(band, { unit, quantity, unitListFen, cardFen }),
    unit,
    minutes,
    quantity,
    unitListFen,
    unitCardFen: cardFen,
    listFen: quantity * unitListFen,
    cardFen: quantity * cardFen,
    rate: band.rate,
    ruleId: band.ruleId,
    clause: band.clause,
  };
  return {
    totalFen: line.cardFen,
    listTotalFen: line.listFen,
    savedFen: line.listFen - line.cardFen,
    provisional: stretches.some(isProvisional),
    lines: [line],
  };
}

/** The price of an hourly booking: each stretch by the minute, rounded half up to a fen on its own. */
export function hourlyPrice(stretches: readonly Stretch[], pricing: Pricing): Price {
  const lines = stretches.map((stretch) => hourlyLine(stretch, pricing));
  const totalFen = lines.reduce((sum, line) => sum + line.cardFen, 0);
  const listTotalFen = lines.reduce((sum, line) => sum + line.listFen, 0);
  return {
    totalFen,
    listTotalFen,
    savedFen: listTotalFen - totalFen,
    provisional: stretches.some(isProvisional),
    lines,
  };
}

function isProvisional({ band, day }: Stretch): boolean {
  return day.provisional && restsOnCalendar(band.days, day);
}

const MINUTES_PER_HOUR = 60;

function hourlyLine({ band, minutes }: Stretch, pricing: Pricing): PriceLine {
  const { unit, quantity } = pricing;
  const unitListFen = band.listFen ?? pricing.venueListFen;
  const [share, whole] = hourlyShare(band.card, unitListFen);
  const cardFen = divideHalfUp(share * minutes, whole * MINUTES_PER_HOUR);
  const rounded = (share * minutes) % (whole * MINUTES_PER_HOUR) !== 0;
  const unitFen = unitCardFen(band.card, unitListFen);
  return {
    band: band.text,
    explanation: hourlyExplanation(band, { minutes, quantity, unitListFen, unitFen, cardFen, rounded }),
    unit,
    minutes,
    quantity,
    unitListFen,
    unitCardFen: unitFen,
    listFen: quantity * divideHalfUp(unitListFen * minutes, MINUTES_PER_HOUR),
    cardFen: quantity * cardFen,
    rate: band.rate,
    ruleId: band.ruleId,
    clause: band.clause,
  };
}

/** The card price of an hour as an exact fraction, so that only the stretch is rounded. */
function hourlyShare(card: CardPrice, listFen: Fen): readonly [number, number] {
  switch (card.kind) {
    case 'free':
      return [0, 1];
    case 'fixed':
      return [card.fen, 1];
    case 'ratio':
      return [listFen * card.percent, 100];
  }
}

const MEASURE: Record<Unit, Text> = {
  person: { zh: '张', en: 'ticket' },
  hour: { zh: '小时', en: 'hour' },
  slot: { zh: '场', en: 'slot' },
  booking: { zh: '场', en: 'booking' },
  year: { zh: '张年卡', en: 'annual pass' },
  'half-year': { zh: '张半年卡', en: 'half-year pass' },
  card: { zh: '张', en: 'card' },
  service: { zh: '次', en: 'use' },
};

function unitExplanation(
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
  const measure = MEASURE[unit];
  return {
    zh: `${quantity} ${measure.zh} × ${price} 元 = ${total} 元（原价 ${list} 元，${band.rate.zh}）`,
    en: `${quantity} × ${price} yuan per ${measure.en} = ${total} yuan (list ${list} yuan, ${band.rate.en})`,
  };
}

function hourlyExplanation(
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

/** 510 as `08:30`. */
function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
