import type { LineStatus } from '../../app/sync/line-status.ts';
import { DAY_MS } from '../../domain/base/duration.ts';
import type { Instant } from '../../domain/base/wall-time.ts';

/** A weekend without a line is normal and needs no message. */
const LONG_MS = 3 * DAY_MS;

/** Whether records wait and nothing has come from the district for days: then they may be carried there. */
export function isLongOffline(
  { line, waiting, roster }: Pick<LineStatus, 'line' | 'waiting' | 'roster'>,
  now: Instant,
): boolean {
  if (line.kind !== 'down' || waiting === 0) return false;
  return now - (roster.pulledAt ?? line.since) >= LONG_MS;
}
