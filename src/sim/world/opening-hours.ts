import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import type { Random } from './random.ts';

/** Asia/Shanghai before UTC. */
const SHANGHAI_MS = 8 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const RUSH_SHARE = 0.45;
/** The share of the other shifts. Courts are given back within days, or not at all. */
const SOON_SHARE = 0.3;
const RUSH_MS = MINUTE_MS;
/** A Saturday before all runs. */
const FIRST_RUSH_MS = Date.parse('2026-11-21T10:00:00+08:00');

/** Some day within two weeks, often one of the next, or the next Saturday's rush, in which kiosks meet. */
export function nextShiftMs(nowMs: number, random: Random): number {
  if (random.chance(RUSH_SHARE)) return nextRushMs(nowMs) + random.between(0, RUSH_MS);
  const days = random.chance(SOON_SHARE) ? random.between(0.5, 3) : random.between(1, 14);
  return untilOpen(nowMs + days * DAY_MS, random);
}

/** The next Saturday, 10 o'clock in Asia/Shanghai. */
function nextRushMs(nowMs: number): number {
  const first = Math.ceil((nowMs + RUSH_MS - FIRST_RUSH_MS) / WEEK_MS);
  return FIRST_RUSH_MS + first * WEEK_MS;
}

/** Desks are open from 9 to 20 o'clock in Asia/Shanghai. */
function untilOpen(ms: number, random: Random): number {
  const midnightMs = Math.floor((ms + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
  return Math.max(ms, midnightMs + random.between(9, 20) * HOUR_MS);
}
