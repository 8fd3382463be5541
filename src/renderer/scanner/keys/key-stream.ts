/** One key going down, as told by the browser and put into plain terms. */
export interface KeyPress {
  /** When, in milliseconds on any steady clock. */
  readonly atMs: number;
  /** The character it stands for, a control character included; null for Enter, F2 and whatever types nothing. */
  readonly character: string | null;
  /** As in `KeyboardEvent.key`; `LineFeed` for Ctrl+J. */
  readonly key: string;
  readonly shift: boolean;
  /** Focus is in an input field, which takes characters by itself. */
  readonly inField: boolean;
  /** The browser (Ctrl, Alt, Meta) or an active input method uses this key, so it is no order of the clerk. */
  readonly reserved: boolean;
  /** The key is being held down, which no scanner does. */
  readonly isRepeat: boolean;
  /** A control character or an Alt code, which no hand types at a desk. */
  readonly isMachine: boolean;
  /** It ticks a row of a list that is on the screen. A hand presses several of these, one after the other. */
  readonly isTick: boolean;
}

/** What a text looks like: a whole card, a number that is wrong or was read in part, or anything else. */
export type Likeness = 'card' | 'spoilt' | 'other';
export type LikenessOf = (text: string) => Likeness;

/**
 * `open`: a hand or a scanner may have pressed the keys. `scan`: a scanner certainly did. `tail`: a scan has just ended,
 * and a second suffix key may still come.
 */
export interface KeyStream {
  readonly phase: 'quiet' | 'open' | 'scan' | 'tail';
  /** All characters so far, those that went into a field too. */
  readonly text: string;
  /** Keys that wait until it is clear who typed them; empty once it is a scan. */
  readonly waiting: readonly KeyPress[];
  /** How many letters, digits and signs came outside of fields, and the shortest time before one of them. */
  readonly codeCount: number;
  readonly codeGapMsMin: number;
  /** How many characters in a row came faster than a hand types. */
  readonly fastCount: number;
  readonly isMachine: boolean;
  /** When the first character came. */
  readonly startedMs: number;
  readonly lastMs: number;
  /** The item key, if the keys may be an order by hand: an item key, perhaps counts, and Enter. */
  readonly order: string | null;
}

export interface StreamStep {
  readonly state: KeyStream;
  /** Keys that a person pressed, in order. */
  readonly clerk: readonly KeyPress[];
  /** A whole scan. */
  readonly scan: string | null;
  /** Neither field nor button may have the key now: it is a scanner's, or kept waiting. */
  readonly swallow: boolean;
  /** The item key of an order that does not count, because a scan followed at once; null for none. */
  readonly lostOrder: string | null;
}

/**
 * Scanners send a key every 1 to 100 ms, and wireless ones up to 120 ms; a person at a desk presses one every 80 ms
 * or more. So speed alone does not decide between 80 and 120: every key that acts waits until nothing has come
 * for this long, and what came together says who typed it.
 */
export const QUIET_MS = 220;
/** Letters are no orders, so nobody notices that they wait. */
const WORD_QUIET_MS = 400;
/** A known scan that is no whole card yet may pause, over the air or on a busy machine. */
const STUMBLE_MS = 700;
/** A scanner's next key comes sooner than this. */
export const SCANNER_GAP_MS_MAX = 130;
/** Digits that come together in a scanner's time are no choice of an item; this many are a code, for certain. */
const SCAN_LENGTH_MIN = 3;
/** No hand types this many without a rest, and no desk has a use for them. */
const SCAN_LENGTH_SURE = 4;
/** In a field hands type whole words. There only a speed that no hand reaches shows a scan at once. */
const FAST_GAP_MS_MAX = 50;
const SCAN_LENGTH_MIN_IN_FIELD = 6;
/** The largest QR holds 4,296 characters; what follows is swallowed and forgotten. */
const SCAN_LENGTH_MAX = 4296;
const WAITING_MAX = 64;
/** Characters that a clerk gives orders with: an item, a count, print, the name. */
const ORDER = /^[0-9+\-=pn ]$/i;
/** Counting up and down is no code, however often and fast. */
const COUNTING = /^[+\-=]$/;
const SUFFIXES: readonly string[] = ['Enter', 'Tab', 'LineFeed'];

export const QUIET: KeyStream = {
  phase: 'quiet',
  text: '',
  waiting: [],
  codeCount: 0,
  codeGapMsMin: Number.POSITIVE_INFINITY,
  fastCount: 0,
  isMachine: false,
  startedMs: 0,
  lastMs: 0,
  order: null,
};

/** A key goes down. Pure; the caller acts on the step. */
export function pressKey(before: KeyStream, press: KeyPress, likenessOf: LikenessOf): StreamStep {
  const ended = passTime(before, press.atMs, likenessOf);
  const step = pressNow(ended.state, press, likenessOf);
  return {
    ...step,
    clerk: [...ended.clerk, ...step.clerk],
    scan: step.scan ?? ended.scan,
    lostOrder: step.lostOrder ?? ended.lostOrder,
  };
}

/**
 * Is told that a key goes up. This holds a code together as the next key would, but does not hold back keys of a hand.
 */
export function releaseKey(before: KeyStream, atMs: number, likenessOf: LikenessOf): StreamStep {
  return touch(before, atMs, likenessOf, (state) => state.phase === 'scan' || state.isMachine);
}

/**
 * Is told that Shift, Ctrl or Alt goes down. The key that follows tells whether a hand or a scanner presses the keys.
 */
export function pressModifier(before: KeyStream, atMs: number, likenessOf: LikenessOf): StreamStep {
  return touch(before, atMs, likenessOf, (state) => state.phase === 'scan' || state.phase === 'open');
}

function touch(
  before: KeyStream,
  atMs: number,
  likenessOf: LikenessOf,
  isAlive: (state: KeyStream) => boolean,
): StreamStep {
  const ended = passTime(before, atMs, likenessOf);
  const { state } = ended;
  return { ...ended, state: isAlive(state) ? { ...state, lastMs: atMs } : state, swallow: isScanners(state) };
}

/** Part of an Alt code: what was kept waiting was a scanner's, since no hand types these at a desk. */
export function pressAltDigit(before: KeyStream, atMs: number, likenessOf: LikenessOf): StreamStep {
  const ended = passTime(before, atMs, likenessOf);
  const phase = ended.state.phase === 'scan' ? 'scan' : 'open';
  return {
    ...ended,
    state: { ...ended.state, phase, isMachine: true, waiting: [], lastMs: atMs },
    swallow: true,
  };
}

/** Time goes by: silence ends a stream, as the clerk's keys or as a scan without a suffix. */
export function passTime(state: KeyStream, atMs: number, likenessOf: LikenessOf): StreamStep {
  if (state.phase === 'quiet' || atMs - state.lastMs <= quietMsOf(state, likenessOf)) return stay(state);
  const over = stay(QUIET);
  if (state.phase === 'tail') return over;
  if (isScan(state) || likenessOf(state.text) === 'card') {
    // Its suffix may be late.
    const tail = stay({ ...QUIET, phase: 'tail', lastMs: atMs });
    return { ...tail, scan: state.text, lostOrder: state.order };
  }
  return isHands(state) ? { ...over, clerk: ofClerk(state.waiting) } : { ...over, lostOrder: state.order };
}

/** How long a silence ends what the state is about. */
export function quietMsOf(state: KeyStream, likenessOf: LikenessOf): number {
  if (state.phase === 'scan') return likenessOf(state.text) === 'card' ? QUIET_MS : STUMBLE_MS;
  const isWord = state.phase === 'open' && state.codeCount > 0 && !state.waiting.every(isOrder);
  return isWord ? WORD_QUIET_MS : QUIET_MS;
}

/** Neither fields nor buttons may have any of it. */
export function isScanners({ phase, isMachine }: KeyStream): boolean {
  return phase === 'scan' || phase === 'tail' || isMachine;
}

function pressNow(state: KeyStream, press: KeyPress, likenessOf: LikenessOf): StreamStep {
  if (press.isRepeat) return repeat(state, press);
  if (SUFFIXES.includes(press.key)) return pressSuffix(state, press, likenessOf);
  return press.character === null ? pressOther(state, press) : pressCharacter(state, press, press.character);
}

/** Holding a key down proves a hand; an Enter that is held down is one Enter. */
function repeat(state: KeyStream, press: KeyPress): StreamStep {
  if (isScanners(state) || press.isMachine) return swallowed(state);
  if (press.key === 'Enter' || press.character === ' ')
    return press.reserved ? stay(state) : swallowed(state);
  return { ...stay(QUIET), clerk: ofClerk(isHands(state) ? [...state.waiting, press] : [press]) };
}

function pressCharacter(before: KeyStream, press: KeyPress, character: string): StreamStep {
  const { atMs, inField } = press;
  const start = before.phase === 'tail' ? QUIET : before;
  const isCode = !inField && character >= ' ' && !COUNTING.test(character);
  const gapMs = start.codeCount > 0 ? atMs - start.lastMs : Number.POSITIVE_INFINITY;
  const isFast = start.phase !== 'quiet' && atMs - start.lastMs <= FAST_GAP_MS_MAX;
  const next: KeyStream = {
    phase: 'open',
    text: start.text.length < SCAN_LENGTH_MAX ? start.text + character : start.text,
    waiting: inField || start.waiting.length >= WAITING_MAX ? start.waiting : [...start.waiting, press],
    codeCount: start.codeCount + (isCode ? 1 : 0),
    codeGapMsMin: isCode ? Math.min(start.codeGapMsMin, gapMs) : start.codeGapMsMin,
    fastCount: isFast ? start.fastCount + 1 : 1,
    isMachine: start.isMachine || press.isMachine,
    startedMs: start.text === '' ? atMs : start.startedMs,
    lastMs: atMs,
    order: start.order,
  };
  const isKnown = start.phase === 'scan' || isSureScan(next);
  const state: KeyStream = isKnown ? { ...next, phase: 'scan', waiting: [] } : next;
  return { ...stay(state), swallow: isScanners(state) || (character === ' ' && !inField) };
}

/**
 * This key ends a code, stands before one, or comes from a hand. Enter waits until that is clear; Tab passes at once.
 */
function pressSuffix(state: KeyStream, press: KeyPress, likenessOf: LikenessOf): StreamStep {
  // A third Tab comes from a hand, however soon: it must work for a technician who keeps pressing Tab.
  if (state.phase === 'tail') return swallowed(QUIET);
  const isText = state.text.trim() !== '';
  const isEnd =
    state.phase === 'scan' ||
    ((state.isMachine || press.isMachine) && isText) ||
    (press.inField && isText && isLike(likenessOf(state.text), press.key));
  if (isEnd) {
    const tail: KeyStream = { ...QUIET, phase: 'tail', lastMs: press.atMs };
    return { state: tail, clerk: [], scan: state.text, swallow: true, lostOrder: state.order };
  }
  if (state.isMachine || press.isMachine) {
    return swallowed({ ...state, phase: 'open', isMachine: true, waiting: [], lastMs: press.atMs });
  }
  if (press.reserved) return stay(state);
  if (press.key === 'Tab') {
    return { ...stay(state.phase === 'open' ? { ...state, lastMs: press.atMs } : state), clerk: [press] };
  }
  const waiting = state.waiting.length >= WAITING_MAX ? state.waiting : [...state.waiting, press];
  const order = press.key === 'Enter' ? (state.order ?? orderedIn(state.waiting)) : state.order;
  // The keys up to an order's Enter are not part of a code that may follow.
  const text = order === state.order ? state.text : '';
  return swallowed({ ...state, phase: 'open', text, waiting, lastMs: press.atMs, order });
}

/** Returns the key of the item if these keys are an order for one item, otherwise null. */
function orderedIn(waiting: readonly KeyPress[]): string | null {
  const items = waiting.filter(({ key }) => /^[1-9]$/.test(key));
  const [item] = items;
  return items.length === 1 && waiting.every(isOrder) ? (item?.key ?? null) : null;
}

/** If a wrong number and Enter were typed into a field, it is reported, whether a hand or a scanner typed it. */
function isLike(likeness: Likeness, key: string): boolean {
  return likeness === 'card' || (likeness === 'spoilt' && key !== 'Tab');
}

/** Esc, F8, an arrow: at once, unless it may be part of a code. */
function pressOther(state: KeyStream, press: KeyPress): StreamStep {
  // After a pause longer than any scanner's, the key is the clerk's, who wants to go on.
  const isRested = press.atMs - state.lastMs > SCANNER_GAP_MS_MAX;
  if (press.key === 'Escape' && isRested) return { ...stay(QUIET), clerk: [press] };
  if (state.phase === 'scan' || state.isMachine) return swallowed({ ...state, lastMs: press.atMs });
  if (press.reserved) return stay(state.phase === 'open' ? { ...state, lastMs: press.atMs } : state);
  // Esc means that the clerk drops what came before.
  if (state.phase !== 'open' || press.key === 'Escape') return { ...stay(QUIET), clerk: ofClerk([press]) };
  if (press.inField) {
    return { ...stay(QUIET), clerk: ofClerk(isHands(state) ? [...state.waiting, press] : [press]) };
  }
  return swallowed({ ...state, waiting: [...state.waiting, press].slice(-WAITING_MAX), lastMs: press.atMs });
}

/** Known while it still goes on. */
function isSureScan(state: KeyStream): boolean {
  const { codeCount, codeGapMsMin, fastCount, isMachine, text } = state;
  if (isMachine) return text.trim() !== '';
  if (fastCount >= SCAN_LENGTH_MIN_IN_FIELD) return /[^+\-=]/.test(text);
  if (isTicking(state)) return false;
  return (
    codeCount >= SCAN_LENGTH_SURE || (codeCount >= SCAN_LENGTH_MIN && codeGapMsMin <= SCANNER_GAP_MS_MAX)
  );
}

function isScan(state: KeyStream): boolean {
  return state.phase === 'scan' && state.text.trim() !== '';
}

/**
 * True for keys that tick rows of a list, each row once, and perhaps Enter. No code looks like that: it has other
 * characters, or one of them twice. Only a speed that no hand reaches still shows a scanner.
 */
function isTicking({ waiting, codeCount, codeGapMsMin }: KeyStream): boolean {
  const ticks = waiting.filter(({ character }) => character !== null);
  return (
    codeCount > 0 &&
    codeGapMsMin > FAST_GAP_MS_MAX &&
    ticks.length === codeCount &&
    ticks.every(({ isTick }) => isTick) &&
    new Set(ticks.map(({ key }) => key)).size === ticks.length &&
    waiting.slice(0, ticks.length).every(({ isTick }) => isTick)
  );
}

/**
 * True for what a hand does at a desk: one item, counts, Enter. Two digits in a scanner's time, or an Enter beside a
 * letter that orders nothing, may be a scan: they order nothing either.
 */
function isHands(state: KeyStream): boolean {
  const { waiting, codeCount, codeGapMsMin, isMachine } = state;
  if (isMachine) return false;
  if (isTicking(state)) return true;
  if (codeCount >= SCAN_LENGTH_SURE) return false;
  if (codeCount > 1) return codeGapMsMin > SCANNER_GAP_MS_MAX;
  return waiting.every(isOrder) || waiting.every(({ key }) => key !== 'Enter');
}

function isOrder({ character }: KeyPress): boolean {
  return character === null || ORDER.test(character);
}

/** A character typed into a field is already there. */
function ofClerk(presses: readonly KeyPress[]): readonly KeyPress[] {
  return presses.filter((press) => !press.reserved && !(press.inField && press.key.length === 1));
}

function stay(state: KeyStream): StreamStep {
  return { state, clerk: [], scan: null, swallow: false, lostOrder: null };
}

function swallowed(state: KeyStream): StreamStep {
  return { ...stay(state), swallow: true };
}
