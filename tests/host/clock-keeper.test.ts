import { describe, expect, test } from 'vitest';
import { type ClockMemory, clockKeeper } from '../../src/host/clock/clock-keeper.ts';
import { DAY_MS, setClock } from '../support/set-clock.ts';

const MINUTE_MS = 60_000;

/** A keeper whose disk is a list. */
function keeperOn(clock = setClock(), initial: ClockMemory | null = null) {
  const writes: ClockMemory[] = [];
  const keeper = clockKeeper(clock, initial, async (memory) => {
    writes.push(memory);
  });
  return { clock, writes, keeper };
}

describe('what is known of time', () => {
  test('is written a bounded number of times: at first, and then every ten minutes', async () => {
    const { clock, writes, keeper } = keeperOn();
    for (let second = 0; second < 3600; second += 5) {
      keeper.look();
      keeper.districtHeard(second % 3);
      clock.pass(5_000);
    }
    await keeper.close();
    expect(writes.length).toBeGreaterThanOrEqual(6);
    expect(writes.length).toBeLessThanOrEqual(9);
  });

  test('is as known as before after a restart on the same machine', async () => {
    const first = keeperOn();
    first.clock.set(first.clock.now() + 3650 * DAY_MS);
    first.keeper.districtHeard(-3650 * DAY_MS);
    await first.keeper.close();
    first.clock.pass(MINUTE_MS);
    const again = keeperOn(first.clock, first.writes.at(-1) ?? null);
    // The uptime of the machine went on, so the district's word still holds.
    expect(again.keeper.look()).toMatchObject({
      isByDistrict: true,
      clockTrust: 'suspect',
      effectiveMs: Date.parse('2026-11-23T07:43:00Z'),
    });
  });

  test('is written at once when the device clock was set, and when a clerk names the day', async () => {
    const { clock, writes, keeper } = keeperOn();
    keeper.districtHeard(0);
    await keeper.close();
    const before = writes.length;
    clock.set(clock.now() - DAY_MS);
    keeper.districtHeard(DAY_MS);
    expect(keeper.confirm('2026-11-23')).toBeNull();
    await keeper.close();
    expect(writes.slice(before).at(-1)?.clock).toMatchObject({
      confirmed: { date: '2026-11-23' },
      district: { at: { wallMs: clock.now() } },
    });
  });

  test('stamps an entry with the clerk’s word, also where the disk keeps nothing', async () => {
    const clock = setClock();
    const keeper = clockKeeper(clock, null, async () => {
      throw new Error('ENOSPC');
    });
    keeper.districtHeard(0);
    clock.boot();
    clock.set(Date.parse('2020-01-01T00:00:00Z'));
    expect(keeper.stamp()).toMatchObject({
      clock: 'suspect',
      effectiveMs: Date.parse('2026-11-23T07:42:00Z'),
    });
    expect(keeper.confirm('2026-11-22')).toBe('before-last-known');
    expect(keeper.confirm('2026-11-24')).toBeNull();
    expect(keeper.stamp()).toMatchObject({
      clock: 'confirmed',
      deviceMs: Date.parse('2020-01-01T00:00:00Z'),
      effectiveMs: Date.parse('2026-11-24T00:00:00Z'),
    });
    await keeper.close();
  });

  test('takes a roster for the latest only where it is newer', () => {
    const { clock, keeper } = keeperOn();
    keeper.rosterPulled(clock.now());
    keeper.rosterPulled(clock.now() - DAY_MS);
    expect(keeper.rosterAsOfMs()).toBe(clock.now());
  });

  test('takes no roster for younger than now', () => {
    const { clock, keeper } = keeperOn();
    keeper.districtHeard(0);
    keeper.rosterPulled(clock.now() + 3650 * DAY_MS);
    expect(keeper.rosterAsOfMs()).toBe(clock.now());
    expect(keeper.look().highWaterMs).toBe(clock.now());
  });
});
