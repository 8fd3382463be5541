import type { Bar } from './bars.ts';
import type { Measured } from './measure.ts';
import { CONTENDERS, type ContenderName } from './options.ts';

export type Results = ReadonlyMap<ContenderName, Measured>;

type Figure = Exclude<keyof Measured, 'cards' | 'loadWallSeconds'>;

const COLUMNS: readonly (readonly [figure: Figure, head: string, digits: number])[] = [
  ['loadCpuSeconds', 'import CPU s', 2],
  ['bytesPerCard', 'disk B/card', 1],
  ['openMs', 'open ms', 0],
  ['openFirstMs', 'first start', 0],
  ['openKilledMs', 'killed', 0],
  ['openColdMs', 'cold', 0],
  ['hitP50Ms', 'hit p50 ms', 3],
  ['hitP95Ms', 'hit p95 ms', 3],
  ['missP50Ms', 'miss p50 ms', 4],
  ['changeCpuSeconds', '1 % CPU s', 3],
  ['nextChangeCpuSeconds', '1 % more', 3],
];
/** What grows with the cards, and is compared card by card where the sizes differ. */
const GROWING: ReadonlySet<Figure> = new Set<Figure>([
  'loadCpuSeconds',
  'changeCpuSeconds',
  'nextChangeCpuSeconds',
]);
const NAME_WIDTH = 22;
const COLUMN_WIDTH = 13;

/** One line of numbers a cache, and under each how many times less than plain Dexie rows that is. */
export function tableOf(results: Results): string {
  const plain = results.get('plain-rows');
  const lines = [
    row(
      '',
      'cards',
      COLUMNS.map(([, head]) => head),
    ),
  ];
  for (const [name, measured] of results) {
    const figures = COLUMNS.map(([figure, , digits]) => measured[figure].toFixed(digits));
    lines.push(row(CONTENDERS[name], String(measured.cards), figures));
    if (plain === undefined || name === 'plain-rows') continue;
    lines.push(
      row(
        '',
        '',
        COLUMNS.map(([figure]) => `${ratioOf(plain, measured, figure).toFixed(1)}x`),
      ),
    );
  }
  return lines.join('\n');
}

export function barLines(bars: readonly Bar[]): string {
  return bars
    .map(
      ({ name, value, bar, isMet }) =>
        `${name.padEnd(26)}${value.padEnd(14)}${bar.padEnd(20)}${isMet ? 'met' : 'MISSED'}`,
    )
    .join('\n');
}

function ratioOf(plain: Measured, measured: Measured, figure: Figure): number {
  const share = GROWING.has(figure) ? measured.cards / plain.cards : 1;
  return (plain[figure] * share) / measured[figure];
}

function row(name: string, cards: string, cells: readonly string[]): string {
  return (
    name.padEnd(NAME_WIDTH) + cards.padStart(9) + cells.map((cell) => cell.padStart(COLUMN_WIDTH)).join('')
  );
}
