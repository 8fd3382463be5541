import { describe, expect, test } from 'vitest';
import { readCardCode } from '../../../src/domain/card/card-code.ts';
import { trialCardNumber } from '../../../src/domain/card/scanned-parts.ts';
import type { ScannerAdditions } from '../../../src/domain/card/scanner-additions.ts';
import { hearDown, hearSilence, hearUp, SILENT } from '../../../src/renderer/scanner/keys/key-hearing.ts';
import { type WedgeReport, wedgeReportOf } from '../../../src/renderer/scanner/keys/wedge-report.ts';
import {
  NOTHING_TYPED,
  type WedgeTyping,
  withHeard,
} from '../../../src/renderer/scanner/keys/wedge-typing.ts';
import { createScanResults } from '../../../src/renderer/scanner/scan-results.ts';
import type { ScannerEvent } from '../../../src/renderer/scanner/scanner-event.ts';
import { handOf, type Stroke, type Struck, strokesOf, type WedgeSetup } from '../../support/key-events.ts';
import { signedQrOf } from '../../support/signed-qr.ts';

const RULES = {};
const KNOWN = trialCardNumber(RULES);
const OTHER = 'LW20260001I' as typeof KNOWN;
const NONE: ScannerAdditions = { prefix: '', suffix: '' };
const TICK_MS = 20;
const USUAL: WedgeSetup = { gapMs: 10, suffix: ['Enter'] };

describe('how long a key takes', () => {
  test.each([5, 10, 20, 40, 65, 80, 100])('%i ms: it works', (gapMs) => {
    const report = reportOf(strokesOf(KNOWN, { ...USUAL, gapMs }));
    expect(report).toMatchObject({
      verdict: 'works',
      advice: [],
      gapMs: { min: gapMs, median: gapMs, max: gapMs },
    });
  });

  test.each([
    [[0, 20, 60, 0, 5], { min: 60, median: 65, max: 120 }, []],
    [[0, 0, 0, 75], { min: 60, median: 60, max: 135 }, ['slow']],
    [[0, 0, 0, 170], { min: 60, median: 60, max: 230 }, ['too-slow']],
  ])('60 ms, stumbling by %j', (jitterMs, gapMs, advice) => {
    expect(reportOf(strokesOf(KNOWN, { ...USUAL, gapMs: 60, jitterMs }))).toMatchObject({ gapMs, advice });
  });

  test('400 ms a key is too slow, and the desk would have taken its Enter for a clerk’s', () => {
    const report = reportOf(strokesOf('1234', { ...USUAL, gapMs: 400 }));
    expect(report?.verdict).toBe('fails');
    expect(report?.advice).toEqual(expect.arrayContaining(['too-slow', 'acted']));
  });
});

const PREFIXES: readonly (readonly [string, readonly Stroke[], object, readonly string[]])[] = [
  ['none', [], { aim: null, controlsBefore: '' }, []],
  ['AIM of Code 128', [...']C0'], { aim: ']C0' }, []],
  ['AIM of GS1-128', [...']C1'], { aim: ']C1' }, []],
  ['AIM of QR', [...']Q1'], { aim: ']Q1' }, []],
  ['STX', ['Ctrl+b'], { aim: null, controlsBefore: '\u0002' }, []],
  ['GS', ['Ctrl+]'], { controlsBefore: '\u001d' }, []],
  ['STX and AIM', ['Ctrl+b', ...']C1'], { aim: ']C1', controlsBefore: '\u0002' }, []],
  ['Enter', ['Enter'], { controlsBefore: '\r' }, ['key-before']],
  ['line feed', ['Ctrl+j'], { controlsBefore: '\n' }, ['key-before']],
  ['Tab', ['Tab'], { controlsBefore: '\t' }, ['key-before']],
  ['F8', ['F8'], {}, ['acted', 'function-key']],
  ['a letter', ['j'], { additions: { prefix: 'j', suffix: '' } }, ['once']],
  ['a letter before AIM', ['j', ...']C1'], { aim: ']C1', additions: { prefix: 'j', suffix: '' } }, ['once']],
  ['a letter behind AIM', [...']C1', 'j'], { aim: ']C1', additions: { prefix: 'j', suffix: '' } }, ['once']],
  ['a zero', ['0'], { additions: { prefix: '0', suffix: '' } }, ['once']],
];

describe.each(PREFIXES)('prefix %s', (_, prefix, parts, advice) => {
  test.each([
    ['plain keys', {}],
    ['Alt codes', { altCodes: true }],
    ['an input method', { inputMethod: true }],
    ['caps lock', { capsLock: true }],
  ])('with %s', (_machine, machine) => {
    const report = reportOf(strokesOf(KNOWN, { ...USUAL, prefix, ...machine }));
    expect([report?.advice, report?.parts.code?.toUpperCase()]).toEqual([advice, KNOWN]);
    if (!('capsLock' in machine)) expect(report?.parts).toMatchObject(parts);
  });
});

const SUFFIXES: readonly (readonly [string, readonly Stroke[], string, readonly string[]])[] = [
  ['none', [], '', ['no-end']],
  ['CR', ['Enter'], '\r', []],
  ['LF', ['Ctrl+j'], '\n', []],
  ['CR and LF', ['Enter', 'Ctrl+j'], '\r\n', []],
  ['Tab', ['Tab'], '\t', []],
  ['Tab and CR', ['Tab', 'Enter'], '\t\r', []],
  ['ETX and CR', ['Ctrl+c', 'Enter'], '\u0003\r', []],
  ['CR by an Alt code', ['Alt+013'], '\r', []],
  ['four of CR', ['Enter', 'Enter', 'Enter', 'Enter'], '\r\r\r\r', ['acted', 'many-ends']],
];

describe('suffix', () => {
  test.each(SUFFIXES)('%s', (_, suffix, controlsAfter, advice) => {
    const report = reportOf(strokesOf(KNOWN, { gapMs: 20, suffix }));
    expect(report?.parts).toMatchObject({ code: KNOWN, controlsAfter });
    expect(report?.advice).toEqual(advice);
  });
});

describe('what is at work on the machine', () => {
  test.each([
    ['plain keys', {}, { isAltCode: false, isInputMethod: false, isCapsLock: false }],
    ['Alt codes', { altCodes: true }, { isAltCode: true, isInputMethod: false, isCapsLock: null }],
    ['an input method', { inputMethod: true }, { isInputMethod: true, isCapsLock: null }],
    ['caps lock', { capsLock: true }, { isCapsLock: true }],
    ['a slow Shift', { slowShift: true }, { isCapsLock: false }],
  ])('%s', (_, machine, typing) => {
    const report = reportOf(strokesOf(KNOWN, { gapMs: 20, suffix: ['Enter'], ...machine }));
    expect(report).toMatchObject({ verdict: 'works', typing });
  });

  test('a keyboard of another country has other letters at the same places', () => {
    const french = strokesOf('LWTEST0001E', USUAL).map((struck) => {
      const { event } = struck;
      return { ...struck, event: { ...event, key: { W: 'Z', '0': 'à', '1': '&' }[event.key] ?? event.key } };
    });
    expect(reportOf(french)).toMatchObject({ verdict: 'fails', advice: ['layout'] });
  });
});

describe('what is no code of a card', () => {
  test.each([
    ['LWTEST01E', ['no-code', 'lost']],
    ['6901234567892', ['no-code']],
    ['https://example.org/', ['no-code']],
  ])('%s', (text, advice) => {
    expect(reportOf(strokesOf(text, USUAL))).toMatchObject({ verdict: 'fails', advice });
  });

  test('a hand that touches a key or two is no scanner', () => {
    expect(reportOf(handOf(['ArrowDown', '1', 'Enter'], 150))).toBeNull();
  });
});

test('a real card and a signed QR are taken apart as well', () => {
  expect(reportOf(strokesOf(OTHER, { ...USUAL, prefix: ['x'] }))?.parts).toMatchObject({
    code: OTHER,
    additions: { prefix: 'x', suffix: '' },
  });
  const signed = signedQrOf(OTHER);
  expect(
    reportOf(strokesOf(signed, { ...USUAL, prefix: [...']Q1'], suffix: ['#', 'Enter'] }))?.parts,
  ).toMatchObject({
    code: signed,
    aim: ']Q1',
    additions: { prefix: '', suffix: '#' },
  });
});

describe('what a scanner adds', () => {
  const added = (prefix: string, suffix: string): Struck[] =>
    strokesOf(KNOWN, { gapMs: 10, prefix: [...prefix], suffix: [...suffix, 'Enter'] });

  test('is kept with the second scan that has the same, and the desk then reads the card', () => {
    for (const [prefix, suffix] of [
      ['j', ''],
      ['', '#'],
      ['A1', '-'],
      ['0', ''],
      ['LW', ''],
      ['', 'E'],
      ['CARD: ', ' .'],
    ]) {
      const [own, end] = [prefix ?? '', suffix ?? ''];
      const first = reportOf(added(own, end));
      expect(first).toMatchObject({ verdict: 'again', advice: ['once'], toKeep: null });
      const second = reportOf(added(own, end), { before: first?.parts.additions ?? null });
      expect(second).toMatchObject({ verdict: 'works', toKeep: { prefix: own, suffix: end } });
      const kept = second?.toKeep ?? NONE;
      expect(reportOf(added(own, end), { kept })).toMatchObject({ verdict: 'works', toKeep: null });
      // With what was learnt, and without it once the scanner was set otherwise.
      expect([read(own + KNOWN + end, kept), read(KNOWN, kept), read(OTHER, kept)]).toEqual([
        KNOWN,
        KNOWN,
        OTHER,
      ]);
      const signed = signedQrOf(OTHER);
      expect([readText(own + signed + end, kept), readText(signed, kept)]).toEqual([signed, signed]);
    }
  });

  test('is never kept where it changes from scan to scan, or is too long', () => {
    expect(reportOf(added('', '1542'), { before: { prefix: '', suffix: '1541' } })).toMatchObject({
      verdict: 'fails',
      advice: ['differs'],
      toKeep: null,
    });
    expect(reportOf(added('x'.repeat(33), ''))).toMatchObject({ verdict: 'fails', advice: ['too-long'] });
  });

  test('is told to be gone where it is, and another takes its place', () => {
    const kept = { prefix: 'j', suffix: '' };
    expect(reportOf(added('', ''), { kept })).toMatchObject({ verdict: 'better', advice: ['gone'] });
    expect(reportOf(added('k', ''), { kept, before: { prefix: 'k', suffix: '' } })?.toKeep).toEqual({
      prefix: 'k',
      suffix: '',
    });
  });
});

function reportOf(
  struck: readonly Struck[],
  context: { readonly kept?: ScannerAdditions; readonly before?: ScannerAdditions | null } = {},
): WedgeReport | null {
  const { kept = NONE, before = null } = context;
  return wedgeReportOf(typingOf(struck, kept), { rules: RULES, known: KNOWN, kept, before });
}

/** Plays key events with the silences between and after them, as the wedge does. */
function typingOf(struck: readonly Struck[], kept: ScannerAdditions): WedgeTyping {
  const { likenessOf } = createScanResults({ rules: () => RULES, additions: () => kept, onEvent: () => {} });
  const place = { inField: false, likenessOf };
  let hearing = SILENT;
  let typing = NOTHING_TYPED;
  let atMs = 0;
  const silence = (untilMs: number) => {
    for (; atMs < untilMs; atMs += TICK_MS) {
      const step = hearSilence(hearing, atMs, likenessOf);
      hearing = step.hearing;
      typing = withHeard(typing, { event: null, isDown: false, step });
    }
    atMs = untilMs;
  };
  for (const { isDown, event } of struck.toSorted(
    (one, other) => one.event.timeStamp - other.event.timeStamp,
  )) {
    silence(event.timeStamp);
    const step = isDown ? hearDown(hearing, event, place) : hearUp(hearing, event, place);
    hearing = step.hearing;
    typing = withHeard(typing, { event, isDown, step });
  }
  silence(atMs + 1000);
  return typing;
}

function readText(typed: string, kept: ScannerAdditions): string | null {
  const events: ScannerEvent[] = [];
  const results = createScanResults({
    rules: () => RULES,
    additions: () => kept,
    onEvent: (event) => events.push(event),
  });
  results.wedge(typed);
  const [event] = events;
  return event?.kind === 'code' ? event.text : null;
}

function read(typed: string, kept: ScannerAdditions): string | null {
  const code = readCardCode(readText(typed, kept) ?? '', RULES);
  return code.kind === 'card' ? code.cardNumber : null;
}
