import { namedControl, type ReadKey } from './key-reading.ts';

type AltEvent = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const DIGITS_MAX = 5;
/** Characters beyond a byte wrap around, as Windows has it. */
const CODES = 256;
/** The digit that a key adds to an Alt code; null for every other key. Whether NumLock is on does not matter. */
export function altDigitOf({ code, altKey, ctrlKey, metaKey }: AltEvent): string | null {
  if (!altKey || ctrlKey || metaKey) return null;
  return /^Numpad([0-9])$/.exec(code)?.[1] ?? null;
}

/** With one digit more; no code is longer. */
export function longerAltCode(digits: string, digit: string): string {
  return (digits + digit).slice(-DIGITS_MAX);
}

/** What Windows types when Alt is let go: `0076` and `76` are L, `013` is Enter. Null for no digits. */
export function typedByAltCode(digits: string): ReadKey | null {
  if (digits === '') return null;
  return { ...namedControl(String.fromCharCode(Number(digits) % CODES)), isMachine: true };
}
