import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '../base/duration.ts';
import { type Instant, WallDate, wallDateOf } from '../base/wall-time.ts';
import type { ClockTrust } from '../journal/journal-entry.ts';

/** A desk that is off by less misses no band and no day by more than a clerk's own watch would. */
const TOLERANCE_MS = 5 * MINUTE_MS;
/** A desk may be closed for a holiday; a clock that has leapt further since it was last seen is asked about. */
const CLOSED_MS_MAX = 45 * DAY_MS;
/** Nobody confirms a day further ahead than this of what is known: it is a slip of the hand. */
const CONFIRM_AHEAD_MS_MAX = 400 * DAY_MS;
/** No kiosk of this program has run before: what a clock without a battery says is not believed. */
const EARLIEST_MS = Date.parse('2026-01-01T00:00:00+08:00');

/** No kiosk will run after this either. Seconds or microseconds taken for milliseconds lie far outside of both. */
const LATEST_MS = Date.parse('2060-01-01T00:00:00+08:00');

/** True for a time at which a kiosk of this program may run. Whoever names another one does not know the time. */
export function isPossibleTime(ms: Instant): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
}

/** What the machine's clocks show at one moment. */
const ClockReading = z.strictObject({
  /** The clock that anybody may set, milliseconds since 1970. */
  wallMs: z.int(),
  /** The clock that nobody can set, milliseconds since the beginning of `bootId`. */
  monotonicMs: z.int().min(0),
  bootId: z.string().min(1).max(64),
});
export type ClockReading = z.infer<typeof ClockReading>;

/** What a kiosk remembers of time, over restarts; `INITIAL_CLOCK` on the first day. */
export const ClockState = z.strictObject({
  /** When the marks below stood where they stand; they move on by `monotonicMs` alone. */
  seen: ClockReading.nullable(),
  /** It is at least this late: by the district, and by the monotonic clock since. */
  districtMarkMs: z.int().nullable(),
  /** The same with what a device clock in good standing has shown; never earlier than the mark before. */
  highWaterMs: z.int().nullable(),
  /** The district's last word on the time, and what the clocks showed then. */
  district: z.strictObject({ timeMs: z.int(), at: ClockReading }).nullable(),
  /** The day that a clerk has named, and what the clocks showed then. */
  confirmed: z.strictObject({ date: WallDate, at: ClockReading }).nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

export const INITIAL_CLOCK: ClockState = {
  seen: null,
  districtMarkMs: null,
  highWaterMs: null,
  district: null,
  confirmed: null,
};

/** What may be believed of the time at one moment. */
export interface ClockJudgement {
  readonly clockTrust: ClockTrust;
  /** The time to go by for every decision. */
  readonly effectiveMs: Instant;
  /** It is at least this late, whatever the clock is set to: for the age of what this kiosk holds. */
  readonly highWaterMs: Instant;
  /** Device clock minus the time to go by: how far it is off, 0 within the tolerance. */
  readonly offByMs: number;
  /** Whether the district's own time stands behind it, or only what this device remembers. */
  readonly isByDistrict: boolean;
  readonly serverOffsetMs: number | null;
  readonly serverOffsetAgeMs: number | null;
}

/** Looks at the clocks: carries the marks on to now. Cheap, at any rate and in any order of calls. */
export function clockSeen(state: ClockState, reading: ClockReading): ClockState {
  const carried = carriedTo(state, reading);
  const known = timeOf(carried, reading, isSameBoot(state.seen, reading));
  if (known.kind === 'doubtful') return carried;
  return { ...carried, highWaterMs: laterOf(carried.highWaterMs, known.timeMs) };
}

/**
 * The district has named the time: better than anything that a device clock has claimed before. Nobody has signed it,
 * so that a leap ahead of all that is known, further than a desk is closed, needs the device clock as a second witness:
 * names and cards would end by it.
 */
export function districtHeard(state: ClockState, reading: ClockReading, timeMs: Instant): ClockState {
  const carried = carriedTo(state, reading);
  if (!isPossibleTime(timeMs) || isLoneLeap(state, reading, timeMs)) return carried;
  const districtMarkMs = laterOf(carried.districtMarkMs, timeMs);
  return { ...carried, districtMarkMs, highWaterMs: districtMarkMs, district: { timeMs, at: reading } };
}

function isLoneLeap(state: ClockState, reading: ClockReading, timeMs: Instant): boolean {
  if (state.districtMarkMs === null) return false;
  const { effectiveMs } = judgeClock(state, reading);
  return timeMs - effectiveMs > CLOSED_MS_MAX && Math.abs(timeMs - reading.wallMs) > DAY_MS;
}

/**
 * A roster newer than the one held has come, signed as of that time. It alone may take the marks back: a
 * district whose clock was wrong for an hour must not make every later roster look old.
 */
export function rosterHeard(state: ClockState, reading: ClockReading, asOfMs: Instant): ClockState {
  const carried = carriedTo(state, reading);
  const isFarAhead = (carried.districtMarkMs ?? asOfMs) - asOfMs > TOLERANCE_MS;
  const districtMarkMs = isFarAhead ? asOfMs : laterOf(carried.districtMarkMs, asOfMs);
  return { ...carried, districtMarkMs, highWaterMs: districtMarkMs };
}

/** Why a day cannot be today: it is over by all that is known, or too far ahead, or not the district's. */
export type ConfirmFault = 'before-last-known' | 'too-far-ahead' | 'district-differs';

/** A clerk says which day it is. */
export function dateConfirmed(
  state: ClockState,
  reading: ClockReading,
  date: WallDate,
): { readonly ok: true; readonly state: ClockState } | { readonly ok: false; readonly fault: ConfirmFault } {
  const carried = carriedTo(state, reading);
  const { effectiveMs, isByDistrict } = judgeClock(carried, reading);
  if (isByDistrict && date !== wallDateOf(effectiveMs)) return { ok: false, fault: 'district-differs' };
  const markMs = carried.highWaterMs ?? EARLIEST_MS;
  if (date < wallDateOf(markMs)) return { ok: false, fault: 'before-last-known' };
  if (date > wallDateOf(markMs + CONFIRM_AHEAD_MS_MAX)) return { ok: false, fault: 'too-far-ahead' };
  return { ok: true, state: { ...carried, confirmed: { date, at: reading } } };
}

/** What to go by now, and whether the device clock agrees with it. */
export function judgeClock(state: ClockState, reading: ClockReading): ClockJudgement {
  const carried = carriedTo(state, reading);
  const known = timeOf(carried, reading, isSameBoot(state.seen, reading));
  const confirmedMs = known.kind === 'trusted' ? null : confirmedTimeOf(carried, reading, known);
  const effectiveMs = confirmedMs ?? known.timeMs;
  const offMs = reading.wallMs - effectiveMs;
  return {
    clockTrust: known.kind === 'trusted' ? 'trusted' : confirmedMs === null ? 'suspect' : 'confirmed',
    effectiveMs,
    highWaterMs: Math.max(carried.highWaterMs ?? EARLIEST_MS, effectiveMs),
    offByMs: Math.abs(offMs) > TOLERANCE_MS ? offMs : 0,
    isByDistrict: known.isByDistrict,
    ...serverOffsetOf(carried, reading),
  };
}

/** `off`: the time is known well enough, and the device clock is not it. `doubtful`: it is not known either. */
interface KnownTime {
  readonly kind: 'trusted' | 'off' | 'doubtful';
  readonly timeMs: Instant;
  readonly isByDistrict: boolean;
}

/** The best time that there is: the district's, else the device clock where nothing speaks against it. */
function timeOf(state: ClockState, reading: ClockReading, isSeenInThisBoot: boolean): KnownTime {
  const { wallMs } = reading;
  const districtMs = districtTimeOf(state, reading);
  if (districtMs !== null) {
    const isOff = Math.abs(wallMs - districtMs) > TOLERANCE_MS;
    return { kind: isOff ? 'off' : 'trusted', timeMs: districtMs, isByDistrict: true };
  }
  const markMs = state.highWaterMs ?? EARLIEST_MS;
  // Within one run the monotonic clock tells how late it is; before it, the kiosk may have been switched off.
  const aheadMsMax = isSeenInThisBoot ? TOLERANCE_MS : CLOSED_MS_MAX;
  const isPlausible = (ms: Instant) =>
    ms >= markMs - TOLERANCE_MS && (state.highWaterMs === null || ms <= markMs + aheadMsMax);
  // A clock that was off when the district last answered is most likely off by as much today.
  const correctedMs = wallMs + (state.district ? offsetThen(state.district) : 0);
  const isOff = Math.abs(correctedMs - wallMs) > TOLERANCE_MS;
  if (isPlausible(correctedMs)) {
    return { kind: isOff ? 'off' : 'trusted', timeMs: Math.max(correctedMs, markMs), isByDistrict: false };
  }
  if (isOff && isPlausible(wallMs)) {
    return { kind: 'off', timeMs: Math.max(wallMs, markMs), isByDistrict: false };
  }
  return { kind: 'doubtful', timeMs: markMs, isByDistrict: false };
}

/** By the monotonic clock since the district's answer; null if it has not answered in this run. */
function districtTimeOf({ district }: ClockState, reading: ClockReading): Instant | null {
  if (district === null || !isSameBoot(district.at, reading)) return null;
  return district.timeMs + elapsedMs(district.at, reading);
}

/** The day that the clerk named, at the device clock's time of day; null if the clerk's answer is no longer valid. */
function confirmedTimeOf(
  { confirmed, highWaterMs }: ClockState,
  reading: ClockReading,
  known: KnownTime,
): Instant | null {
  if (confirmed === null || hasLeapt(confirmed.at, reading)) return null;
  if (known.isByDistrict) return wallDateOf(known.timeMs) === confirmed.date ? known.timeMs : null;
  const daysMs = dayOf(confirmed.date) - dayOf(wallDateOf(confirmed.at.wallMs));
  const timeMs = reading.wallMs + daysMs;
  if (wallDateOf(timeMs) !== confirmed.date) return null;
  const markMs = highWaterMs ?? EARLIEST_MS;
  return timeMs < markMs && wallDateOf(markMs) === confirmed.date ? markMs : timeMs;
}

/** Whether the device clock was set since; over a restart only a step back is sure to be one. */
function hasLeapt(since: ClockReading, reading: ClockReading): boolean {
  const walkedMs = reading.wallMs - since.wallMs;
  if (!isSameBoot(since, reading)) return walkedMs < -TOLERANCE_MS;
  return Math.abs(walkedMs - elapsedMs(since, reading)) > TOLERANCE_MS;
}

function serverOffsetOf(
  { district }: ClockState,
  reading: ClockReading,
): Pick<ClockJudgement, 'serverOffsetMs' | 'serverOffsetAgeMs'> {
  if (district === null) return { serverOffsetMs: null, serverOffsetAgeMs: null };
  if (!isSameBoot(district.at, reading)) {
    return { serverOffsetMs: offsetThen(district), serverOffsetAgeMs: null };
  }
  const ageMs = elapsedMs(district.at, reading);
  return { serverOffsetMs: district.timeMs + ageMs - reading.wallMs, serverOffsetAgeMs: ageMs };
}

function offsetThen({ timeMs, at }: NonNullable<ClockState['district']>): number {
  return timeMs - at.wallMs;
}

/** Both marks moved on by what the monotonic clock has counted; by nothing over a restart. */
function carriedTo(state: ClockState, reading: ClockReading): ClockState {
  const { seen, districtMarkMs, highWaterMs } = state;
  const passedMs = seen !== null && isSameBoot(seen, reading) ? elapsedMs(seen, reading) : 0;
  return {
    ...state,
    seen: reading,
    districtMarkMs: districtMarkMs === null ? null : districtMarkMs + passedMs,
    highWaterMs: highWaterMs === null ? null : highWaterMs + passedMs,
  };
}

function isSameBoot(since: ClockReading | null, reading: ClockReading): boolean {
  return since?.bootId === reading.bootId;
}

function elapsedMs(since: ClockReading, reading: ClockReading): number {
  return Math.max(0, reading.monotonicMs - since.monotonicMs);
}

function laterOf(mark: Instant | null, timeMs: Instant): Instant {
  return mark === null ? timeMs : Math.max(mark, timeMs);
}

function dayOf(date: WallDate): number {
  return Date.parse(`${date}T00:00Z`);
}
