import {
  addClerkHandler,
  type ClerkKeyHandler,
  deliverToClerk,
  forgetClerkKeys,
  isReplayed,
  keyWentDown,
  keyWentUp,
  noteOrigin,
  ticksOnScreen,
} from './clerk-keys.ts';
import { type HeardEvent, type HeardStep, hearDown, hearSilence, hearUp, SILENT } from './key-hearing.ts';
import { isTakenByInputMethod } from './key-reading.ts';
import { isScanners, type Likeness, type LikenessOf, quietMsOf } from './key-stream.ts';
import { type FieldBefore, fieldOf, rememberField, restoreField } from './typed-field.ts';

interface ScanHandler {
  readonly onScan: (text: string) => void;
  readonly likenessOf: LikenessOf;
}

/** One key event, or a silence, and what the one stream of keys made of it. */
export interface Overheard {
  /** Null for a silence. */
  readonly event: HeardEvent | null;
  readonly isDown: boolean;
  readonly step: HeardStep;
}

/** A timer that comes so late was kept by a busy window, in which keys may be waiting too. */
const LATE_MS = 50;
const SECOND_LOOK_MS = 30;

const scanHandlers: ScanHandler[] = [];
const overhearers: ((heard: Overheard) => void)[] = [];

let listeners = 0;
let hearing = SILENT;
let asked: { readonly text: string; readonly likeness: Likeness } = { text: '', likeness: 'other' };
let timer: ReturnType<typeof setTimeout> | undefined;
let before: FieldBefore | null = null;
/** An input method is at work on the text. */
let isComposed = false;
let isFocusTaken = false;

/**
 * The one place where the app hears keys. Keys that may be a hand scanner's never come here, and characters and Enter
 * come once it is certain that a person typed them: 220 ms after the last key. Everything else comes at once; keys with
 * Ctrl, Alt or Meta and those of an input method at work do not come. Enter and the space bar press the button that has
 * the focus. The handler added last is asked first. Returns the way to stop.
 */
export function onClerkKey(handler: ClerkKeyHandler): () => void {
  return listening(addClerkHandler(handler));
}

/**
 * Every text that a keyboard-wedge scanner types, with suffix Enter, Tab, line feed or none. `likenessOf` tells a card
 * in a field, where a scanner may be as slow as a hand. Returns the way to stop.
 */
export function onWedgeScan(onScan: (text: string) => void, likenessOf: LikenessOf): () => void {
  return listening(added(scanHandlers, { onScan, likenessOf }));
}

/**
 * Reports every key and what is done with it, for a page that shows how a scanner types. Returns a function that stops
 * the reports.
 */
export function onOverheard(handler: (heard: Overheard) => void): () => void {
  return listening(added(overhearers, handler));
}

function added<T>(handlers: T[], handler: T): () => void {
  handlers.push(handler);
  return () => {
    const index = handlers.lastIndexOf(handler);
    if (index !== -1) handlers.splice(index, 1);
  };
}

function listening(remove: () => void): () => void {
  if (listeners === 0) listen();
  listeners += 1;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    remove();
    listeners -= 1;
    if (listeners === 0) stopListening();
  };
}

/** Capture on the window comes before every other listener on the page. */
function listen(): void {
  window.addEventListener('keydown', onKeyDown, true);
  window.addEventListener('keyup', onKeyUp, true);
  window.addEventListener('keypress', onTyped, true);
  window.addEventListener('beforeinput', onTyped, true);
}

function stopListening(): void {
  window.removeEventListener('keydown', onKeyDown, true);
  window.removeEventListener('keyup', onKeyUp, true);
  window.removeEventListener('keypress', onTyped, true);
  window.removeEventListener('beforeinput', onTyped, true);
  clearTimeout(timer);
  hearing = SILENT;
  before = null;
  forgetClerkKeys();
}

function onKeyDown(event: KeyboardEvent): void {
  if (isReplayed(event)) return;
  if (!event.repeat) keyWentDown(event.code);
  const step = hearDown(hearing, event, placeOf(event));
  if (step.now !== null) noteOrigin(step.now, event.code);
  act(step, event);
}

function onKeyUp(event: KeyboardEvent): void {
  if (isReplayed(event)) return;
  keyWentUp(event.code);
  act(hearUp(hearing, event, placeOf(event)), event);
}

function placeOf(event: Event) {
  return { inField: fieldOf(event.target) !== null, likenessOf: likeness, ticks: ticksOnScreen() };
}

/** An Alt code has no key of its own: what it types comes by itself, after Alt was let go. */
function onTyped(event: Event): void {
  if (isScanners(hearing.stream)) consume(event);
}

/** Each key asks several times for the same text. */
function likeness(text: string): Likeness {
  if (text !== asked.text) asked = { text, likeness: scanHandlers.at(-1)?.likenessOf(text) ?? 'other' };
  return asked.likeness;
}

function onSilence(): void {
  const { lastMs } = hearing.stream;
  const lateMs = performance.now() - lastMs - quietMsOf(hearing.stream, likeness);
  if (lateMs > LATE_MS) timer = setTimeout(endSilence, SECOND_LOOK_MS);
  else endSilence();
}

function endSilence(): void {
  act(hearSilence(hearing, performance.now(), likeness), null);
}

function act(step: HeardStep, event: KeyboardEvent | null): void {
  const was = hearing.stream;
  hearing = step.hearing;
  const { stream } = hearing;
  waitForSilence();
  if (step.swallow && event !== null) consume(event);
  for (const handler of [...overhearers]) handler({ event, isDown: event?.type === 'keydown', step });
  if (event !== null && stream.text !== '' && stream.startedMs !== was.startedMs) beginText(event);
  const isKnown = was.phase === 'scan' && was.startedMs === stream.startedMs;
  if ((stream.phase === 'scan' && !isKnown) || (step.scan !== null && was.phase !== 'scan')) beginScan();
  if (deliverToClerk(step.clerk, step.now) && event !== null) consume(event);
  if (step.scan === null) return;
  endScan();
  for (const { onScan } of [...scanHandlers]) onScan(step.scan);
}

function waitForSilence(): void {
  clearTimeout(timer);
  const { stream } = hearing;
  if (stream.phase === 'quiet') return;
  const restMs = quietMsOf(stream, likeness) - (performance.now() - stream.lastMs);
  timer = setTimeout(onSilence, Math.max(0, restMs) + 1);
}

/** The key that begins a text has not reached the field yet: this is what stood in the field before. */
function beginText(event: KeyboardEvent): void {
  before = rememberField(event.target);
  isComposed = isTakenByInputMethod(event);
}

/** Characters that came before it was known for a scan are in the field already. */
function beginScan(): void {
  if (before === null) return;
  // An input method lets go of its letters, and of the keys still to come, when the field loses focus.
  isFocusTaken = isComposed;
  if (isFocusTaken) before.field.blur();
  restoreField(before);
}

function endScan(): void {
  const leaked = before;
  before = null;
  if (leaked === null || !isFocusTaken) return;
  isFocusTaken = false;
  leaked.field.focus();
  // It may hand over what it kept after the last key.
  setTimeout(() => restoreField(leaked), 0);
}

function consume(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
