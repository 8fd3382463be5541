import type { Page } from 'playwright-core';

/** How the keyboard-wedge scanner is set up. */
export interface HandScanner {
  readonly suffix?: 'Enter' | 'Tab';
  /** A Chinese input method is on and takes every key for itself; card numbers and the like alone. */
  readonly inputMethod?: boolean;
}

interface KeyEvent {
  readonly key: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
  readonly text?: string;
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
  for (const [index, character] of [...text].entries()) {
    if (scanner.inputMethod !== true) {
      press({ ...plainKey(character), text: character }, plainKey(character));
      continue;
    }
    const hidden = hiddenKey(codeOf(character));
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

const KEY_CODES = { Enter: 13, Tab: 9 };

function plainKey(character: string): KeyEvent {
  return {
    key: character,
    code: codeOf(character),
    windowsVirtualKeyCode: character.toUpperCase().charCodeAt(0),
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

function hiddenKey(code: string): KeyEvent {
  return { key: 'Process', code, windowsVirtualKeyCode: 229 };
}

function codeOf(character: string): string {
  if (/[0-9]/.test(character)) return `Digit${character}`;
  return /[a-z]/i.test(character) ? `Key${character.toUpperCase()}` : '';
}
