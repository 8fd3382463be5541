import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OFFICE_POLICY } from '../../../src/district/office/policy.ts';
import { countTry } from '../../../src/district/office/tries.ts';
import { memoryStore } from '../stores.ts';

const { triesMax, lockOutMs } = OFFICE_POLICY;
/** Minutes from one try to the next: a clock may be set back. */
const step = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -2_000, max: 2_000 }));

describe('wrong tries', () => {
  test('are never judged more than five times in a stretch of 30 minutes of any clock that goes forward', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 60 }), async (steps) => {
        const store = memoryStore();
        let now = Date.UTC(2026, 10, 23);
        let judged: number[] = [];
        for (const minutes of steps) {
          now += minutes * 60_000;
          if (minutes < 0) judged = [];
          const counted = await store.transaction((writes) => countTry(writes, ['officer x'], now));
          if (counted.ok) judged.push(now);
          const since = judged.filter((at) => at > now - lockOutMs);
          expect(since.length).toBeLessThanOrEqual(triesMax);
          // Whatever the clock did, nobody waits for longer than the lock.
          if (!counted.ok) expect(counted.refusal.retryAfterS).toBeLessThanOrEqual(lockOutMs / 1_000);
        }
      }),
      { numRuns: 300 },
    );
  });
});
