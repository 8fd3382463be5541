import { hourlyPrice } from '../decision/price.ts';
import { BOOKED_BY_TIME } from './booked-by-time.ts';
import { choiceOfCourt } from './court-details.ts';
import type { Workflow } from './workflow.ts';

/** A court by the hour: each stretch of it has its own price. */
export const HOURLY = {
  ...BOOKED_BY_TIME,
  choiceOf: choiceOfCourt('hourly'),
  isSingle: false,
  priceOf: hourlyPrice,
} satisfies Workflow<'hourly'>;
