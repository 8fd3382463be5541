import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import type { OpeningHours } from '../domain/catalogue/opening-hours.ts';
import { errorAt, type Remark } from './remark.ts';

/** What is wrong with the opening hours of sites, items and resources. */
export function findHoursFaults({ sites, items, resources = [] }: Catalogue): readonly Remark[] {
  return [...sites, ...items, ...resources].flatMap(({ id, hours }) =>
    hours === undefined ? [] : faultsOf(id, hours),
  );
}

function faultsOf(id: string, { days, exceptions }: OpeningHours): readonly Remark[] {
  const place = `${id}/hours`;
  const stretches = [...days, ...exceptions.flatMap(({ open }) => open)];
  return [
    ...stretches
      .filter(({ start, end }) => start >= end)
      .map(({ start, end }) =>
        errorAt(
          'never-applies',
          place,
          `the hours ${start}–${end} have no minute`,
          `${start}–${end} 没有一分钟`,
        ),
      ),
    ...exceptions
      .filter(({ from, until }) => from > until)
      .map(({ from, until }) =>
        errorAt(
          'never-applies',
          place,
          `begins on ${from}, but ends on ${until}`,
          `${from} 开始，却在 ${until} 结束`,
        ),
      ),
    ...exceptions.flatMap((one, index) => {
      const earlier = exceptions
        .slice(0, index)
        .find(({ from, until }) => from <= one.until && one.from <= until);
      if (earlier === undefined) return [];
      return [
        errorAt(
          'overlap',
          place,
          `${one.from}–${one.until} overlaps ${earlier.from}–${earlier.until}`,
          `${one.from}–${one.until} 与 ${earlier.from}–${earlier.until} 重叠`,
        ),
      ];
    }),
  ];
}
