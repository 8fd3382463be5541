import { HOUR_MS } from '../../domain/base/duration.ts';
import type { RandomPort } from '../ports.ts';

/** Between two rounds while all is well. */
const ROUND_INTERVAL_MS = 30_000;
/** A tenth either way, so that the kiosks of a district do not fall into step. */
const ROUND_INTERVAL_SPREAD = 0.1;
const RETRY_DELAY_MS_MIN = 1_000;
const RETRY_DELAY_MS_MAX = 300_000;
/** A `Retry-After` beyond this is taken for a mistake: no kiosk sleeps through a day on one header. */
const RETRY_AFTER_MS_MAX = HOUR_MS;

/** How long to wait after a round that went well. */
export function intervalMs(random: RandomPort): number {
  return ROUND_INTERVAL_MS * (1 + ROUND_INTERVAL_SPREAD * (2 * random() - 1));
}

/**
 * How long to wait after the nth failure in a row (from 1): full jitter between 1 s and a ceiling that
 * doubles from 2 s to 300 s, and never earlier than the district asked for.
 */
export function retryDelayMs(
  failures: number,
  options: { readonly retryAfterMs: number | null; readonly random: RandomPort },
): number {
  const ceilingMs = Math.min(RETRY_DELAY_MS_MAX, RETRY_DELAY_MS_MIN * 2 ** failures);
  const jitteredMs = RETRY_DELAY_MS_MIN + options.random() * (ceilingMs - RETRY_DELAY_MS_MIN);
  return Math.max(jitteredMs, notBeforeMs(options.retryAfterMs));
}

/** The patience that the district asked for, in bounds; 0 for none. */
export function notBeforeMs(retryAfterMs: number | null): number {
  return Math.min(RETRY_AFTER_MS_MAX, retryAfterMs ?? 0);
}
