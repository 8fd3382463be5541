import { isModifier } from './key-hearing.ts';
import { characterAt, controlCharacterOf, isTakenByInputMethod } from './key-reading.ts';
import type { Overheard } from './keyboard-wedge.ts';

/** What was typed in one go, as a technician wants to see it. */
export interface WedgeTyping {
  /** Every character, control characters and the keys of CR, LF and Tab included. */
  readonly text: string;
  /** The same keys, as a US keyboard would have typed them. */
  readonly usText: string;
  /** When each key went down, without Shift and its like. */
  readonly downsMs: readonly number[];
  /** Function keys and arrows. */
  readonly otherKeys: readonly string[];
  readonly isAltCode: boolean;
  readonly isInputMethod: boolean;
  /** Small letters with Shift or capitals without; null if no letter has told. */
  readonly isCapsLock: boolean | null;
  /** What the desk would have taken for a scan, each by itself. */
  readonly scans: readonly string[];
  /** What the desk would have taken for a clerk's keys; Tab moves the focus and nothing else. */
  readonly clerkKeys: readonly string[];
}

/** A silence of this length ends the typing. It is longer than the desk itself waits for anything. */
export const TYPING_ENDS_MS = 900;
/** The largest QR holds 4,296 characters. */
const KEYS_MAX = 4400;

export const NOTHING_TYPED: WedgeTyping = {
  text: '',
  usText: '',
  downsMs: [],
  otherKeys: [],
  isAltCode: false,
  isInputMethod: false,
  isCapsLock: null,
  scans: [],
  clerkKeys: [],
};

const TYPED_BY_KEY: Readonly<Record<string, string>> = { Enter: '\r', Tab: '\t', LineFeed: '\n' };

/** Adds one key event, or a silence. Pure. */
export function withHeard(typing: WedgeTyping, { event, isDown, step }: Overheard): WedgeTyping {
  const told = {
    ...typing,
    scans: step.scan === null ? typing.scans : [...typing.scans, step.scan],
    clerkKeys: [...typing.clerkKeys, ...step.clerk.map(({ key }) => key)].filter((key) => key !== 'Tab'),
  };
  if (event === null || typing.downsMs.length >= KEYS_MAX) return told;
  const alt = step.altTyped;
  const finished = alt === null ? told : typed(told, alt.character ?? TYPED_BY_KEY[alt.key] ?? null);
  if (!isDown || event.repeat || isModifier(event)) return finished;
  const downsMs = [...finished.downsMs, event.timeStamp];
  const press = step.now;
  if (press === null) return { ...finished, downsMs, isAltCode: true };
  const isInputMethod = finished.isInputMethod || isTakenByInputMethod(event);
  const next = { ...finished, downsMs, isInputMethod };
  const character = controlCharacterOf(event) ?? press.character ?? TYPED_BY_KEY[press.key] ?? null;
  if (character === null) return { ...next, otherKeys: [...next.otherKeys, press.key] };
  const usual = character < ' ' ? character : (characterAt(event.code, event.shiftKey) ?? character);
  return typed({ ...next, isCapsLock: capsLockOf(next, event.key, press.shift) }, character, usual);
}

function typed(typing: WedgeTyping, character: string | null, usual = character): WedgeTyping {
  if (character === null) return typing;
  return { ...typing, text: typing.text + character, usText: typing.usText + (usual ?? character) };
}

/** An input method hides what the key has typed. */
function capsLockOf({ isCapsLock }: WedgeTyping, key: string, shift: boolean): boolean | null {
  if (!/^[A-Za-z]$/.test(key)) return isCapsLock;
  return isCapsLock === true || /^[A-Z]$/.test(key) !== shift;
}
