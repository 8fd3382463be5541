/** One key going down, as told by the browser and put into plain terms. */
export interface KeyPress {
  /** When, in milliseconds on any steady clock. */
  readonly atMs: number;
  /** The character it stands for; null for Enter, F2, an auto-repeat and whatever else types nothing. */
  readonly character: string | null;
  /** As in `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  /** Focus is in an input field, which takes characters by itself. */
  readonly inField: boolean;
  /** The browser (Ctrl, Alt, Meta) or an input method at work has a use for it: never the clerk's to us. */
  readonly reserved: boolean;
}

/**
 * `burst`: a few fast characters, a person or a scanner; `scan`: too many too fast for a person;
 * `tail`: right after a scan, when a second suffix key may still come.
 */
export interface BurstState {
  readonly phase: 'quiet' | 'burst' | 'scan' | 'tail';
  readonly text: string;
  /** Held back until it is clear who types; empty once it is a scan. */
  readonly held: readonly KeyPress[];
  readonly lastMs: number;
}

export interface BurstStep {
  readonly state: BurstState;
  /** Keys that a person pressed, in order. */
  readonly clerk: readonly KeyPress[];
  /** A whole scan. */
  readonly scan: string | null;
  /** The key belongs to a scanner: neither field nor button may have it. */
  readonly swallow: boolean;
}

/**
 * A scanner sends its next key within 50 ms, slow Bluetooth and a Shift before every letter included;
 * for this long a digit waits before it counts as the clerk's, which nobody notices.
 */
const SILENCE_MS = 50;
/** Once it is known for a scanner it may stumble, on a busy machine or over the air; no hand is that fast. */
const SCAN_SILENCE_MS = 120;
/** Three keys within 100 ms are no person at the desk: even a short foreign code must not press keys. */
const SCAN_LENGTH_MIN = 3;
/** A trained typist rolls three keys that fast, but never six. */
const SCAN_LENGTH_MIN_IN_FIELD = 6;
/** The largest QR holds 4,296 characters; what follows is swallowed and forgotten. */
const SCAN_LENGTH_MAX = 4296;

export const QUIET: BurstState = { phase: 'quiet', text: '', held: [], lastMs: 0 };

/** A key goes down. Pure; the caller acts on the step. */
export function pressKey(before: BurstState, press: KeyPress): BurstStep {
  const ended = passTime(before, press.atMs);
  const step =
    press.character === null
      ? pressOther(ended.state, press)
      : pressCharacter(ended.state, press, press.character);
  return { ...step, clerk: [...ended.clerk, ...step.clerk], scan: step.scan ?? ended.scan };
}

/** A key goes up, or Shift goes down: a sign of life that keeps a burst together. */
export function touch(before: BurstState, atMs: number): BurstStep {
  const ended = passTime(before, atMs);
  if (ended.state.phase === 'quiet') return ended;
  return { ...ended, state: { ...ended.state, lastMs: atMs }, swallow: isScanners(ended.state) };
}

/** Time goes by: silence ends a burst, as the clerk's keys or as a scan without a suffix. */
export function passTime(state: BurstState, atMs: number): BurstStep {
  if (atMs - state.lastMs <= silenceMsOf(state)) return { state, clerk: [], scan: null, swallow: false };
  return {
    state: QUIET,
    clerk: ofClerk(state.held),
    scan: state.phase === 'scan' ? state.text : null,
    swallow: false,
  };
}

/** How long a silence ends what the state is about. */
export function silenceMsOf(state: BurstState): number {
  return isScanners(state) ? SCAN_SILENCE_MS : SILENCE_MS;
}

function pressCharacter(before: BurstState, press: KeyPress, character: string): BurstStep {
  const { phase, text, held } = before;
  const longer = text.length < SCAN_LENGTH_MAX ? text + character : text;
  const lengthMin = press.inField ? SCAN_LENGTH_MIN_IN_FIELD : SCAN_LENGTH_MIN;
  const isScan = phase === 'scan' || held.length + 1 >= lengthMin;
  return {
    state: {
      phase: isScan ? 'scan' : 'burst',
      text: longer,
      held: isScan ? [] : [...held, press],
      lastMs: press.atMs,
    },
    clerk: [],
    scan: null,
    // A space would press the focused button; inside a burst it is a scanner's.
    swallow: isScan || (character === ' ' && held.length > 0 && !press.inField),
  };
}

function pressOther(before: BurstState, press: KeyPress): BurstStep {
  const isSuffix = press.key === 'Enter' || press.key === 'Tab';
  // Right after a scan a quick Esc or F8 is the clerk's: nothing but a second suffix is still the scanner's.
  if (!isScanners(before) || (before.phase === 'tail' && !isSuffix)) {
    return { state: QUIET, clerk: ofClerk([...before.held, press]), scan: null, swallow: false };
  }
  // A third one is a hand's, however soon: a technician who goes on pressing Tab must get on.
  if (before.phase === 'tail') return { state: QUIET, clerk: [], scan: null, swallow: true };
  if (!isSuffix) return { state: { ...before, lastMs: press.atMs }, clerk: [], scan: null, swallow: true };
  const tail: BurstState = { ...QUIET, phase: 'tail', lastMs: press.atMs };
  return { state: tail, clerk: [], scan: before.text, swallow: true };
}

function isScanners(state: BurstState): boolean {
  return state.phase === 'scan' || state.phase === 'tail';
}

/** A character typed into a field is already there. */
function ofClerk(presses: readonly KeyPress[]): readonly KeyPress[] {
  return presses.filter((press) => !press.reserved && !(press.inField && press.key.length === 1));
}
