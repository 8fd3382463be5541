import { divideHalfUp, type Fen } from '../base/money.ts';
import { restsOnCalendar } from '../calendar/day-rule.ts';
import type { CardPrice } from '../catalogue/catalogue-rule.ts';
import type { Unit } from '../catalogue/unit.ts';
import type { Price, PriceLine } from './decision.ts';
import { hourlyExplanation, unitExplanation } from './price-words.ts';
import type { Stretch, Stretches } from './stretch.ts';

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
