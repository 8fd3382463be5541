import type { KeyPress } from './key-stream.ts';
import { fieldOf } from './typed-field.ts';

/** A key that a person pressed. */
export interface ClerkKey {
  /** As in `KeyboardEvent.key`: `1`, `+`, `Enter`, `Escape`, `F2`. */
  readonly key: string;
  readonly shift: boolean;
  /** Focus is in an input field: characters go to the field and never come here, Enter and Escape do. */
  readonly inField: boolean;
  /** The key has not been let go yet. */
  readonly isDown: boolean;
}

/** True: the key is used up here; other handlers and, but for a character, the browser do not see it. */
export type ClerkKeyHandler = (key: ClerkKey) => boolean;

/** What was on the screen, and where focus was, when a key went down. */
interface Origin {
  readonly focus: Element | null;
  readonly sight: unknown;
  readonly code: string;
}

/** A group of keys that came together. */
interface Batch {
  hasActed: boolean;
  isVoid: boolean;
}

interface Due {
  readonly press: KeyPress;
  readonly batch: Batch;
}

/** What Enter and the space bar press. */
const PRESSED_BY_ENTER =
  'button, a[href], summary, input[type="button"], input[type="submit"], input[type="file"], [role="button"], [role="switch"]';
const PRESSED_BY_SPACE = `${PRESSED_BY_ENTER}, input[type="checkbox"], input[type="radio"]`;
/** A hidden window paints nothing; its keys are not to wait for it. */
const PAINT_MS_MAX = 60;

const handlers: ClerkKeyHandler[] = [];
const origins = new WeakMap<KeyPress, Origin>();
const keysDown = new Set<string>();
let queue: Due[] = [];
let isPainting = false;
let sightOf: () => unknown = () => null;
let ticksOf: () => string = () => '';
let replayed: Event | null = null;

export function addClerkHandler(handler: ClerkKeyHandler): () => void {
  handlers.push(handler);
  return () => {
    const index = handlers.lastIndexOf(handler);
    if (index !== -1) handlers.splice(index, 1);
  };
}

/**
 * `sight` answers what the clerk is looking at, as something that can be compared. A key that was kept waiting acts
 * only where that is still the same: the clerk did not mean the key for an answer that came meanwhile.
 */
export function onSight(sight: () => unknown): () => void {
  sightOf = sight;
  return () => {
    if (sightOf === sight) sightOf = () => null;
  };
}

/** `ticks` answers the keys that tick the rows of the list on the screen: a hand presses several of them in a row. */
export function onTicks(ticks: () => string): () => void {
  ticksOf = ticks;
  return () => {
    if (ticksOf === ticks) ticksOf = () => '';
  };
}

export function ticksOnScreen(): string {
  return ticksOf();
}

/** An Enter that was kept waiting is played to its field: nobody may take that for another key. */
export function isReplayed(event: Event): boolean {
  return event === replayed;
}

export function keyWentDown(code: string): void {
  keysDown.add(code);
}

export function keyWentUp(code: string): void {
  keysDown.delete(code);
}

export function noteOrigin(press: KeyPress, code: string): void {
  origins.set(press, { focus: document.activeElement, sight: sightOf(), code });
}

/** Forgets everything when the page stops listening. */
export function forgetClerkKeys(): void {
  queue = [];
  keysDown.clear();
}

/**
 * Hands keys to the clerk's handlers in order, each after the last one has been painted: Enter acts on what it is seen
 * to act on. `now` is the key that is going down at this moment; true if nobody else may have it.
 */
export function deliverToClerk(presses: readonly KeyPress[], now: KeyPress | null): boolean {
  const batch: Batch = { hasActed: false, isVoid: false };
  const later = presses.filter((press) => press !== now);
  if (now?.key === 'Escape') queue = [];
  queue.push(...later.map((press) => ({ press, batch })));
  const isNowFirst = queue.length === 0 && !isPainting;
  if (!isPainting) drain();
  if (now === null || !presses.includes(now)) return false;
  if (isNowFirst || now.key === 'Escape' || now.key === 'Tab') return act({ press: now, batch });
  queue.push({ press: now, batch });
  if (!isPainting) drain();
  return true;
}

function drain(): void {
  const due = queue.shift();
  if (due === undefined) return;
  act(due);
  if (queue.length === 0) return;
  isPainting = true;
  afterPaint(() => {
    isPainting = false;
    drain();
  });
}

function afterPaint(then: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    then();
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, PAINT_MS_MAX);
}

function act({ press, batch }: Due): boolean {
  const origin = origins.get(press);
  if (origin === undefined || batch.isVoid) return true;
  if (!batch.hasActed && origin.sight !== sightOf()) {
    batch.isVoid = true;
    return true;
  }
  const isUsed = isActivation(press) ? activate(press, origin, batch) : tell(press, origin);
  batch.hasActed ||= isUsed;
  return isUsed;
}

function isActivation({ key, inField }: KeyPress): boolean {
  return key === 'Enter' || (key === ' ' && !inField);
}

/** Enter and the space bar act on what has the focus, and on the screen where nothing has. */
function activate(press: KeyPress, origin: Origin, batch: Batch): boolean {
  const focus = document.activeElement;
  // The focus has moved by itself, so the clerk did not mean the element that has it now.
  if (!batch.hasActed && focus !== origin.focus) return true;
  const pressed = press.key === 'Enter' ? PRESSED_BY_ENTER : PRESSED_BY_SPACE;
  if (!press.inField && focus instanceof HTMLElement && focus.matches(pressed)) {
    focus.click();
    return true;
  }
  if (tell(press, origin)) return true;
  const isField = fieldOf(focus) !== null;
  if (focus instanceof HTMLElement && focus !== document.body && isField === press.inField)
    replay(focus, press);
  return true;
}

function tell({ key, shift, inField }: KeyPress, { code }: Origin): boolean {
  const clerkKey: ClerkKey = { key, shift, inField, isDown: keysDown.has(code) };
  return [...handlers].reverse().some((handler) => handler(clerkKey));
}

/** What the browser would have done with the key, had it not been kept waiting. */
function replay(focus: HTMLElement, { key, shift }: KeyPress): void {
  const options = {
    key,
    code: key === ' ' ? 'Space' : key,
    // Ant Design's lists still go by the number.
    keyCode: key === ' ' ? 32 : 13,
    shiftKey: shift,
    bubbles: true,
    cancelable: true,
  };
  const isFree = dispatch(focus, new KeyboardEvent('keydown', options));
  dispatch(focus, new KeyboardEvent('keyup', options));
  if (!isFree || key !== 'Enter' || !(focus instanceof HTMLInputElement)) return;
  const { form } = focus;
  if (form?.querySelector('[type="submit"]:disabled') === null) form.requestSubmit();
}

function dispatch(focus: HTMLElement, event: KeyboardEvent): boolean {
  replayed = event;
  const isFree = focus.dispatchEvent(event);
  replayed = null;
  return isFree;
}
