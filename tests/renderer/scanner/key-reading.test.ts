import { describe, expect, test } from 'vitest';
import { isTakenByInputMethod, readKey } from '../../../src/renderer/scanner/keys/key-reading.ts';

const PLAIN = {
  key: '',
  code: '',
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  repeat: false,
};
const HIDDEN = { ...PLAIN, key: 'Process', keyCode: 229 };

describe('a key as the browser tells it', () => {
  test.each([
    ['a digit', { key: '7', code: 'Digit7' }, '7', '7'],
    ['an asterisk', { key: '*', code: 'Digit8', shiftKey: true }, '*', '*'],
    ['Enter', { key: 'Enter', code: 'NumpadEnter' }, 'Enter', null],
    ['F8', { key: 'F8', code: 'F8' }, 'F8', null],
    ['a repeat', { key: '+', code: 'NumpadAdd', repeat: true }, '+', '+'],
    ['with Ctrl, as a hand copies', { key: 'c', code: 'KeyC', ctrlKey: true }, 'c', null],
    ['with Ctrl, as a scanner ends its code', { key: 'j', code: 'KeyJ', ctrlKey: true }, 'LineFeed', null],
    ['full-width', { key: '７', code: 'Digit7' }, '7', '7'],
    ['a Chinese punctuation mark', { key: '：', code: 'Semicolon', shiftKey: true }, ':', ':'],
  ])('%s', (_, event, key, character) => {
    expect(readKey({ ...PLAIN, ...event })).toMatchObject({ key, character });
  });
});

describe('a key that an input method hides', () => {
  test.each([
    ['a letter', { code: 'KeyL' }, 'l'],
    ['a capital', { code: 'KeyL', shiftKey: true }, 'L'],
    ['a digit', { code: 'Digit2' }, '2'],
    ['a digit of the number pad', { code: 'Numpad2' }, '2'],
    ['an asterisk', { code: 'Digit8', shiftKey: true }, '*'],
    ['a hyphen', { code: 'Minus' }, '-'],
    ['a colon', { code: 'Semicolon', shiftKey: true }, ':'],
  ])('%s is told by its place on the board', (_, event, character) => {
    expect(readKey({ ...HIDDEN, ...event })).toMatchObject({ key: character, character });
  });

  test('Enter and Tab keep their names', () => {
    expect(readKey({ ...HIDDEN, code: 'Enter' })).toMatchObject({ key: 'Enter', character: null });
    expect(readKey({ ...HIDDEN, code: 'NumpadEnter' })).toMatchObject({ key: 'Enter', character: null });
    expect(readKey({ ...HIDDEN, code: 'Tab' })).toMatchObject({ key: 'Tab', character: null });
  });

  test('is known by any of the three signs that browsers give', () => {
    expect(isTakenByInputMethod({ ...PLAIN, key: 'Process' })).toBe(true);
    expect(isTakenByInputMethod({ ...PLAIN, key: 'a', keyCode: 229 })).toBe(true);
    expect(isTakenByInputMethod({ ...PLAIN, key: 'a', isComposing: true })).toBe(true);
    expect(isTakenByInputMethod({ ...PLAIN, key: 'a', keyCode: 65 })).toBe(false);
  });
});

test('a place on the board that no board has types nothing, whatever every object inherits under its name', () => {
  for (const code of ['constructor', '__proto__', 'toString']) {
    expect(readKey({ ...HIDDEN, code })).toMatchObject({ key: code, character: null });
  }
});
