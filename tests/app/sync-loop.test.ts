import { describe, expect, it, vi } from 'vitest';
import { createCachedCatalogue } from '../../src/app/check/cached-catalogue.ts';
import type { LineStatus } from '../../src/app/sync/line-status.ts';
import { createSyncLoop, type SyncLoopPorts } from '../../src/app/sync/sync-loop.ts';
import { loadSnapshot, newProfile, putOf } from '../store/profile.ts';
import { silentLists } from './cached-lists.ts';
import { manualTime } from './manual-time.ts';
import { memoryJournal, recordTickets } from './memory-journal.ts';
import { faultOf, scriptedDistrict } from './scripted-district.ts';

/** A kiosk and a district, not started yet. */
async function newKiosk(change: Partial<SyncLoopPorts> = {}) {
  const store = await newProfile().start();
  const journal = memoryJournal();
  const district = scriptedDistrict(journal);
  district.log.push(putOf(1));
  let isBusy = () => false;
  const time = manualTime(() => !isBusy());
  const loop = createSyncLoop({
    journal,
    district,
    catalogue: createCachedCatalogue({ file: store.catalogueFile, trusted: { keys: [] } }),
    ...silentLists(),
    roster: store.roster,
    replacements: store.replacements,
    clock: time.clock,
    timer: time.timer,
    random: () => 0.5,
    ...change,
  });
  isBusy = () => loop.status().isSyncing;
  const rounds = () => district.calls.filter((call) => call === 'push').length;
  return { store, journal, district, loop, time, rounds };
}

describe('in ordinary times', () => {
  it('a round follows the other after half a minute, push before pull', async () => {
    const { loop, district, time } = await newKiosk();
    loop.start();
    await time.advance(29_999);
    // The cards that were replaced are asked for with the roster that has moved, and not again.
    expect(district.calls).toEqual(['push', 'keys', 'denied', 'catalogue', 'rosterPage', 'replaced']);
    await time.advance(1);
    expect(district.calls.slice(6)).toEqual(['push', 'keys', 'denied', 'catalogue', 'rosterPage']);
    expect(loop.status()).toMatchObject({
      line: { kind: 'up', since: time.clock.now() - 30_000 },
      lastSuccessAt: time.clock.now(),
      trouble: null,
      caughtUp: null,
      roster: { cards: 1, pulledAt: time.clock.now() },
    });
  });

  it('the wait differs from kiosk to kiosk by a tenth', async () => {
    for (const [random, waitMs] of [
      [0, 27_000],
      [0.999_999, 33_000],
    ] as const) {
      const { loop, time } = await newKiosk({ random: () => random });
      loop.start();
      await time.advance(0);
      expect(time.nextInMs()).toBeCloseTo(waitMs, -1);
    }
  });

  it('a recorded use goes out at once when the last round is a second old', async () => {
    const { loop, journal, district, time } = await newKiosk();
    loop.start();
    await time.advance(1_000);
    await recordTickets(journal, 1);
    loop.poke();
    await time.advance(0);
    expect(district.committed.map(({ seq }) => seq)).toEqual([1]);
    expect(loop.status().waiting).toBe(0);
  });

  it('forty pokes within a second make one more round', async () => {
    const { loop, time, rounds } = await newKiosk();
    loop.start();
    await time.advance(500);
    for (let poke = 0; poke < 40; poke += 1) loop.poke();
    await time.advance(499);
    expect(rounds()).toBe(1);
    await time.advance(1);
    expect(rounds()).toBe(2);
    await time.advance(20_000);
    expect(rounds()).toBe(2);
  });

  it('a poke during a round makes one more round, and never two at a time', async () => {
    const { loop, district, time } = await newKiosk();
    let open = 0;
    let openMost = 0;
    const push = district.push;
    district.push = async () => {
      open += 1;
      openMost = Math.max(openMost, open);
      if (district.calls.length === 0) {
        loop.poke();
        time.fireDue();
      }
      await new Promise((resolve) => setImmediate(resolve));
      const result = await push();
      open -= 1;
      return result;
    };
    loop.start();
    await time.advance(2_000);
    expect(openMost).toBe(1);
    expect(district.calls.filter((call) => call === 'push')).toHaveLength(2);
  });

  it('uses that go out at once are no news', async () => {
    const { loop, journal, time } = await newKiosk();
    loop.start();
    await time.advance(1_000);
    await recordTickets(journal, 2);
    loop.poke();
    await time.advance(1_000);
    expect(loop.status()).toMatchObject({ waiting: 0, caughtUp: null });
  });
});

describe('an outage', () => {
  it('is shown since when, with what waits, and ends with one piece of news', async () => {
    const { loop, journal, district, time } = await newKiosk();
    loop.start();
    await time.advance(10_000);
    district.faultFor = () => faultOf('unreachable');
    await time.advance(20_000);
    const since = time.clock.now();
    expect(loop.status()).toMatchObject({ line: { kind: 'down', since }, trouble: { kind: 'unreachable' } });
    await recordTickets(journal, 3);
    loop.poke();
    await time.advance(60_000);
    expect(loop.status()).toMatchObject({ line: { kind: 'down', since }, waiting: 3 });
    district.faultFor = () => null;
    await time.advance(300_000);
    expect(district.committed.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const { caughtUp, waiting, trouble, line } = loop.status();
    expect({ waiting, trouble, line: line.kind }).toEqual({ waiting: 0, trouble: null, line: 'up' });
    expect(caughtUp).toMatchObject({ serial: 1, delivered: 3 });
    await recordTickets(journal, 1);
    await time.advance(60_000);
    expect(loop.status().caughtUp).toBe(caughtUp);
  });

  it('asks the district for nothing more than the first thing that fails', async () => {
    const { loop, district, time } = await newKiosk();
    district.faultFor = () => faultOf('unreachable');
    loop.start();
    await time.advance(0);
    expect(district.calls).toEqual(['push']);
  });

  it('is over at once when somebody pokes after the line is back, but never twice in a second', async () => {
    const { loop, journal, district, time, rounds } = await newKiosk({ random: () => 0.999_999 });
    district.faultFor = () => faultOf('unreachable');
    loop.start();
    await time.advance(1_000_000);
    const before = rounds();
    expect(time.nextInMs()).toBeGreaterThan(10_000);
    await recordTickets(journal, 1);
    loop.poke();
    await time.advance(0);
    expect(rounds()).toBe(before + 1);
    for (let poke = 0; poke < 40; poke += 1) loop.poke();
    await time.advance(999);
    expect(rounds()).toBe(before + 1);
    district.faultFor = () => null;
    await time.advance(1);
    expect(district.committed).toHaveLength(1);
    expect(loop.status()).toMatchObject({ line: { kind: 'up' }, waiting: 0, caughtUp: { delivered: 1 } });
  });

  it('that pokes fall into does not make the waits longer', async () => {
    const { loop, district, time } = await newKiosk({ random: () => 0.999_999 });
    district.faultFor = () => faultOf('unreachable');
    loop.start();
    for (let poke = 0; poke < 30; poke += 1) {
      await time.advance(1_000);
      loop.poke();
      await time.advance(0);
    }
    expect(time.nextInMs()).toBeLessThanOrEqual(4_000);
  });

  it('tells of what waited since before the start', async () => {
    const { loop, journal, time } = await newKiosk();
    await recordTickets(journal, 4);
    loop.start();
    await time.advance(0);
    expect(loop.status().caughtUp).toMatchObject({ serial: 1, delivered: 4 });
  });

  it('that swallows the answer of a push loses nothing and doubles nothing', async () => {
    const { loop, journal, district, time } = await newKiosk();
    await recordTickets(journal, 3);
    district.losesPushAnswers = true;
    loop.start();
    await time.advance(0);
    expect(district.committed).toHaveLength(3);
    expect(loop.status()).toMatchObject({ waiting: 3, line: { kind: 'down' } });
    await recordTickets(journal, 2);
    district.losesPushAnswers = false;
    await time.advance(10_000);
    expect(district.committed.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(loop.status()).toMatchObject({ waiting: 0, caughtUp: { serial: 1, delivered: 5 } });
  });
});

describe('the waits after failures', () => {
  async function waitsWith(random: number): Promise<number[]> {
    const { loop, district, time } = await newKiosk({ random: () => random });
    district.faultFor = () => faultOf('timeout');
    loop.start();
    const waits: number[] = [];
    await time.advance(0);
    for (let failure = 0; failure < 12; failure += 1) {
      const waitMs = time.nextInMs() ?? Number.NaN;
      waits.push(waitMs);
      await time.advance(waitMs);
    }
    return waits;
  }

  it('are never below a second and never above five minutes', async () => {
    expect(await waitsWith(0)).toEqual(Array.from({ length: 12 }, () => 1_000));
    const longest = await waitsWith(0.999_999_999);
    expect(longest.map(Math.round)).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, 300_000, 300_000,
    ]);
  });

  it('begin anew after a good round', async () => {
    const { loop, district, time } = await newKiosk({ random: () => 0.999_999 });
    district.faultFor = () => faultOf('timeout');
    loop.start();
    await time.advance(1_000_000);
    district.faultFor = () => null;
    await time.advance(400_000);
    expect(loop.status().line.kind).toBe('up');
    district.faultFor = () => faultOf('timeout');
    await time.advance(time.nextInMs() ?? 0);
    expect(time.nextInMs()).toBeCloseTo(2_000, -1);
  });

  it.each(['push', 'keys', 'denied', 'catalogue', 'rosterPage'] as const)(
    'are never shorter than Retry-After of %s asks for, whoever pokes',
    async (busy) => {
      const { loop, district, time, rounds } = await newKiosk();
      district.faultFor = (call) => (call === busy ? faultOf('refused', 90_000) : null);
      loop.start();
      await time.advance(0);
      const asked = district.calls.length;
      expect(district.calls.at(-1)).toBe(busy);
      loop.poke();
      await time.advance(89_999);
      expect(district.calls).toHaveLength(asked);
      district.faultFor = () => null;
      await time.advance(1);
      expect(rounds()).toBe(2);
      expect(loop.status().trouble).toBeNull();
    },
  );

  it('are broken in upon by a clerk once, and again after the next round of its own', async () => {
    const { loop, district, time } = await newKiosk();
    district.faultFor = () => faultOf('refused', 90_000);
    loop.start();
    await time.advance(0);
    expect(district.calls).toHaveLength(1);
    for (let click = 0; click < 5; click += 1) loop.syncNow();
    await time.advance(999);
    expect(district.calls).toHaveLength(1);
    await time.advance(1);
    expect(district.calls).toHaveLength(2);
    for (let click = 0; click < 5; click += 1) loop.syncNow();
    await time.advance(89_999);
    expect(district.calls).toHaveLength(2);
    await time.advance(1);
    expect(district.calls).toHaveLength(3);
    loop.syncNow();
    await time.advance(1_000);
    expect(district.calls).toHaveLength(4);
  });

  it('follow no Retry-After beyond an hour', async () => {
    const { loop, district, time } = await newKiosk();
    district.faultFor = () => faultOf('refused', 10 * 365 * 86_400_000);
    loop.start();
    await time.advance(0);
    expect(time.nextInMs()).toBe(3_600_000);
  });
});

describe('faults of other kinds', () => {
  it('nonsense from the line is a line that is down', async () => {
    const { loop, district, time } = await newKiosk();
    district.faultFor = () => faultOf('nonsense');
    loop.start();
    await time.advance(0);
    expect(loop.status()).toMatchObject({ line: { kind: 'down' }, trouble: { kind: 'nonsense' } });
  });

  it('a fork stops the push and not the pulls, for a card reported lost must be refused here too', async () => {
    const { loop, district, store, time } = await newKiosk();
    district.faultFor = (call) => (call === 'push' ? faultOf('fork') : null);
    loop.start();
    await time.advance(0);
    expect(loop.status()).toMatchObject({ line: { kind: 'up' }, trouble: { kind: 'fork' } });
    expect((await store.roster.state()).cards).toBe(1);
  });

  it('a port that throws is trouble with words, and the loop goes on', async () => {
    const { loop, district, time } = await newKiosk();
    const push = district.push;
    district.push = () => Promise.reject(new Error('the host is gone'));
    loop.start();
    await time.advance(0);
    expect(loop.status()).toMatchObject({
      line: { kind: 'down', since: time.clock.now() },
      trouble: { kind: 'unexpected', detail: 'Error: the host is gone' },
    });
    district.push = push;
    await time.advance(2_000);
    expect(loop.status()).toMatchObject({ line: { kind: 'up' }, trouble: null });
  });
});

describe('a round that breaks', () => {
  it('after the district has answered leaves the lamp as it is', async () => {
    const { loop, store, time } = await newKiosk();
    loop.start();
    await time.advance(0);
    store.roster.state = () => Promise.reject(new Error('the cache is broken'));
    await time.advance(40_000);
    expect(loop.status()).toMatchObject({ line: { kind: 'up' }, trouble: { kind: 'unexpected' } });
  });

  it('before it has heard the district is a line that is down', async () => {
    const { loop, journal, time } = await newKiosk();
    loop.start();
    await time.advance(0);
    journal.status = () => Promise.reject(new Error('the host is gone'));
    await time.advance(40_000);
    expect(loop.status()).toMatchObject({ line: { kind: 'down' }, trouble: { kind: 'unexpected' } });
  });
});

describe('a long drain', () => {
  it('goes on round after round without a wait, shows its progress and tells the whole sum', async () => {
    const { loop, journal, district, time, rounds } = await newKiosk();
    district.entriesPerPush = 2;
    await recordTickets(journal, 90);
    const progress: LineStatus['progress'][] = [];
    loop.subscribe(() => progress.push(loop.status().progress));
    loop.start();
    await time.advance(0);
    expect(district.committed).toHaveLength(90);
    expect(rounds()).toBe(45);
    expect(progress).toContainEqual({ kind: 'drain', delivered: 2, waiting: 88 });
    expect(loop.status()).toMatchObject({ progress: null, caughtUp: { serial: 1, delivered: 90 } });
    expect(time.nextInMs()).toBe(30_000);
  });
});

describe('stopping', () => {
  it('ends at the next await, plans nothing more and changes nothing more', async () => {
    const { loop, district, time, store } = await newKiosk();
    let stopped: Promise<void> | null = null;
    let shown: LineStatus | null = null;
    district.afterCall = () => {
      stopped ??= loop.stop();
      shown ??= loop.status();
    };
    loop.start();
    await time.advance(0);
    await stopped;
    expect(district.calls).toEqual(['push']);
    expect(time.nextInMs()).toBeNull();
    loop.poke();
    await time.advance(60_000);
    expect(district.calls).toEqual(['push']);
    expect((await store.roster.state()).cards).toBe(0);
    expect(loop.status()).toBe(shown);
    expect(loop.status().isSyncing).toBe(false);
  });

  it('before the first round is quiet too', async () => {
    const { loop, district, time } = await newKiosk();
    loop.start();
    await loop.stop();
    await time.advance(60_000);
    expect(district.calls).toEqual([]);
  });
});

describe('the published status', () => {
  it('knows the roster and what waits before the district has answered', async () => {
    const { loop, journal, district, time, store } = await newKiosk();
    await loadSnapshot(store, [1, 2], 'c1', 1_700_000_000_000);
    await recordTickets(journal, 2);
    const known = { waiting: 2, roster: { pulledAt: 1_700_000_000_000, cards: 2 } };
    district.push = async () => {
      await vi.waitFor(() => expect(loop.status()).toMatchObject(known));
      return { ok: false, fault: faultOf('unreachable') };
    };
    loop.start();
    await time.advance(0);
    expect(loop.status()).toMatchObject({
      ...known,
      line: { kind: 'down' },
      trouble: { kind: 'unreachable' },
    });
  });

  it('is the same object between changes, and silent for who unsubscribed', async () => {
    const { loop, time } = await newKiosk();
    let told = 0;
    const unsubscribe = loop.subscribe(() => {
      told += 1;
    });
    loop.start();
    await time.advance(0);
    expect(told).toBeGreaterThan(0);
    expect(loop.status()).toBe(loop.status());
    unsubscribe();
    const before = told;
    await time.advance(60_000);
    expect(told).toBe(before);
  });
});
