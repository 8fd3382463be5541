import { describe, expect, test } from 'vitest';
import { readCardCode } from '../../../src/domain/card/card-code.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import {
  type Hearing,
  hearDown,
  hearSilence,
  hearUp,
  SILENT,
} from '../../../src/renderer/scanner/keys/key-hearing.ts';
import type { Likeness, LikenessOf } from '../../../src/renderer/scanner/keys/key-stream.ts';
import { createScanResults } from '../../../src/renderer/scanner/scan-results.ts';
import type { ScannerEvent } from '../../../src/renderer/scanner/scanner-event.ts';
import { handOf, type Stroke, type Struck, strokesOf, type WedgeSetup } from '../../support/key-events.ts';

const CARD = cardNumberOf('LWTEST0001');
/** Checked as often as a browser's timer can be. */
const TICK_MS = 20;

interface Played {
  /** Keys that reached the clerk's handlers, and when. */
  readonly clerk: { readonly key: string; readonly atMs: number }[];
  readonly scans: string[];
  /** Item keys of orders that were told as lost. */
  readonly lost: string[];
  /** Keys that browser and field got at once. */
  readonly native: string[];
}

/** Plays key events with the silences between and after them, as the wedge does. */
function play(struck: readonly Struck[], inField = false, results = resultsOf([]), ticks = ''): Played {
  const likenessOf = remembered(results.likenessOf);
  const played: Played = { clerk: [], scans: [], lost: [], native: [] };
  const place = { inField, likenessOf, ticks };
  let hearing: Hearing = SILENT;
  let atMs = 0;
  const take = (step: ReturnType<typeof hearSilence>) => {
    hearing = step.hearing;
    played.clerk.push(...step.clerk.map(({ key }) => ({ key, atMs })));
    if (step.scan !== null) played.scans.push(step.scan);
    if (step.lostOrder !== null) played.lost.push(step.lostOrder);
  };
  const sorted = struck.toSorted((one, other) => one.event.timeStamp - other.event.timeStamp);
  for (const { isDown, event } of sorted) {
    for (atMs ||= event.timeStamp; atMs < event.timeStamp; atMs += TICK_MS) {
      take(hearSilence(hearing, atMs, likenessOf));
    }
    atMs = event.timeStamp;
    const step = isDown ? hearDown(hearing, event, place) : hearUp(hearing, event, place);
    take(step);
    if (isDown && !step.swallow) played.native.push(event.ctrlKey ? `Ctrl+${event.key}` : event.key);
  }
  const endMs = atMs + 1000;
  for (; atMs < endMs; atMs += TICK_MS) take(hearSilence(hearing, atMs, likenessOf));
  return played;
}

/** Asked at every tick of the played time. */
function remembered(likenessOf: LikenessOf): LikenessOf {
  const known = new Map<string, Likeness>();
  return (text) => {
    const likeness = known.get(text) ?? likenessOf(text);
    known.set(text, likeness);
    return likeness;
  };
}

function resultsOf(events: ScannerEvent[], prefix = '') {
  return createScanResults({
    rules: () => ({}),
    additions: () => ({ prefix, suffix: '' }),
    onEvent: (event) => events.push(event),
  });
}

const SPEEDS_MS = [1, 4, 10, 25, 40, 50, 51, 65, 80, 90, 100, 110, 120];
const JITTER: Readonly<Record<string, readonly number[]>> = {
  none: [0],
  'of a radio': [0, 15, -10, 20, 5, -20, 10],
};
const PREFIXES: Readonly<Record<string, readonly Stroke[]>> = {
  none: [],
  Enter: ['Enter'],
  'Enter twice': ['Enter', 'Enter'],
  'line feed': ['Ctrl+j'],
  Tab: ['Tab'],
  AIM: [']', 'C', '1'],
  STX: ['Ctrl+b'],
  'GS of a FNC1': ['Ctrl+]'],
  'STX and AIM': ['Ctrl+b', ']', 'C', '1'],
  'a letter that was learnt': ['j'],
  'Enter by an Alt code': ['Alt+013'],
  'AIM by Alt codes': ['Alt+093', 'Alt+067', 'Alt+049'],
};
const SUFFIXES: Readonly<Record<string, readonly Stroke[]>> = {
  none: [],
  CR: ['Enter'],
  LF: ['Ctrl+j'],
  'CR and LF': ['Enter', 'Ctrl+j'],
  'CR twice': ['Enter', 'Enter'],
  Tab: ['Tab'],
  'Tab and CR': ['Tab', 'Enter'],
  'ETX and CR': ['Ctrl+c', 'Enter'],
  'CR by an Alt code': ['Alt+013'],
};
const MACHINES: Readonly<Record<string, Partial<WedgeSetup>>> = {
  'plain keys': {},
  'Alt codes': { altCodes: true },
  'an input method': { inputMethod: true },
  'caps lock': { capsLock: true },
  'a slow Shift': { slowShift: true },
};

describe('a scanner never does what a hand does, and its card is read', () => {
  for (const [machine, setup] of Object.entries(MACHINES)) {
    for (const [jitter, jitterMs] of Object.entries(JITTER)) {
      test.each([false, true])(`with ${machine}, jitter ${jitter}, in a field: %s`, (inField) => {
        const wrong: string[] = [];
        let played = 0;
        for (const gapMs of SPEEDS_MS) {
          if (gapMs < 21 && jitter !== 'none') continue;
          for (const [row, [before, prefix]] of Object.entries(PREFIXES).entries()) {
            for (const [column, [after, suffix]] of Object.entries(SUFFIXES).entries()) {
              // Each prefix and each suffix with a third of the others at each speed.
              if ((row + column + Math.round(gapMs / 5)) % 3 !== 0) continue;
              played += 1;
              const says = faultOf(CARD, { gapMs, jitterMs, prefix, suffix, ...setup }, inField);
              if (says !== null) wrong.push(`${gapMs} ms, prefix ${before}, suffix ${after}: ${says}`);
            }
          }
        }
        expect(wrong).toEqual([]);
        expect(played).toBeGreaterThan(250);
      });
    }
  }

  /** Tab moves the focus and nothing else; all other keys of a scan do nothing. */
  function faultOf(code: string, setup: WedgeSetup, inField: boolean): string | null {
    const events: ScannerEvent[] = [];
    const isLearnt = setup.prefix?.[0] === 'j';
    const results = resultsOf(events, isLearnt ? 'j' : '');
    const { clerk, scans, native } = play(strokesOf(code, setup), inField, results);
    const acted = clerk.map(({ key }) => key).filter((key) => key !== 'Tab');
    if (acted.length > 0) return `the clerk pressed ${acted.join(' ')}`;
    const done = native.filter((key) => /^(Enter|Ctrl\+[^c])$/.test(key));
    if (done.length > 0) return `the browser got ${done.join(' ')}`;
    for (const scan of scans) results.wedge(scan);
    const codes = events.flatMap((event) => (event.kind === 'code' ? [readCardCode(event.text)] : []));
    const isCard = codes.length === 1 && codes[0]?.kind === 'card' && codes[0].cardNumber === code;
    return isCard ? null : `read ${JSON.stringify(scans)}`;
  }
});

describe('codes that are no card drive nothing either', () => {
  test.each(['12', '123', '1234', '6901234567892', '00', 'A1', '1A', 'LWTEST00', 'P1', 'LW1:6BF', '+1+2'])(
    '%s',
    (code) => {
      for (const gapMs of SPEEDS_MS) {
        for (const prefix of [[], ['Enter']]) {
          for (const suffix of [['Enter'], ['Enter', 'Ctrl+j'], ['Tab', 'Enter'], ['Ctrl+j']]) {
            const keys = play(strokesOf(code, { gapMs, prefix, suffix })).clerk.map(({ key }) => key);
            expect([code, gapMs, keys.filter((key) => /^([0-9]|Enter)$/.test(key))]).toEqual([
              code,
              gapMs,
              [],
            ]);
          }
        }
      }
    },
  );

  test('a stumble of half a second does not cut a code in two', () => {
    const begun = strokesOf(CARD.slice(0, 6), { gapMs: 60 });
    const endMs = begun.at(-1)?.event.timeStamp ?? 0;
    const rest = strokesOf(CARD.slice(6), { gapMs: 60, suffix: ['Enter'] }, endMs + 500);
    expect(play([...begun, ...rest])).toMatchObject({ clerk: [], scans: [CARD] });
  });

  test('Escape gets a clerk out of a code that stopped in its middle, at once', () => {
    const begun = strokesOf('LWTEST', { gapMs: 60 });
    const atMs = (begun.at(-1)?.event.timeStamp ?? 0) + 300;
    expect(play([...begun, ...handOf(['Escape'], 100, atMs)])).toMatchObject({
      clerk: [{ key: 'Escape', atMs }],
      scans: [],
    });
  });

  test('a suffix that comes late is still the scanner’s', () => {
    const code = strokesOf(CARD, { gapMs: 60 });
    const endMs = 1000 + (CARD.length - 1) * 60;
    const late = handOf(['Enter'], 100, endMs + 350);
    expect(play([...code, ...late])).toMatchObject({ clerk: [], scans: [CARD] });
  });

  test('from three characters on they are told', () => {
    for (const gapMs of SPEEDS_MS) {
      expect(play(strokesOf('123', { gapMs, suffix: ['Enter'] })).scans).toEqual(['123']);
    }
  });

  test('a scanner that stops in the middle of a code, and goes on with a digit and Enter', () => {
    const begun = strokesOf('LWTEST0', { gapMs: 60 });
    const rest = strokesOf('1', { gapMs: 60, suffix: ['Enter'] }, (begun.at(-1)?.event.timeStamp ?? 0) + 190);
    expect(play([...begun, ...rest]).clerk).toEqual([]);
  });
});

/** What a clerk does at the desk, in one go. */
const ORDERS: readonly (readonly Stroke[])[] = [
  ['1'],
  ['Enter'],
  ['1', 'Enter'],
  ['1', '+', 'Enter'],
  ['2', '+', '+', '-', 'Enter'],
  ['+', '+', '+', '+', '+', '+', '+', '+'],
  ['-', '-', '-', '-'],
  ['=', 'Enter'],
  ['Enter', 'Enter'],
  ['F8', '1'],
  ['p'],
];

describe('a hand', () => {
  test.each([80, 90, 100, 120, 150, 180, 220, 300, 400])(
    'at %i ms a key: every key acts, in order and within 250 ms',
    (gapMs) => {
      for (const order of ORDERS) {
        const struck = handOf(order, gapMs);
        const { clerk, scans } = play(struck);
        expect(clerk.map(({ key }) => key)).toEqual(order);
        expect(scans).toEqual([]);
        const lastMs = 1000 + (order.length - 1) * gapMs;
        expect(Math.max(...clerk.map(({ atMs }) => atMs - lastMs))).toBeLessThanOrEqual(250);
      }
    },
  );

  test('that changes its mind between two items acts where no scanner is so slow', () => {
    expect(play(handOf(['1', '2', 'Enter'], 140)).clerk.map(({ key }) => key)).toEqual(['1', '2', 'Enter']);
  });

  test('presses Escape, F2 and arrows at once, and with Escape takes back what waits', () => {
    for (const key of ['Escape', 'F2', 'ArrowLeft', 'PageDown']) {
      expect(play(handOf([key], 100)).clerk).toEqual([{ key, atMs: 1000 }]);
    }
    expect(play(handOf(['Enter', 'Escape'], 100)).clerk).toEqual([{ key: 'Escape', atMs: 1100 }]);
  });

  test('that holds a key down counts each time it repeats, and presses Enter once', () => {
    const held = (key: Stroke) => {
      const [down] = handOf([key], 100);
      if (down === undefined) throw new Error('no key');
      const repeats = [1500, 1533, 1566].map((timeStamp) => ({
        ...down,
        event: { ...down.event, timeStamp, repeat: true },
      }));
      return play([down, ...repeats]);
    };
    expect(held('+').clerk.map(({ key }) => key)).toEqual(['+', '+', '+', '+']);
    expect(held('Enter')).toMatchObject({ clerk: [{ key: 'Enter' }], native: [] });
  });

  test('after a scan has Escape and F8 at once, digits after the usual wait, and Enter once the suffix is over', () => {
    const scan = strokesOf(CARD, { gapMs: 10, suffix: ['Enter'] });
    const endMs = 1000 + CARD.length * 10;
    expect(play([...scan, ...handOf(['F8'], 90, endMs + 60)]).clerk).toEqual([
      { key: 'F8', atMs: endMs + 60 },
    ]);
    const digit = play([...scan, ...handOf(['1'], 90, endMs + 60)]);
    expect(digit.clerk.map(({ key }) => key)).toEqual(['1']);
    const enter = (lateMs: number) => play([...scan, ...handOf(['Enter'], 90, endMs + lateMs)]).clerk.length;
    expect([enter(210), enter(230)]).toEqual([0, 1]);
  });

  test('presses Tab at once; right after a scan the first one is the scanner’s', () => {
    const scan = strokesOf(CARD, { gapMs: 12, suffix: ['Enter'] });
    const tabs = handOf(Array<string>(6).fill('Tab'), 95, 1000 + CARD.length * 12 + 80);
    expect(play([...scan, ...tabs]).native.filter((key) => key === 'Tab')).toHaveLength(5);
  });

  test('keeps its own combinations: copy, paste, select; Ctrl+J is nobody’s', () => {
    expect(play(handOf(['Ctrl+a', 'Ctrl+c', 'Ctrl+v', 'Ctrl+j'], 300)).native).toEqual([
      'Ctrl+a',
      'Ctrl+c',
      'Ctrl+v',
    ]);
  });
});

describe('in front of a list whose rows are ticked by digits', () => {
  const tick = (strokes: readonly Stroke[], gapMs: number) =>
    play(handOf(strokes, gapMs), false, undefined, '01234');

  test.each([60, 90, 110, 130, 200])(
    'every digit of a hand arrives at %i ms, and Enter after it',
    (gapMs) => {
      for (const order of [
        ['1', '2'],
        ['1', '2', '3'],
        ['4', '3', '1', '2', 'Enter'],
        ['0', 'Enter'],
      ]) {
        const { clerk, scans } = tick(order, gapMs);
        expect([clerk.map(({ key }) => key), scans]).toEqual([order, []]);
      }
    },
  );

  test.each([CARD, '440103-2026-000123', '1123', '12345', '1231', '12A'])(
    'a scanner’s %s ticks nothing at any speed',
    (code) => {
      for (const gapMs of SPEEDS_MS) {
        const { clerk } = tick([...code, 'Enter'], gapMs);
        expect([gapMs, clerk.map(({ key }) => key)]).toEqual([gapMs, []]);
      }
    },
  );

  test('a scanner faster than any hand ticks nothing, whatever it types', () => {
    for (const gapMs of [1, 10, 25, 40, 50]) {
      expect(tick(['1', '2', '3', 'Enter'], gapMs)).toMatchObject({ clerk: [], scans: ['123'] });
      expect(tick(['Enter', '1', '2', '3'], gapMs).clerk).toEqual([]);
    }
  });
});

describe('in a field', () => {
  test.each(['2026-12-01', '20261201', '440103-2026-000123', '13812345678', '1200.50', '123456', '2', '111'])(
    'all of %s arrives, at every speed of a hand',
    (typed) => {
      for (const gapMs of [55, 80, 90, 110, 130, 200, 300]) {
        for (const after of ['Tab', 'Enter']) {
          const { native, clerk, scans } = play(handOf([...typed, after], gapMs), true);
          expect([gapMs, native.filter((key) => key !== 'Tab').join(''), scans]).toEqual([gapMs, typed, []]);
          expect(clerk.map(({ key }) => key)).toEqual([after]);
        }
      }
    },
  );

  test('a hand’s characters go to the field alone, at every speed; Enter comes when it is certain', () => {
    for (const gapMs of [51, 80, 120, 200, 400]) {
      const { clerk, native, scans } = play(handOf([...'https', '1', '2', 'Enter'], gapMs), true);
      expect(native.join('')).toBe('https12');
      expect(clerk.map(({ key }) => key)).toEqual(['Enter']);
      expect(scans).toEqual([]);
    }
  });

  test('Enter of an input method at work is its own', () => {
    const { clerk, native } = play(
      strokesOf('ni', { gapMs: 300, inputMethod: true, suffix: ['Enter'] }),
      true,
    );
    expect([clerk, native.at(-1)]).toEqual([[], 'Process']);
  });

  test('five fast letters are a trained typist, six a scanner, of which the field gets no more', () => {
    expect(play(handOf([...'guang'], 30), true)).toMatchObject({ scans: [], native: [...'guang'] });
    expect(play(handOf([...'guangz'], 30), true)).toMatchObject({ scans: ['guangz'], native: [...'guang'] });
  });

  test('an enrolment code is no card, whoever types it', () => {
    expect(play(handOf([...'12345678', 'Enter'], 90), true)).toMatchObject({
      scans: [],
      clerk: [{ key: 'Enter' }],
    });
  });
});

test('forty scans in a second are forty scans', () => {
  const keys = Array.from({ length: 40 }, (_, index) =>
    strokesOf(CARD, { gapMs: 2, suffix: ['Enter'] }, 1000 + index * 25),
  ).flat();
  expect(play(keys)).toMatchObject({ clerk: [], scans: Array(40).fill(CARD) });
});

test('the largest QR is kept and what is beyond it forgotten', () => {
  const [scan] = play(strokesOf('A'.repeat(6000), { gapMs: 1, suffix: ['Enter'] })).scans;
  expect(scan).toHaveLength(4296);
});

test('a function key inside a code, as some scanners send GS, is the scanner’s', () => {
  const struck = strokesOf('', { gapMs: 20, prefix: [...'LWTEST', 'F8', ...CARD.slice(6), 'Enter'] });
  expect(play(struck)).toMatchObject({ clerk: [], scans: [CARD] });
});

describe('an item key and Enter with a scan on their heels', () => {
  const order = (setup: Partial<WedgeSetup> = {}) =>
    strokesOf('2', { gapMs: 90, suffix: ['Enter'], ...setup }, 1000);

  test.each([5, 30, 100])(
    'are no sale, and told as lost, with %i ms between the keys of the scanner',
    (gapMs) => {
      const played = play([...order(), ...strokesOf(CARD, { gapMs, suffix: ['Enter'] }, 1290)]);
      expect(played.clerk).toEqual([]);
      expect(played.lost).toEqual(['2']);
      expect(played.scans).toEqual([CARD]);
    },
  );

  test('are told with counts between them, and of a scan without a suffix', () => {
    const counted = strokesOf('2++', { gapMs: 90, suffix: ['Enter'] }, 1000);
    expect(play([...counted, ...strokesOf(CARD, { gapMs: 20 }, 1470)]).lost).toEqual(['2']);
  });

  test('are the sale where the scan comes later', () => {
    const played = play([...order(), ...strokesOf(CARD, { gapMs: 20, suffix: ['Enter'] }, 1600)]);
    expect(played.clerk.map(({ key }) => key)).toEqual(['2', 'Enter']);
    expect([played.lost, played.scans]).toEqual([[], [CARD]]);
  });

  test.each(Object.entries(PREFIXES))('are not found in a scan with the prefix %s', (_, prefix) => {
    expect(play(strokesOf(CARD, { gapMs: 30, prefix, suffix: ['Enter'] })).lost).toEqual([]);
  });
});
