import type { HeardEvent } from '../../src/renderer/scanner/keys/key-hearing.ts';

/** How a keyboard-wedge scanner is set up, and what is at work on the machine that it types into. */
export interface WedgeSetup {
  /** From one key to the next. */
  readonly gapMs: number;
  /** What each gap may be longer by, one after the other. */
  readonly jitterMs?: readonly number[];
  readonly prefix?: readonly Stroke[];
  readonly suffix?: readonly Stroke[];
  /** Alt and digits of the keypad in place of the characters' own keys. */
  readonly altCodes?: boolean;
  readonly inputMethod?: boolean;
  readonly capsLock?: boolean;
  /** Shift goes down and up by itself around a capital, as long before it as a key takes. */
  readonly slowShift?: boolean;
}

/** A character, or a key by its name: `Enter`, `Tab`, `Ctrl+j`, `Alt+013`. */
export type Stroke = string;

export interface Struck {
  readonly isDown: boolean;
  readonly event: HeardEvent;
}

interface Key {
  readonly key: string;
  readonly code: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly keyCode?: number;
}

/** The key events of one scan, with their times. */
export function strokesOf(text: string, setup: WedgeSetup, startMs = 1000): Struck[] {
  const typed = setup.altCodes === true ? [...text].map((one) => `Alt+${padded(one)}`) : [...text];
  const strokes = [...(setup.prefix ?? []), ...typed, ...(setup.suffix ?? [])];
  const struck: Struck[] = [];
  let atMs = startMs;
  let index = 0;
  const next = () => {
    const jitterMs = setup.jitterMs ?? [0];
    atMs += setup.gapMs + (jitterMs[index % jitterMs.length] ?? 0);
    index += 1;
  };
  const send = (isDown: boolean, key: Key, lateMs = 0) => {
    struck.push({ isDown, event: eventOf(key, atMs + lateMs) });
  };
  for (const stroke of strokes) {
    const alt = /^Alt\+([0-9]+)$/.exec(stroke)?.[1];
    if (alt !== undefined) {
      send(true, { key: 'Alt', code: 'AltLeft', altKey: true });
      for (const digit of alt) {
        next();
        send(true, { key: digit, code: `Numpad${digit}`, altKey: true });
        send(false, { key: digit, code: `Numpad${digit}`, altKey: true }, setup.gapMs / 2);
      }
      next();
      send(false, { key: 'Alt', code: 'AltLeft' });
      next();
      continue;
    }
    const key = keyOf(stroke, setup);
    if (key.shiftKey === true && setup.slowShift === true) {
      send(true, { key: 'Shift', code: 'ShiftLeft', shiftKey: true }, -setup.gapMs / 3);
    }
    send(true, key);
    send(false, key, setup.gapMs / 2);
    next();
  }
  return struck;
}

/** Keys that a hand presses, each down for a while. */
export function handOf(strokes: readonly Stroke[], gapMs: number, startMs = 1000): Struck[] {
  return strokesOf('', { gapMs, prefix: strokes }, startMs);
}

function padded(character: string): string {
  return `0${String(character.charCodeAt(0)).padStart(3, '0')}`;
}

function keyOf(stroke: Stroke, { inputMethod, capsLock }: WedgeSetup): Key {
  const ctrl = /^Ctrl\+(.)$/.exec(stroke)?.[1];
  if (ctrl !== undefined) return { key: ctrl, code: codeOf(ctrl), ctrlKey: true };
  if (stroke.length > 1) {
    return inputMethod === true && stroke === 'Enter'
      ? { key: 'Process', code: stroke, keyCode: 229 }
      : { key: stroke, code: stroke };
  }
  const shiftKey = /[A-Z]/.test(stroke) || Object.values(SIGNS).some((typed) => typed.indexOf(stroke) === 1);
  const code = codeOf(stroke);
  if (inputMethod === true) return { key: 'Process', code, keyCode: 229, shiftKey };
  return { key: capsLock === true ? otherCase(stroke) : stroke, code, shiftKey };
}

function eventOf(key: Key, timeStamp: number): HeardEvent {
  return {
    keyCode: 0,
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    isComposing: false,
    repeat: false,
    ...key,
    timeStamp,
  };
}

/** Keys of a US keyboard, which scanners imitate, without and with Shift. */
const SIGNS: Readonly<Record<string, string>> = {
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
  BracketRight: ']}',
};

function codeOf(character: string): string {
  if (/[a-z]/i.test(character)) return `Key${character.toUpperCase()}`;
  return Object.entries(SIGNS).find(([, typed]) => typed.includes(character))?.[0] ?? '';
}

function otherCase(character: string): string {
  return character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
}
