import { z } from 'zod';
import type { Text } from '../base/text.ts';

/** The unit of an item: a list price is for one unit, and units are counted. */
export const Unit = z.enum(['person', 'hour', 'slot', 'booking', 'year', 'half-year', 'card', 'service']);
export type Unit = z.infer<typeof Unit>;

/** The words for a number of them: `2 张`, `per ticket`. */
export const MEASURES: Readonly<Record<Unit, Text>> = {
  person: { zh: '张', en: 'ticket' },
  hour: { zh: '小时', en: 'hour' },
  slot: { zh: '场', en: 'slot' },
  booking: { zh: '场', en: 'booking' },
  year: { zh: '张年卡', en: 'annual pass' },
  'half-year': { zh: '张半年卡', en: 'half-year pass' },
  card: { zh: '张', en: 'card' },
  service: { zh: '次', en: 'use' },
};

/** The words behind a list price: `50.00 元/人`. */
export const UNITS: Readonly<Record<Unit, Text>> = {
  ...MEASURES,
  person: { zh: '人', en: 'person' },
  year: { zh: '年', en: 'year' },
  'half-year': { zh: '半年', en: 'half-year' },
  service: { zh: '次', en: 'time' },
};
