import type { Drain } from './drain.ts';

const OURS = 'ours';

/** A line for each contender, the first of them ours; `entries` waited. */
export function drainTable(entries: number, drains: ReadonlyMap<string, Drain>): string[] {
  const ours = drains.get(OURS);
  const rows = [...drains].map(([name, drain]) =>
    [
      name.padEnd(28),
      String(drain.arrived).padStart(7),
      drain.seconds.toFixed(1).padStart(8),
      ratioOf(entries, drain, ours).padStart(8),
      kilobytes(drain.upBytes).padStart(8),
      kilobytes(drain.downBytes).padStart(8),
      String(Math.round(drain.upBytes / Math.max(1, drain.arrived))).padStart(11),
      String(drain.requests).padStart(9),
    ].join(' '),
  );
  return [
    'contender                    arrived  seconds  / ours    up kB  down kB  up B/entry  requests',
    ...rows,
  ];
}

/** How many times as long as ours it takes; for one that was stopped, by the pace at which it had come so far. */
function ratioOf(entries: number, drain: Drain, ours: Drain | undefined): string {
  if (ours === undefined || drain.arrived === 0) return '-';
  const ratio = (drain.seconds / drain.arrived) * (ours.arrived / ours.seconds);
  return `${drain.arrived < entries ? '~' : ''}${ratio.toFixed(2)}`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(0);
}
