import { plusDays } from '../../domain/base/wall-time.ts';
import type { UsageReport, UsageSums } from '../../protocol/wire-reports.ts';

export type Measure = Extract<keyof UsageSums, 'uses' | 'persons' | 'listFen' | 'paidFen' | 'savedFen'>;

const DAYS_MAX = 800;

export interface Bar {
  readonly name: string;
  readonly value: number;
}

/** One bar for each value of the report's first key; days without a use have a bar of nothing. Persons are counted apart
 * in each row, so that a chart of them wants a report by one key. */
export function barsOf({ rows, by, from, to }: UsageReport, measure: Measure): readonly Bar[] {
  const [key] = by;
  if (key === undefined) return [];
  const sums = new Map<string, number>();
  if (key === 'day') for (const day of daysBetween(from, to)) sums.set(day, 0);
  for (const row of rows) {
    const name = row[key] ?? '';
    sums.set(name, (sums.get(name) ?? 0) + row[measure]);
  }
  const bars = [...sums].map(([name, value]) => ({ name, value }));
  const isTime = key === 'day' || key === 'month';
  return isTime ? bars : bars.sort((one, other) => other.value - one.value);
}

function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day < to && days.length < DAYS_MAX; day = plusDays(day, 1)) days.push(day);
  return days;
}
