import { type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { fieldOf } from './scanner/keys/typed-field.ts';

/** What Enter does here, first: at most one on the desk. */
const PRIMARY = '[data-primary]:not(:disabled)';
/** What takes the mouse's focus for its own use. */
const TAKES_FOCUS = 'input, select, textarea, label, a, video, [contenteditable]';

/** Gives the focus to the primary action of the desk; a field that had it lets go of it in any case. */
export function focusPrimary(): void {
  const primary = document.querySelector<HTMLElement>(PRIMARY);
  const focused = document.activeElement;
  if (primary !== null) primary.focus();
  else if (focused instanceof HTMLElement) focused.blur();
}

/**
 * A click is done once it is clicked: with the mouse a button takes no focus, so that the next Enter does what stands
 * beside Enter and not that click again. Only the Tab key moves the focus to another button.
 */
export function keepFocus(event: MouseEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  // Events of a dialog come along here as well, though it lies elsewhere on the page.
  if (!(target instanceof Element) || !currentTarget.contains(target) || target.closest(TAKES_FOCUS)) return;
  event.preventDefault();
  if (fieldOf(document.activeElement) !== null) focusPrimary();
}

/** Takes the focus whenever `isPossible` turns true or the subject changes, but not from a field that is typed into. */
export function usePrimaryFocus(isPossible: boolean, subject: string) {
  const button = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject is another action
  useEffect(() => {
    if (isPossible && fieldOf(document.activeElement) === null) button.current?.focus();
  }, [isPossible, subject]);
  return button;
}

/** Remembers where on the desk the focus is; when what lies over it has gone, the focus returns, or goes to the primary action. */
export function useFocusReturn(hasOverlay: boolean) {
  const desk = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && desk.current?.contains(target)) last.current = target;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useLayoutEffect(() => {
    if (hasOverlay) return;
    const before = last.current;
    if (before?.isConnected === true && !before.matches(':disabled')) before.focus();
    else focusPrimary();
  }, [hasOverlay]);
  return desk;
}
