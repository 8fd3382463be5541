import type { Random } from './random.ts';

const MINUTE_MS = 60 * 1_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Asia/Shanghai before UTC. */
const SHANGHAI_MS = 8 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const RUSH_SHARE = 0.35;
const RUSH_MS = MINUTE_MS;
/** A Saturday before all runs. */
const FIRST_RUSH_MS = Date.parse('2026-11-21T10:00:00+08:00');

/** Some day within two weeks, or the next Saturday's rush, in which kiosks meet. */
export function nextShiftMs(nowMs: number, random: Random): number {
  return random.chance(RUSH_SHARE)
    ? nextRushMs(nowMs) + random.between(0, RUSH_MS)
    : untilOpen(nowMs + random.between(1, 14) * DAY_MS, random);
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
