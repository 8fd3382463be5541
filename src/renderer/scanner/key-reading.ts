import { ownValue } from '../../domain/own-value.ts';

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
  'key' | 'code' | 'keyCode' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'repeat'
>;

/** True where a Chinese input method keeps the key's meaning to itself. */
export function isTakenByInputMethod(event: KeyEvent): boolean {
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD || event.key === 'Process';
}

/**
 * The key's name and the character it types. Where an input method has hidden the key, or made it
 * full-width, the place of the key on the board (`code`) tells.
 */
export function readKey(event: KeyEvent): { readonly key: string; readonly character: string | null } {
  const isPlain = /^[ -~]$/.test(event.key) && !isTakenByInputMethod(event);
  const typed = isPlain ? event.key : characterAt(event.code, event.shiftKey);
  const isNamed = event.key.length > 1 && !isTakenByInputMethod(event);
  const key = isNamed ? event.key : (typed ?? nameOf(event.code));
  const isCommand = event.ctrlKey || event.altKey || event.metaKey;
  return { key, character: isNamed || isCommand || event.repeat ? null : typed };
}

function characterAt(code: string, shift: boolean): string | null {
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
