import { type BurstStep, type KeyPress, passTime, pressKey, QUIET, silenceMsOf, touch } from './key-burst.ts';
import { isTakenByInputMethod, readKey } from './key-reading.ts';
import { type FieldBefore, fieldOf, rememberField, restoreField } from './typed-field.ts';

/** A key that a person pressed. */
export interface ClerkKey {
  /** As in `KeyboardEvent.key`: `1`, `+`, `Enter`, `Escape`, `F2`. */
  readonly key: string;
  readonly shift: boolean;
  /** Focus is in an input field: characters go to the field and never come here, Enter and Escape do. */
  readonly inField: boolean;
}

/** True: the key is used up here; other handlers and, but for a character, the browser do not see it. */
export type ClerkKeyHandler = (key: ClerkKey) => boolean;

const clerkHandlers: ClerkKeyHandler[] = [];
const scanHandlers: ((text: string) => void)[] = [];

let burst = QUIET;
let timer: ReturnType<typeof setTimeout> | undefined;
let before: FieldBefore | null = null;
let isFocusTaken = false;

/**
 * The one place where the app hears keys. Keys that a hand scanner types never come here. A character
 * comes after 50 ms of silence, everything else at once; keys with Ctrl, Alt or Meta and those of an
 * input method at work do not come. The handler added last is asked first. Returns the way to stop.
 */
export function onClerkKey(handler: ClerkKeyHandler): () => void {
  return add(clerkHandlers, handler);
}

/** Every text that a keyboard-wedge scanner types, with suffix Enter, Tab or none. Returns the way to stop. */
export function onWedgeScan(handler: (text: string) => void): () => void {
  return add(scanHandlers, handler);
}

function add<T>(handlers: T[], handler: T): () => void {
  if (clerkHandlers.length + scanHandlers.length === 0) listen();
  handlers.push(handler);
  return () => {
    const index = handlers.lastIndexOf(handler);
    if (index === -1) return;
    handlers.splice(index, 1);
    if (clerkHandlers.length + scanHandlers.length === 0) stopListening();
  };
}

/** Capture on the window comes before every other listener on the page. */
function listen(): void {
  window.addEventListener('keydown', onKeyDown, true);
  window.addEventListener('keyup', onKeyUp, true);
}

function stopListening(): void {
  window.removeEventListener('keydown', onKeyDown, true);
  window.removeEventListener('keyup', onKeyUp, true);
  clearTimeout(timer);
  burst = QUIET;
  before = null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (isModifier(event.key)) act(touch(burst, event.timeStamp), event);
  else act(pressOf(event), event);
}

function pressOf(event: KeyboardEvent): BurstStep {
  const field = fieldOf(event.target);
  const press: KeyPress = {
    atMs: event.timeStamp,
    ...readKey(event),
    shift: event.shiftKey,
    inField: field !== null,
    reserved:
      event.ctrlKey || event.altKey || event.metaKey || (field !== null && isTakenByInputMethod(event)),
  };
  const step = pressKey(burst, press);
  // The key that opens a burst has not reached the field yet: this is what the field held before.
  if (step.state.phase === 'burst' && step.state.held.length === 1) before = rememberField(event.target);
  if (step.state.phase === 'scan' && burst.phase !== 'scan') beginScan(event);
  return step;
}

function onKeyUp(event: KeyboardEvent): void {
  act(touch(burst, event.timeStamp), event);
}

function onSilence(): void {
  act(passTime(burst, performance.now()), null);
}

function act(step: BurstStep, event: KeyboardEvent | null): void {
  burst = step.state;
  clearTimeout(timer);
  if (burst.phase !== 'quiet') timer = setTimeout(onSilence, silenceMsOf(burst) + 1);
  if (step.swallow && event !== null) consume(event);
  const now = event?.type === 'keydown' ? event : null;
  for (const press of step.clerk) {
    if (tellClerkHandlers(press) && now !== null && press.atMs === now.timeStamp) consume(now);
  }
  if (step.scan === null) return;
  endScan();
  for (const handler of [...scanHandlers]) handler(step.scan);
}

function tellClerkHandlers({ key, shift, inField }: KeyPress): boolean {
  return [...clerkHandlers].reverse().some((handler) => handler({ key, shift, inField }));
}

/** Characters that came before the speed gave the scanner away are in the field already. */
function beginScan(event: KeyboardEvent): void {
  if (before === null) return;
  // An input method lets go of its letters, and of the keys still to come, when the field loses focus.
  isFocusTaken = isTakenByInputMethod(event);
  if (isFocusTaken) before.field.blur();
  restoreField(before);
}

function endScan(): void {
  const leaked = before;
  before = null;
  if (leaked === null || !isFocusTaken) return;
  isFocusTaken = false;
  leaked.field.focus();
  // It may hand over what it held after the last key.
  setTimeout(() => restoreField(leaked), 0);
}

function consume(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'].includes(key);
}
