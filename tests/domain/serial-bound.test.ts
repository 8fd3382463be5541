import { describe, expect, test } from 'vitest';
import { isNextSerial, isNextVersion, isPossibleSerial } from '../../src/domain/trust/serial-bound.ts';

const NOW = Date.parse('2026-11-23T04:00:00Z');
const DAY_MS = 86_400_000;

describe('what may come after what is held', () => {
  test.each([
    [10_005, 5, true],
    [10_006, 5, false],
    [Number.MAX_SAFE_INTEGER, 5, false],
    [10_000, 0, true],
  ])('version %d after %d: %s', (version, held, isNext) => {
    expect(isNextVersion(version, held)).toBe(isNext);
  });

  test.each([
    [2, 1, true],
    [NOW + DAY_MS, 1, true],
    [NOW + DAY_MS + 1, 1, false],
    [Number.MAX_SAFE_INTEGER, 1, false],
  ])('serial %d after %d: %s', (serial, held, isNext) => {
    expect(isNextSerial(serial, held, NOW)).toBe(isNext);
  });

  test('what was taken once is believed whatever the clock shows, but for a number that no clock shows', () => {
    expect([1, 9_999, 20_000, NOW, NOW + 365 * DAY_MS].map(isPossibleSerial)).not.toContain(false);
    expect(isPossibleSerial(Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
