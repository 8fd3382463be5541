import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BurstState,
  type KeyPress,
  passTime,
  pressKey,
  QUIET,
  touch,
} from '../../../src/renderer/scanner/key-burst.ts';

interface Typed {
  readonly key: string;
  readonly atMs: number;
  readonly inField?: boolean;
  readonly reserved?: boolean;
}

/** Plays keys and a long silence after them; what reached the clerk's handlers, and what was scanned. */
function play(keys: readonly Typed[]) {
  const clerk: string[] = [];
  const scans: string[] = [];
  const swallowed: string[] = [];
  let state: BurstState = QUIET;
  for (const key of keys) {
    const step = pressKey(state, pressOf(key));
    state = step.state;
    clerk.push(...step.clerk.map((press) => press.key));
    if (step.scan !== null) scans.push(step.scan);
    if (step.swallow) swallowed.push(key.key);
  }
  const last = passTime(state, (keys.at(-1)?.atMs ?? 0) + 1000);
  clerk.push(...last.clerk.map((press) => press.key));
  if (last.scan !== null) scans.push(last.scan);
  return { clerk, scans, swallowed };
}

function pressOf({ key, atMs, inField = false, reserved = false }: Typed): KeyPress {
  return { key, atMs, inField, reserved, shift: false, character: key.length === 1 ? key : null };
}

/** One key every `gapMs`, from `startMs` on. */
function run(keys: readonly string[], gapMs: number, options: { startMs?: number; inField?: boolean } = {}) {
  const { startMs = 1000, inField = false } = options;
  return keys.map((key, index) => ({ key, inField, atMs: startMs + index * gapMs }));
}

const NUMBER = [...'LW20260001I'];

describe('a scanner', () => {
  test.each([
    ['with Enter', [...NUMBER, 'Enter']],
    ['with Tab', [...NUMBER, 'Tab']],
    ['without a suffix', NUMBER],
    ['with two suffixes', [...NUMBER, 'Tab', 'Enter']],
  ])('%s gives one scan, and the clerk pressed nothing', (_, keys) => {
    expect(play(run(keys, 12))).toMatchObject({ clerk: [], scans: ['LW20260001I'] });
  });

  test('sends two suffixes at most: what a hand goes on pressing right after is the clerk’s', () => {
    const scan = run([...NUMBER, 'Enter'], 12);
    const tabs = run(Array<string>(10).fill('Tab'), 95, { startMs: 1000 + scan.length * 12 + 80 });
    const { clerk, scans, swallowed } = play([...scan, ...tabs]);
    expect(scans).toEqual(['LW20260001I']);
    expect(swallowed.filter((key) => key === 'Tab')).toEqual(['Tab']);
    expect(clerk).toEqual(Array(9).fill('Tab'));
  });

  test('is told up to 50 ms a key, and no longer', () => {
    expect(play(run(NUMBER, 50)).scans).toEqual(['LW20260001I']);
    expect(play(run(NUMBER, 51))).toMatchObject({ clerk: NUMBER, scans: [] });
  });

  test('that is known for one may stumble for 120 ms, and no longer', () => {
    const [start, end] = [NUMBER.slice(0, 5), NUMBER.slice(5)];
    const stumble = (gapMs: number) => [
      ...run(start, 10, { startMs: 1000 }),
      ...run(end, 10, { startMs: 1040 + gapMs }),
    ];
    expect(play(stumble(120)).scans).toEqual(['LW20260001I']);
    expect(play(stumble(121)).scans).toEqual(['LW202', '60001I']);
  });

  test('a foreign code of three digits and Enter presses no key of the app', () => {
    expect(play(run(['1', '2', '3', 'Enter'], 15))).toMatchObject({ clerk: [], scans: ['123'] });
  });

  test('40 scans in a second are 40 scans', () => {
    const keys = Array.from({ length: 40 }, (_, index) =>
      run([...NUMBER, 'Enter'], 2, { startMs: 1000 + index * 25 }),
    ).flat();
    expect(play(keys)).toMatchObject({ clerk: [], scans: Array(40).fill('LW20260001I') });
  });

  test('the largest QR is kept and what is beyond it forgotten', () => {
    const [scan] = play(run([...'A'.repeat(6000), 'Enter'], 1)).scans;
    expect(scan).toHaveLength(4296);
  });

  test('keys that type nothing inside a scan are swallowed and not part of it', () => {
    const keys = run(['L', 'W', '1', '2', 'j', '3', 'Enter'], 10);
    const state = keys.map((key) => (key.key === 'j' ? { ...key, key: 'Control+j', reserved: true } : key));
    expect(play(state)).toMatchObject({ clerk: [], scans: ['LW123'] });
  });
});

describe('a person', () => {
  test('a digit comes after 50 ms of silence and not before', () => {
    const pressed = pressKey(QUIET, pressOf({ key: '1', atMs: 1000 })).state;
    expect(passTime(pressed, 1050).clerk).toEqual([]);
    expect(passTime(pressed, 1051).clerk).toMatchObject([{ key: '1' }]);
  });

  test('Enter, Escape and F8 come at once', () => {
    for (const key of ['Enter', 'Escape', 'F8']) {
      expect(pressKey(QUIET, pressOf({ key, atMs: 1000 })).clerk).toMatchObject([{ key }]);
    }
  });

  test('a digit and Enter pressed nearly together come in order', () => {
    expect(play(run(['2', 'Enter'], 20))).toMatchObject({ clerk: ['2', 'Enter'], scans: [], swallowed: [] });
  });

  test('a held key counts each time it repeats', () => {
    const first = pressKey(QUIET, pressOf({ key: '+', atMs: 1000 }));
    const held = { ...pressOf({ key: '+', atMs: 1500 }), character: null };
    const second = pressKey(first.state, held);
    const third = pressKey(second.state, { ...held, atMs: 1533 });
    expect([...second.clerk, ...third.clerk].map((press) => press.key)).toEqual(['+', '+', '+']);
  });

  test('Enter long after a scan is the clerk’s again', () => {
    const scanned = run([...NUMBER, 'Enter'], 10);
    const later = { key: 'Enter', atMs: (scanned.at(-1)?.atMs ?? 0) + 121 };
    expect(play([...scanned, later]).clerk).toEqual(['Enter']);
  });

  test('Escape right after a scan comes at once, however often', () => {
    const scan = run([...NUMBER, 'Enter'], 12);
    const escapes = run(['Escape', 'Escape', 'F8'], 90, { startMs: (scan.at(-1)?.atMs ?? 0) + 60 });
    expect(play([...scan, ...escapes])).toMatchObject({
      clerk: ['Escape', 'Escape', 'F8'],
      scans: ['LW20260001I'],
    });
  });

  test('keys with Ctrl and those of an input method never come', () => {
    expect(play([{ key: '1', atMs: 1000, reserved: true }]).clerk).toEqual([]);
  });

  test('at any speed that hands have, all keys come, in order, and none is a scan', () => {
    const gaps = fc.array(fc.integer({ min: 51, max: 900 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, (gapsMs) => {
        let atMs = 1000;
        const keys = gapsMs.map((gapMs, index) => {
          atMs += gapMs;
          return { key: String(index % 10), atMs };
        });
        expect(play(keys)).toEqual({ clerk: keys.map(({ key }) => key), scans: [], swallowed: [] });
      }),
    );
  });
});

describe('in a field', () => {
  test('characters go to the field alone, Enter and Escape come as well', () => {
    expect(play(run(['1', 'Enter', 'Escape'], 200, { inField: true }))).toEqual({
      clerk: ['Enter', 'Escape'],
      scans: [],
      swallowed: [],
    });
  });

  test('five fast letters are a trained typist, six a scanner', () => {
    expect(play(run([...'guang'], 30, { inField: true }))).toMatchObject({ scans: [], swallowed: [] });
    expect(play(run([...'guangz'], 30, { inField: true })).scans).toEqual(['guangz']);
  });

  test('from the sixth character on a scan is kept from the field', () => {
    const { swallowed } = play(run([...NUMBER, 'Enter'], 10, { inField: true }));
    expect(swallowed).toEqual([...NUMBER.slice(5), 'Enter']);
  });
});

test('a Shift before every letter and a late key-up keep a slow scanner’s code together', () => {
  let state = QUIET;
  let scan: string | null = null;
  NUMBER.forEach((key, index) => {
    const startMs = 1000 + index * 90;
    state = touch(state, startMs).state;
    const step = pressKey(state, pressOf({ key, atMs: startMs + 30 }));
    state = touch(step.state, startMs + 60).state;
    scan = step.scan ?? scan;
  });
  expect(scan).toBeNull();
  expect(passTime(state, 9000).scan).toBe('LW20260001I');
});
