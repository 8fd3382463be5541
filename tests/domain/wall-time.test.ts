import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  instantOf,
  plusDays,
  plusMinutes,
  WallDate,
  WallMinute,
  wallDateOf,
  wallMinuteOf,
} from '../../src/domain/base/wall-time.ts';

describe('a wall minute', () => {
  test.each(['2026-11-23T00:00', '2024-02-29T23:59', '2000-01-01T12:30'])('%s is one', (text) => {
    expect(WallMinute.safeParse(text).success).toBe(true);
  });

  test.each([
    '2026-11-23T09:00Z', '2026-11-23T09:00:00', '2026-11-23T09:00+08:00', '2026-02-30T09:00', '2025-02-29T09:00',
    '2026-11-23T24:00', '2026-11-23T09:60', '2026-11-23 09:00', '2026-11-23', '',
  ])('"%s" is none', (text) => {
    expect(WallMinute.safeParse(text).success).toBe(false);
  }); // biome-ignore format: a list

  test('begins at its instant in Shanghai', () => {
    expect(instantOf('1970-01-01T08:00')).toBe(0);
    expect(instantOf('2026-11-23T00:00')).toBe(Date.UTC(2026, 10, 22, 16));
    expect(wallMinuteOf(Date.UTC(2026, 10, 22, 16) - 1)).toBe('2026-11-22T23:59');
    expect(wallMinuteOf(Date.UTC(2026, 10, 22, 16))).toBe('2026-11-23T00:00');
    expect(wallDateOf(Date.UTC(2026, 10, 22, 16) - 1)).toBe('2026-11-22');
    expect(wallDateOf(Date.UTC(2026, 10, 22, 16))).toBe('2026-11-23');
  });

  test('is the last one of all for an instant that no four digits name', () => {
    const last = instantOf('9999-12-31T23:59');
    expect(wallMinuteOf(last + 59_999)).toBe('9999-12-31T23:59');
    for (const instant of [last + 60_000, 8.64e15, Number.MAX_SAFE_INTEGER]) {
      expect(wallMinuteOf(instant)).toBe('9999-12-31T23:59');
      expect(wallDateOf(instant)).toBe('9999-12-31');
    }
    expect(wallMinuteOf(Number.MIN_SAFE_INTEGER)).toBe('0000-01-01T00:00');
    expect(wallDateOf(instantOf('0000-01-01T00:00') - 1)).toBe('0000-01-01');
  });

  test('comes back from its instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000_000 }), (minutes) => {
        const minute = plusMinutes('2000-01-01T00:00', minutes);
        expect(wallMinuteOf(instantOf(minute))).toBe(minute);
        expect(plusMinutes(minute, -minutes)).toBe('2000-01-01T00:00');
      }),
    );
  });

  test('is counted on across midnight, month and year', () => {
    expect(plusMinutes('2026-12-31T23:30', 60)).toBe('2027-01-01T00:30');
    expect(plusMinutes('2026-03-01T00:00', -1)).toBe('2026-02-28T23:59');
  });
});

describe('a wall day', () => {
  test('is a day that exists', () => {
    expect(WallDate.safeParse('2024-02-29').success).toBe(true);
    expect(WallDate.safeParse('2026-02-29').success).toBe(false);
  });

  test('is counted on and back', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(plusDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(plusDays('2026-11-23', 0)).toBe('2026-11-23');
  });

  test('is counted no further than four digits name a year', () => {
    expect(plusDays('9999-12-30', 1)).toBe('9999-12-31');
    expect(plusDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(plusDays('0000-01-02', -1)).toBe('0000-01-01');
    expect(plusDays('0000-01-01', -1)).toBe('0000-01-01');
  });
});
