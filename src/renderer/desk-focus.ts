import { type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { fieldOf } from './scanner/keys/typed-field.ts';

/** Selects the button that does what Enter does; there is at most one on the desk. */
const PRIMARY = '[data-primary]:not(:disabled)';
/** Selects elements that need the focus when they are clicked. */
const TAKES_FOCUS = 'input, select, textarea, label, a, video, [contenteditable]';

/** Gives the focus to the primary action of the desk; a field that had it lets go of it in any case. */
export function focusPrimary(): void {
  const primary = document.querySelector<HTMLElement>(PRIMARY);
  const focused = document.activeElement;
  if (primary !== null) primary.focus();
  else if (focused instanceof HTMLElement) focused.blur();
}

/**
 * A click with the mouse gives a button no focus. So the next Enter does what the screen says beside Enter, and does
 * not repeat the click. Only the Tab key moves the focus to another button.
 */
export function keepFocus(event: MouseEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  // Events of a dialog come here as well, although the dialog is elsewhere on the page.
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
