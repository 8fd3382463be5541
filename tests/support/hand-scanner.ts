import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { strokesOf, type WedgeSetup } from './key-events.ts';

/** How the keyboard-wedge scanner is set up. */
export interface HandScanner {
  readonly suffix?: 'Enter' | 'Tab';
  /** A Chinese input method is on and takes every key for itself. */
  readonly inputMethod?: boolean;
  /** Caps lock is on, of which the scanner knows nothing: capitals come small and small letters large. */
  readonly capsLock?: boolean;
}

interface KeyEvent {
  readonly key: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
  readonly text?: string;
  /** 8 with Shift. */
  readonly modifiers?: number;
}

/**
 * Types a text as a USB scanner does: real key events, one right after the other. Playwright's own
 * `keyboard.type` waits for each, which on a busy machine is as slow as a person.
 */
export async function scanByHand(page: Page, text: string, scanner: HandScanner = {}): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const sent: Promise<unknown>[] = [];
  const press = (down: KeyEvent, up: KeyEvent) => {
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...down }));
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...up }));
  };
  for (const [index, meant] of [...text].entries()) {
    if (scanner.inputMethod !== true) {
      const character = scanner.capsLock === true ? otherCase(meant) : meant;
      press({ ...plainKey(meant), key: character, text: character }, { ...plainKey(meant), key: character });
      continue;
    }
    const hidden = hiddenKey(codeOf(meant), isShifted(meant));
    press(hidden, hidden);
    const composed = { text: text.slice(0, index + 1), selectionStart: index + 1, selectionEnd: index + 1 };
    // Once focus has left the field there is nothing to compose in, and Chromium says so.
    sent.push(session.send('Input.imeSetComposition', composed).catch(() => undefined));
  }
  if (scanner.suffix !== undefined) {
    const key = scanner.inputMethod === true ? hiddenKey(scanner.suffix) : namedKey(scanner.suffix);
    press(key, key);
  }
  await Promise.all(sent);
  await session.detach();
}

const MODIFIER_BITS = { alt: 1, ctrl: 2, shift: 8 };

/**
 * Types a text as a scanner of this setup does, in its own time: real key events, each a key's time after the last.
 * The times are the setup's and not the test's: a busy machine that sends late says when the key was struck.
 */
export async function scanSlowly(page: Page, text: string, setup: WedgeSetup): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const startMs = performance.now();
  const sent: Promise<unknown>[] = [];
  const strokes = strokesOf(text, setup, 0).toSorted(
    (one, other) => one.event.timeStamp - other.event.timeStamp,
  );
  for (const { isDown, event } of strokes) {
    const waitMs = startMs + event.timeStamp - performance.now();
    if (waitMs > 1) await pause(waitMs);
    const isCharacter = event.key.length === 1 && !event.ctrlKey && !event.altKey;
    const typed = event.key === 'Enter' ? '\r' : isCharacter ? event.key : undefined;
    sent.push(
      session.send('Input.dispatchKeyEvent', {
        type: isDown ? 'keyDown' : 'keyUp',
        key: event.key,
        code: event.code,
        windowsVirtualKeyCode: event.keyCode || virtualKeyOf(event.key),
        ...(isDown && typed !== undefined ? { text: typed } : {}),
        modifiers:
          (event.altKey ? MODIFIER_BITS.alt : 0) +
          (event.ctrlKey ? MODIFIER_BITS.ctrl : 0) +
          (event.shiftKey ? MODIFIER_BITS.shift : 0),
      }),
    );
  }
  await Promise.all(sent);
  await session.detach();
}

function virtualKeyOf(key: string): number {
  if (key === 'Enter' || key === 'Tab') return KEY_CODES[key];
  return key === 'Alt' ? 18 : key.toUpperCase().charCodeAt(0);
}

const KEY_CODES = { Enter: 13, Tab: 9 };

function plainKey(character: string): KeyEvent {
  return {
    key: character,
    code: codeOf(character),
    windowsVirtualKeyCode: character.toUpperCase().charCodeAt(0),
    modifiers: isShifted(character) ? SHIFT : 0,
  };
}

function namedKey(key: 'Enter' | 'Tab'): KeyEvent {
  return {
    key,
    code: key,
    windowsVirtualKeyCode: KEY_CODES[key],
    ...(key === 'Enter' ? { text: '\r' } : {}),
  };
}

function hiddenKey(code: string, shifted = false): KeyEvent {
  return { key: 'Process', code, windowsVirtualKeyCode: 229, modifiers: shifted ? SHIFT : 0 };
}

const SHIFT = 8;
/** Keys of a US keyboard, which scanners imitate, without and with Shift. */
const KEYS: Readonly<Record<string, string>> = {
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  Semicolon: ';:',
  Period: '.>',
  Slash: '/?',
  Space: ' ',
};

function codeOf(character: string): string {
  if (/[a-z]/i.test(character)) return `Key${character.toUpperCase()}`;
  return Object.entries(KEYS).find(([, typed]) => typed.includes(character))?.[0] ?? '';
}

function isShifted(character: string): boolean {
  return /[A-Z]/.test(character) || Object.values(KEYS).some((typed) => typed.indexOf(character) === 1);
}

function otherCase(character: string): string {
  return character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
}
