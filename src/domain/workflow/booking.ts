import { unitPrice } from '../decision/price.ts';
import { BOOKED_BY_TIME } from './booked-by-time.ts';
import { choiceOfCourt } from './court-details.ts';
import type { Workflow } from './workflow.ts';

/** A room by request: one at a time, at one price. */
export const BOOKING = {
  ...BOOKED_BY_TIME,
  choiceOf: choiceOfCourt('booking'),
  isSingle: true,
  priceOf: unitPrice,
} satisfies Workflow<'booking'>;
