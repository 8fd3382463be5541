import { describe, expect, it } from 'vitest';
import { INITIAL_LINE_STATUS, type LineStatus } from '../../src/app/sync/line-status.ts';
import type { NamesView } from '../../src/host-api/names-api.ts';
import { keepClockAndNames } from '../../src/kiosk/clock-and-names.ts';
import { createHostClock } from '../../src/kiosk/host-clock.ts';
import { createNamesStore } from '../../src/kiosk/names-store.ts';
import { manualTime } from '../app/manual-time.ts';
import { testDesk } from '../desk/test-desk.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { DAY_MS, setClock } from '../support/set-clock.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const HOLDER = 'LWTEST0001E';

/** A window over a real host; the sync loop is what the test says it is. */
async function trustingWindow() {
  const machine = setClock();
  const district = await memoryDistrict();
  district.serverTimeMs = machine.now();
  const host = await startedHost(hostOptions({ districtUrl: district.server.url, clock: machine }));
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  const keys: (string | null)[] = [];
  const names = await createNamesStore({
    host,
    useNamesKey: async (key) => {
      if (keys.at(-1) !== key) keys.push(key);
    },
  });
  const clock = await createHostClock(host, manualTime(() => true).timer);
  const { desk } = testDesk();
  let status: LineStatus = INITIAL_LINE_STATUS;
  let pokes = 0;
  const listeners: (() => void)[] = [];
  const syncLoop = {
    start: async () => {},
    stop: async () => {},
    poke: () => (pokes += 1),
    syncNow: () => {},
    status: () => status,
    subscribe: (listener: () => void) => {
      listeners.push(listener);
      return () => {};
    },
  };
  keepClockAndNames({ host, clock, names, syncLoop, desk });
  const publish = (change: Partial<LineStatus>) => {
    status = { ...status, ...change };
    for (const listener of listeners) listener();
  };
  const becomes = (kind: NamesView['kind']) => expect.poll(() => names.getState().view.kind).toBe(kind);
  return { machine, district, host, names, clock, desk, keys, publish, becomes, pokes: () => pokes };
}

describe('the window', () => {
  it('drops the key and what is shown when the names are gone, and asks for a round', async () => {
    const { machine, host, clock, desk, keys, publish, becomes, pokes } = await trustingWindow();
    await host.call('district.push', {});
    publish({ roster: { pulledAt: machine.now(), cards: 1 } });
    await clock.refresh();
    await becomes('on');
    await expect.poll(() => keys.at(-1)).toMatch(/^[0-9a-f]{64}$/);
    await desk.getState().show(HOLDER);
    expect(desk.getState().screen.kind).toBe('decided');
    const before = pokes();
    machine.pass(14 * DAY_MS + 1);
    await clock.refresh();
    await becomes('waiting');
    await expect.poll(() => keys.at(-1)).toBeNull();
    expect(desk.getState().screen.kind).toBe('idle');
    expect(pokes()).toBeGreaterThan(before);
  });

  it('tells the host of each roster, so that the names live on', async () => {
    const { machine, district, host, clock, publish, becomes } = await trustingWindow();
    for (let pull = 0; pull < 3; pull += 1) {
      district.serverTimeMs = machine.now();
      await host.call('district.push', {});
      publish({ roster: { pulledAt: machine.now(), cards: 1 } });
      machine.pass(10 * DAY_MS);
    }
    await clock.refresh();
    await becomes('on');
  });

  it('looks at the clock when a round has ended', async () => {
    const { machine, host, clock, publish } = await trustingWindow();
    await host.call('district.push', {});
    machine.set(machine.now() - DAY_MS);
    publish({ isSyncing: true });
    expect(clock.view().clockTrust).toBe('trusted');
    publish({ isSyncing: false });
    await expect.poll(() => clock.view().clockTrust).toBe('suspect');
  });
});
