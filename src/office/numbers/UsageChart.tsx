import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { UsageReport } from '../../protocol/wire-reports.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { useTheme } from '../shell/preferences.ts';
import { barsOf, type Measure } from './bars.ts';

const HEIGHT = 260;
const FEN_PER_YUAN = 100;

/** Draws a report as bars, by its first key. People who cannot see it find the same in the table beside it. */
export function UsageChart({ report, measure }: { readonly report: UsageReport; readonly measure: Measure }) {
  const { t } = useWords();
  const theme = useTheme();
  const names = useNames();
  const place = useRef<HTMLDivElement>(null);
  const bars = useMemo(() => barsOf(report, measure), [report, measure]);
  const [key] = report.by;
  const labels = bars.map(({ name }) =>
    key === 'site' ? names.siteName(name) : key === 'item' ? names.itemName(name) : name,
  );
  const labelText = labels.join('\n');
  useEffect(() => {
    if (place.current === null || bars.length === 0) return;
    return drawBars(place.current, {
      labels: labelText.split('\n'),
      values: bars.map(({ value }) =>
        measure === 'uses' || measure === 'persons' ? value : value / FEN_PER_YUAN,
      ),
      isCount: measure === 'uses' || measure === 'persons',
      isDark: theme === 'dark',
      title: t(`numbers.measure.${measure}`),
    });
  }, [bars, labelText, measure, theme, t]);
  const highest = bars.reduce((one, other) => (other.value > one.value ? other : one), {
    name: '',
    value: 0,
  });
  return (
    <div
      className="chart screen-only"
      ref={place}
      role="img"
      aria-label={t('numbers.chart', {
        measure: t(`numbers.measure.${measure}`),
        count: bars.length,
        most: labels[bars.indexOf(highest)] ?? '',
      })}
    />
  );
}

interface Drawn {
  readonly labels: readonly string[];
  readonly values: readonly number[];
  /** The axis has whole uses only. */
  readonly isCount: boolean;
  readonly isDark: boolean;
  readonly title: string;
}

const LIGHT = { text: '#1b2330', grid: '#d9dee6', bar: '#1559b7' };
const DARK = { text: '#eef2f7', grid: '#333c49', bar: '#8ab8ff' };
const WHOLE_STEPS = Array.from({ length: 8 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();
const LABEL_LENGTH_MAX = 8;
const LABEL_PIXELS = 90;

/** Draws, follows the width of its place, and answers how to end it. */
function drawBars(place: HTMLElement, { labels, values, isCount, isDark, title }: Drawn): () => void {
  const colours = isDark ? DARK : LIGHT;
  const axis = { stroke: colours.text, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false } };
  const bars = uPlot.paths.bars?.({ size: [0.7, 60] });
  const chart = new uPlot(
    {
      width: Math.max(1, place.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-0.6, labels.length - 0.4] },
        y: { range: (_u, _min, max) => [0, max * 1.1 || 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          splits: (plot) => everyNth(labels.length, Math.max(1, Math.floor(plot.width / LABEL_PIXELS))),
          values: (_plot, splits) => splits.map((split) => shortLabel(labels[split] ?? '')),
        },
        { ...axis, size: 70, ...(isCount ? { incrs: WHOLE_STEPS } : {}) },
      ],
      series: [
        {},
        {
          label: title,
          stroke: colours.bar,
          fill: colours.bar,
          ...(bars === undefined ? {} : { paths: bars }),
          points: { show: false },
        },
      ],
    },
    [labels.map((_, index) => index), [...values]],
    place,
  );
  const follow = new ResizeObserver(() => {
    if (place.clientWidth > 0) chart.setSize({ width: place.clientWidth, height: HEIGHT });
  });
  follow.observe(place);
  return () => {
    follow.disconnect();
    chart.destroy();
  };
}

function everyNth(count: number, labelsMax: number): number[] {
  const step = Math.max(1, Math.ceil(count / labelsMax));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

function shortLabel(label: string): string {
  const day = /^\d{4}-(\d\d-\d\d)$/.exec(label)?.[1];
  if (day !== undefined) return day;
  return label.length > LABEL_LENGTH_MAX ? `${label.slice(0, LABEL_LENGTH_MAX)}…` : label;
}
