import { describe, expect, it } from 'vitest';
import { createHostClock } from '../../src/kiosk/host-clock.ts';
import { manualTime } from '../app/manual-time.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { DAY_MS, setClock } from '../support/set-clock.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const NOW = Date.parse('2026-11-23T07:42:00Z');
const YEARS_MS = 3650 * DAY_MS;

/** The window's clock over a real host, whose machine's clock the test sets. */
async function windowClock(wallMs = NOW) {
  const machine = setClock(wallMs);
  const district = await memoryDistrict();
  district.serverTimeMs = NOW;
  const host = await startedHost(hostOptions({ districtUrl: district.server.url, clock: machine }));
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  const answers = { isGone: false };
  const time = manualTime(() => true);
  const heard = {
    call: (method: 'clock.read', input: Record<string, never>) =>
      answers.isGone ? Promise.reject(new Error('gone')) : host.call(method, input),
  };
  const clock = await createHostClock(heard as typeof host, time.timer);
  return { machine, host, time, clock, answers };
}

describe('the window’s clock', () => {
  it('goes on between two readings by itself', async () => {
    const { time, clock } = await windowClock();
    await time.advance(1_234);
    expect(clock.now()).toBe(NOW + 1_234);
    expect(clock.highWaterMs()).toBe(NOW + 1_234);
  });

  it('shows the district’s day on a machine that is ten years ahead, as soon as the district has answered', async () => {
    const { host, clock } = await windowClock(NOW + YEARS_MS);
    expect(clock.now()).toBe(NOW + YEARS_MS);
    await host.call('district.push', {});
    await clock.refresh();
    expect(clock.now()).toBe(NOW);
    expect(clock.view()).toMatchObject({ clockTrust: 'suspect', offByMs: YEARS_MS, isByDistrict: true });
  });

  it('learns within five seconds that the machine’s clock was set', async () => {
    const { machine, host, time, clock } = await windowClock();
    await host.call('district.push', {});
    machine.set(NOW - DAY_MS);
    machine.pass(5_000);
    await time.advance(4_999);
    expect(clock.view().clockTrust).toBe('trusted');
    let readings = 0;
    clock.subscribe(() => (readings += 1));
    await time.advance(1);
    await expect.poll(() => readings).toBe(1);
    expect(clock.view()).toMatchObject({ clockTrust: 'suspect', offByMs: -DAY_MS });
    expect(clock.now()).toBe(NOW + 5_000);
  });

  it('goes on as it was while the host is gone, and takes it up again', async () => {
    const { machine, host, time, clock, answers } = await windowClock();
    await host.call('district.push', {});
    answers.isGone = true;
    await time.advance(60_000);
    expect(clock.now()).toBe(NOW + 60_000);
    answers.isGone = false;
    machine.pass(90_000);
    await clock.refresh();
    expect(clock.now()).toBe(NOW + 90_000);
  });

  it('takes the day that a clerk names, or says why not', async () => {
    const { host, machine, clock } = await windowClock();
    await host.call('district.push', {});
    machine.boot();
    machine.set(NOW - YEARS_MS);
    await clock.refresh();
    expect(await clock.confirm('2026-11-22')).toBe('before-last-known');
    expect(clock.view().clockTrust).toBe('suspect');
    expect(await clock.confirm('2026-11-25')).toBeNull();
    expect(clock.view().clockTrust).toBe('confirmed');
    expect(clock.now()).toBe(NOW + 2 * DAY_MS);
  });
});
