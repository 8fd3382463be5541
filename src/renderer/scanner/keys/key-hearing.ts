import { isTakenByInputMethod, namedControl, type ReadKey, readKey } from './key-reading.ts';
import {
  type KeyPress,
  type KeyStream,
  type LikenessOf,
  passTime,
  pressAltDigit,
  pressKey,
  pressModifier,
  QUIET,
  releaseKey,
  type StreamStep,
} from './key-stream.ts';

/** What must be known about a keyboard event. */
export type HeardEvent = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'keyCode'
  | 'shiftKey'
  | 'ctrlKey'
  | 'altKey'
  | 'metaKey'
  | 'isComposing'
  | 'repeat'
  | 'timeStamp'
>;

export interface Hearing {
  readonly stream: KeyStream;
  /** The digits of an Alt code that is not finished. */
  readonly altDigits: string;
}

export interface HeardStep extends Omit<StreamStep, 'state'> {
  readonly hearing: Hearing;
  /** What this event has pressed; null for a modifier, a digit of an Alt code and a key that goes up. */
  readonly now: KeyPress | null;
  /** What an Alt code has typed, which this event has finished. */
  readonly altTyped: KeyPress | null;
}

export interface HearingPlace {
  /** The event goes to an input field. */
  readonly inField: boolean;
  readonly likenessOf: LikenessOf;
  /** The keys that tick the rows of a list on the screen; none by default. */
  readonly ticks?: string;
}

export const SILENT: Hearing = { stream: QUIET, altDigits: '' };

const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'];

/** A key goes down. Pure; the caller acts on the step. */
export function hearDown(before: Hearing, event: HeardEvent, place: HearingPlace): HeardStep {
  const { timeStamp } = event;
  const digit = altDigitOf(event);
  if (digit !== null) {
    const step = pressAltDigit(before.stream, timeStamp, place.likenessOf);
    return heard(step, { altDigits: longerAltCode(before.altDigits, digit), altTyped: null });
  }
  const finished = finishAltCode(before, event, place);
  if (isModifier(event))
    return after(finished, pressModifier(finished.hearing.stream, timeStamp, place.likenessOf));
  const read = readKey(event);
  const isCommand = event.ctrlKey || event.altKey || event.metaKey;
  const isComposed = place.inField && isTakenByInputMethod(event);
  const reserved = !read.isMachine && (isCommand || isComposed);
  const now = pressOf(event, read, place, reserved);
  return { ...after(finished, pressKey(finished.hearing.stream, now, place.likenessOf)), now };
}

/** A key goes up; with Alt an Alt code is finished. */
export function hearUp(before: Hearing, event: HeardEvent, place: HearingPlace): HeardStep {
  const finished = event.key === 'Alt' ? finishAltCode(before, event, place) : unheard(before);
  return after(finished, releaseKey(finished.hearing.stream, event.timeStamp, place.likenessOf));
}

export function hearSilence(before: Hearing, atMs: number, likenessOf: LikenessOf): HeardStep {
  return heard(passTime(before.stream, atMs, likenessOf), { altDigits: before.altDigits, altTyped: null });
}

/** A key that changes what others type, and types nothing by itself. */
export function isModifier({ key }: Pick<HeardEvent, 'key'>): boolean {
  return MODIFIERS.includes(key);
}

function finishAltCode(before: Hearing, event: HeardEvent, place: HearingPlace): HeardStep {
  const typed = typedByAltCode(before.altDigits);
  if (typed === null) return unheard(before);
  const altTyped = pressOf(event, typed, place, false);
  return heard(pressKey(before.stream, altTyped, place.likenessOf), { altDigits: '', altTyped });
}

function pressOf(
  event: HeardEvent,
  read: ReadKey,
  { inField, ticks = '' }: HearingPlace,
  reserved: boolean,
): KeyPress {
  const { timeStamp: atMs, shiftKey: shift, repeat: isRepeat } = event;
  const isTick = !inField && !reserved && read.character !== null && ticks.includes(read.character);
  return { atMs, ...read, shift, inField, reserved, isRepeat, isTick };
}

function unheard(hearing: Hearing): HeardStep {
  return { hearing, clerk: [], scan: null, swallow: false, lostOrder: null, now: null, altTyped: null };
}

function heard(
  { state, ...step }: StreamStep,
  { altDigits, altTyped }: { altDigits: string; altTyped: KeyPress | null },
): HeardStep {
  return { ...step, hearing: { stream: state, altDigits }, now: null, altTyped };
}

function after(first: HeardStep, { state, clerk, scan, swallow, lostOrder }: StreamStep): HeardStep {
  return {
    hearing: { stream: state, altDigits: first.hearing.altDigits },
    clerk: [...first.clerk, ...clerk],
    scan: scan ?? first.scan,
    swallow,
    lostOrder: lostOrder ?? first.lostOrder,
    now: null,
    altTyped: first.altTyped,
  };
}

type AltEvent = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const DIGITS_MAX = 5;
/** Characters beyond a byte wrap around, as Windows has it. */
const CODES = 256;
/** The digit that a key adds to an Alt code; null for every other key. Whether NumLock is on does not matter. */
function altDigitOf({ code, altKey, ctrlKey, metaKey }: AltEvent): string | null {
  if (!altKey || ctrlKey || metaKey) return null;
  return /^Numpad([0-9])$/.exec(code)?.[1] ?? null;
}

/** Adds one digit; no code is longer. */
function longerAltCode(digits: string, digit: string): string {
  return (digits + digit).slice(-DIGITS_MAX);
}

/** What Windows types when Alt is let go: `0076` and `76` are L, `013` is Enter. Null for no digits. */
function typedByAltCode(digits: string): ReadKey | null {
  if (digits === '') return null;
  return { ...namedControl(String.fromCharCode(Number(digits) % CODES)), isMachine: true };
}
