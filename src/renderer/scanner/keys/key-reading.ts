import { ownValue } from '../../../domain/base/own-value.ts';

/** What a US keyboard, which every scanner imitates, types without and with Shift. */
const UNSHIFTED: Readonly<Record<string, string>> = {
  Minus: '-',
  Equal: '=',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Space: ' ',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
  NumpadDecimal: '.',
};
const SHIFTED: Readonly<Record<string, string>> = {
  ...UNSHIFTED,
  Minus: '_',
  Equal: '+',
  Semicolon: ':',
  Quote: '"',
  Comma: '<',
  Period: '>',
  Slash: '?',
  Backslash: '|',
  BracketLeft: '{',
  BracketRight: '}',
  Backquote: '~',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';
/** `keyCode` of a key that an input method has taken for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

type KeyEvent = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'
>;

/** True if a Chinese input method takes the key, so that the page does not learn what it means. */
export function isTakenByInputMethod(event: KeyEvent): boolean {
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD || event.key === 'Process';
}

/**
 * The name of a key, and the character that it types. `isMachine`: it types a control character, which people do not
 * type.
 */
export interface ReadKey {
  readonly key: string;
  readonly character: string | null;
  readonly isMachine: boolean;
}

/**
 * The key's name and the character it types. Where an input method has hidden the key, or made it
 * full-width, the place of the key on the board (`code`) tells. Ctrl makes control characters, as scanners send them.
 */
export function readKey(event: KeyEvent): ReadKey {
  const control = controlCharacterOf(event);
  if (control !== null && !isForHands(event)) return { ...namedControl(control), isMachine: true };
  const isPlain = /^[ -~]$/.test(event.key) && !isTakenByInputMethod(event);
  const typed = isPlain ? event.key : characterAt(event.code, event.shiftKey);
  const isNamed = event.key.length > 1 && !isTakenByInputMethod(event);
  const key = isNamed ? event.key : (typed ?? nameOf(event.code));
  const isCommand = event.ctrlKey || event.altKey || event.metaKey;
  return { key, character: isNamed || isCommand ? null : typed, isMachine: false };
}

/** Only a hand presses Ctrl with these: select all, copy, paste, cut, redo, undo, find, print, reload. */
const CTRL_FOR_HANDS = 'ACVXYZFPR';
const CONTROL_SIGNS: Readonly<Record<string, string>> = {
  BracketLeft: '\u001b',
  Backslash: '\u001c',
  BracketRight: '\u001d',
};
/** The same keys with Shift. */
const SHIFTED_CONTROL_SIGNS: Readonly<Record<string, string>> = {
  Digit2: '\u0000',
  Digit6: '\u001e',
  Minus: '\u001f',
};
/** Ctrl+A is 1, and so on through the alphabet. */
const CONTROL_BITS = 0x1f;

/** STX is Ctrl+B, GS is Ctrl+], LF is Ctrl+J, and ETX is Ctrl+C, which a hand presses too; null for other keys. */
export function controlCharacterOf({ code, ctrlKey, shiftKey, altKey, metaKey }: KeyEvent): string | null {
  if (!ctrlKey || altKey || metaKey) return null;
  if (shiftKey) return ownValue(SHIFTED_CONTROL_SIGNS, code) ?? null;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter === undefined) return ownValue(CONTROL_SIGNS, code) ?? null;
  return String.fromCharCode(letter.charCodeAt(0) & CONTROL_BITS);
}

function isForHands({ code, shiftKey }: KeyEvent): boolean {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return !shiftKey && letter !== undefined && CTRL_FOR_HANDS.includes(letter);
}

const CONTROL_KEYS: Readonly<Record<string, string>> = { '\t': 'Tab', '\n': 'LineFeed', '\r': 'Enter' };

/** A control character under the name of the key that it stands for, where there is one. */
export function namedControl(control: string): Pick<ReadKey, 'key' | 'character'> {
  const key = ownValue(CONTROL_KEYS, control);
  return key === undefined ? { key: control, character: control } : { key, character: null };
}

/** What a US keyboard types at that place, whatever this machine makes of it. */
export function characterAt(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const numpadDigit = /^Numpad([0-9])$/.exec(code)?.[1];
  if (numpadDigit !== undefined) return numpadDigit;
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  return ownValue(shift ? SHIFTED : UNSHIFTED, code) ?? null;
}

/** Most keys that type nothing are called the same in `key` and `code`. */
function nameOf(code: string): string {
  return code === 'NumpadEnter' ? 'Enter' : code;
}
