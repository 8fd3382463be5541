import { describe, expect, test } from 'vitest';
import { wallDateOf } from '../../src/domain/base/wall-time.ts';
import {
  type ClockReading,
  type ClockState,
  clockSeen,
  dateConfirmed,
  districtHeard,
  INITIAL_CLOCK,
  judgeClock,
  rosterHeard,
} from '../../src/domain/trust/clock-state.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const YEAR = 365 * DAY;
const TOLERANCE = 5 * MINUTE;
/** 2026-11-23 15:42 in Shanghai. */
const NOW = Date.parse('2026-11-23T07:42:00Z');

function reading(wallMs: number, monotonicMs: number, bootId = 'boot-1'): ClockReading {
  return { wallMs, monotonicMs, bootId };
}

/** A kiosk whose district named the time at NOW, on a clock that showed `wallMs`. */
function heard(wallMs = NOW): ClockState {
  return districtHeard(INITIAL_CLOCK, reading(wallMs, 1_000), NOW);
}

function judgeHeard(wallMs: number, monotonicMs: number) {
  return judgeClock(heard(), reading(wallMs, monotonicMs));
}

describe('a clock that the district has just spoken of', () => {
  test('is trusted up to five minutes off, and suspect beyond, either way', () => {
    for (const way of [1, -1]) {
      expect(judgeClock(heard(NOW + way * TOLERANCE), reading(NOW + way * TOLERANCE, 1_000))).toMatchObject({
        clockTrust: 'trusted',
        effectiveMs: NOW,
        offByMs: 0,
      });
      const wallMs = NOW + way * (TOLERANCE + 1);
      expect(judgeClock(heard(wallMs), reading(wallMs, 1_000))).toMatchObject({
        clockTrust: 'suspect',
        effectiveMs: NOW,
        offByMs: way * (TOLERANCE + 1),
        isByDistrict: true,
      });
    }
  });

  test('changes nothing by ten years, before or after', () => {
    for (const offMs of [10 * YEAR, -10 * YEAR]) {
      const judged = judgeClock(heard(NOW + offMs), reading(NOW + offMs + MINUTE, 1_000 + MINUTE));
      expect(judged).toMatchObject({
        clockTrust: 'suspect',
        effectiveMs: NOW + MINUTE,
        highWaterMs: NOW + MINUTE,
        serverOffsetMs: -offMs,
        serverOffsetAgeMs: MINUTE,
      });
    }
  });

  test('set back or forward afterwards moves neither the time nor the marks', () => {
    for (const setTo of [NOW - YEAR, NOW + YEAR]) {
      const seen = clockSeen(heard(), reading(setTo, 61_000));
      expect(judgeClock(seen, reading(setTo, 61_000))).toMatchObject({
        clockTrust: 'suspect',
        effectiveMs: NOW + MINUTE,
        highWaterMs: NOW + MINUTE,
        offByMs: setTo - NOW - MINUTE,
        serverOffsetMs: NOW + MINUTE - setTo,
      });
    }
  });

  test('goes on by the monotonic clock while nobody answers', () => {
    expect(judgeHeard(NOW + 20 * DAY, 1_000 + 20 * DAY)).toMatchObject({
      clockTrust: 'trusted',
      effectiveMs: NOW + 20 * DAY,
      highWaterMs: NOW + 20 * DAY,
      serverOffsetAgeMs: 20 * DAY,
    });
  });
});

describe('a clock after a restart, before the district has answered', () => {
  const restarted = (wallMs: number, state = heard()) => judgeClock(state, reading(wallMs, 50, 'boot-2'));

  test('is trusted from five minutes before the mark to 45 days after it', () => {
    expect(restarted(NOW - TOLERANCE)).toMatchObject({ clockTrust: 'trusted', effectiveMs: NOW });
    expect(restarted(NOW - TOLERANCE - 1)).toMatchObject({ clockTrust: 'suspect', effectiveMs: NOW });
    expect(restarted(NOW + 45 * DAY)).toMatchObject({ clockTrust: 'trusted', effectiveMs: NOW + 45 * DAY });
    expect(restarted(NOW + 45 * DAY + 1)).toMatchObject({ clockTrust: 'suspect', effectiveMs: NOW });
  });

  test('takes the mark with it where it is trusted, and not where it is not', () => {
    const boot2 = clockSeen(heard(), reading(NOW + 3 * DAY, 50, 'boot-2'));
    expect(boot2.highWaterMs).toBe(NOW + 3 * DAY);
    const wild = clockSeen(heard(), reading(NOW + 10 * YEAR, 50, 'boot-2'));
    expect(wild.highWaterMs).toBe(NOW);
  });

  test('counts every run though the clock is set back before each', () => {
    let state = heard();
    for (let boot = 2; boot <= 6; boot += 1) {
      state = clockSeen(state, reading(NOW - DAY, 0, `boot-${boot}`));
      state = clockSeen(state, reading(NOW, DAY, `boot-${boot}`));
    }
    expect(state.highWaterMs).toBe(NOW + 5 * DAY);
  });

  test('that was off by years when the district last answered is corrected by as much', () => {
    const wrong = heard(NOW + 10 * YEAR);
    expect(restarted(NOW + 10 * YEAR + DAY, wrong)).toMatchObject({
      clockTrust: 'suspect',
      effectiveMs: NOW + DAY,
      offByMs: 10 * YEAR,
      serverOffsetMs: -10 * YEAR,
      serverOffsetAgeMs: null,
    });
  });

  test('and was put right since is taken at its word, and asked about', () => {
    const wrong = heard(NOW + 10 * YEAR);
    expect(restarted(NOW + DAY, wrong)).toMatchObject({
      clockTrust: 'suspect',
      effectiveMs: NOW + DAY,
      offByMs: 0,
    });
  });

  test('that leaps while the kiosk runs is suspect at once', () => {
    const seen = clockSeen(heard(), reading(NOW + DAY, 0, 'boot-2'));
    const judge = (wallMs: number) => judgeClock(seen, reading(wallMs, MINUTE, 'boot-2'));
    expect(judge(NOW + DAY + MINUTE + TOLERANCE).clockTrust).toBe('trusted');
    expect(judge(NOW + DAY + MINUTE + TOLERANCE + 1)).toMatchObject({
      clockTrust: 'suspect',
      effectiveMs: NOW + DAY + MINUTE,
    });
    expect(judge(NOW + DAY + MINUTE - TOLERANCE - 1).clockTrust).toBe('suspect');
  });
});

describe('a kiosk that has never heard its district', () => {
  test('goes by its own clock, unless that is before the program was made', () => {
    const judge = (text: string) => judgeClock(INITIAL_CLOCK, reading(Date.parse(text), 0));
    expect(judge('2031-05-05T00:00:00Z')).toMatchObject({
      clockTrust: 'trusted',
      serverOffsetMs: null,
      serverOffsetAgeMs: null,
    });
    expect(judge('2026-01-01T00:00:00+08:00').clockTrust).toBe('trusted');
    expect(judge('2025-12-31T23:00:00+08:00').clockTrust).toBe('suspect');
  });

  test('drops what its own clock had claimed when the district first speaks', () => {
    const seen = clockSeen(INITIAL_CLOCK, reading(NOW + YEAR, 0));
    expect(seen.highWaterMs).toBe(NOW + YEAR);
    expect(districtHeard(seen, reading(NOW + YEAR, 10), NOW).highWaterMs).toBe(NOW);
  });
});

describe('the marks', () => {
  test('do not go back for a district that now names an earlier time', () => {
    const later = districtHeard(heard(), reading(NOW, 2_000), NOW - DAY);
    expect(later.highWaterMs).toBe(NOW + 1_000);
    expect(judgeClock(later, reading(NOW, 2_000)).effectiveMs).toBe(NOW - DAY);
  });

  test('go back for a newer roster alone, when the district had been far ahead', () => {
    const ahead = districtHeard(heard(), reading(NOW, 2_000), NOW + YEAR);
    expect(rosterHeard(ahead, reading(NOW, 3_000), NOW + 2_000).highWaterMs).toBe(NOW + 2_000);
    expect(rosterHeard(heard(), reading(NOW, 3_000), NOW + 1_000).highWaterMs).toBe(NOW + 2_000);
    expect(rosterHeard(heard(), reading(NOW, 3_000), NOW + DAY).highWaterMs).toBe(NOW + DAY);
  });
});

describe('the day that a clerk names', () => {
  const lost = (wallMs: number) => reading(wallMs, 50, 'boot-2');
  const YESTERYEAR = NOW - YEAR;

  function confirmedState(date: string, state = heard(), at = lost(YESTERYEAR)): ClockState {
    const outcome = dateConfirmed(state, at, date);
    if (!outcome.ok) throw new Error(outcome.fault);
    return outcome.state;
  }

  test('is gone by, at the time of day of the device clock, and marked', () => {
    const state = confirmedState('2026-11-25');
    const judged = judgeClock(state, reading(YESTERYEAR + MINUTE, 50 + MINUTE, 'boot-2'));
    expect(judged).toMatchObject({ clockTrust: 'confirmed', isByDistrict: false });
    expect(judged.effectiveMs).toBe(NOW + 2 * DAY + MINUTE);
    expect(judged.highWaterMs).toBe(judged.effectiveMs);
  });

  test('holds over a restart, until the day is over', () => {
    const state = confirmedState('2026-11-25');
    const judge = (wallMs: number, bootId: string) =>
      judgeClock(state, reading(wallMs, 60, bootId)).clockTrust;
    expect(judge(YESTERYEAR + MINUTE, 'boot-3')).toBe('confirmed');
    // 15:42 and eight hours more: a quarter to midnight, and a quarter past.
    expect(judge(YESTERYEAR + 8 * 60 * MINUTE, 'boot-3')).toBe('confirmed');
    expect(judge(YESTERYEAR + 9 * 60 * MINUTE, 'boot-3')).toBe('suspect');
  });

  test('holds no more once the clock was set again', () => {
    const state = confirmedState('2026-11-25');
    const judge = (offMs: number) => judgeClock(state, lost(YESTERYEAR + offMs)).clockTrust;
    expect(judge(TOLERANCE)).toBe('confirmed');
    expect(judge(TOLERANCE + 1)).toBe('suspect');
    expect(judge(-TOLERANCE - 1)).toBe('suspect');
  });

  test('cannot be over, nor more than 400 days ahead, of what is known', () => {
    const confirm = (date: string) => dateConfirmed(heard(), lost(YESTERYEAR), date);
    expect(confirm('2026-11-22')).toEqual({ ok: false, fault: 'before-last-known' });
    expect(confirm('2026-11-23').ok).toBe(true);
    expect(confirm(wallDateOf(NOW + 400 * DAY)).ok).toBe(true);
    expect(confirm(wallDateOf(NOW + 401 * DAY))).toEqual({ ok: false, fault: 'too-far-ahead' });
  });

  test("is the district's day while the district is heard", () => {
    const state = heard(YESTERYEAR);
    const at = reading(YESTERYEAR, 2_000);
    expect(dateConfirmed(state, at, '2026-11-24')).toEqual({ ok: false, fault: 'district-differs' });
    const confirmed = confirmedState('2026-11-23', state, at);
    expect(judgeClock(confirmed, at)).toMatchObject({ clockTrust: 'confirmed', effectiveMs: NOW + 1_000 });
  });

  test('is not needed once the clock agrees with the district again', () => {
    const state = districtHeard(
      confirmedState('2026-11-25'),
      reading(NOW + 2 * DAY, 60, 'boot-2'),
      NOW + 2 * DAY,
    );
    expect(judgeClock(state, reading(NOW + 2 * DAY, 60, 'boot-2')).clockTrust).toBe('trusted');
  });

  test('on the day of the mark is never before the mark', () => {
    const morning = Date.parse('2025-11-23T00:00:00Z');
    const state = confirmedState('2026-11-23', heard(), lost(morning));
    expect(judgeClock(state, lost(morning)).effectiveMs).toBe(NOW);
  });
});
