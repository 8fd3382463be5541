import { z } from 'zod';
import { Text } from '../base/text.ts';
import { WallDate } from '../base/wall-time.ts';
import { DayRule, TimeOfDay } from './catalogue-rule.ts';

/** `start` is in, `end` is out, and later than `start`. What goes on after midnight begins the next day at `00:00`. */
const stretch = { start: TimeOfDay, end: TimeOfDay };

const DAYS_MAX = 100;
const STRETCHES_MAX = 10;

/** Days that are not as their day rule says. The first one that has a day counts. */
const ExceptionalDays = z.strictObject({
  /** First and last day. */
  from: WallDate,
  until: WallDate,
  /** Why, for the clerk: 春节闭馆. */
  name: Text,
  /** When it is open then; empty for closed. */
  open: z.array(z.strictObject(stretch)).max(STRETCHES_MAX),
});

/**
 * When a site or an item is open. The guide gives no hours of venues: the office enters them, and where none are
 * entered nothing is assumed. An item is to be had while its site and it itself are open.
 */
export const OpeningHours = z.strictObject({
  days: z.array(z.strictObject({ days: DayRule, ...stretch })).max(DAYS_MAX),
  exceptions: z.array(ExceptionalDays).max(DAYS_MAX),
});
export type OpeningHours = z.infer<typeof OpeningHours>;
