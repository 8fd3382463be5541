import { useEffect } from 'react';
import { commandOfKey } from '../desk/commands.ts';
import type { DeskState } from '../desk/desk-state.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import { needsPin } from '../desk/staff-view.ts';
import { tickKeysOf } from '../desk/step-commands.ts';
import { ownValue } from '../domain/base/own-value.ts';
import { useKiosk } from './kiosk-context.ts';
import { type ClerkKey, onSight, onTicks } from './scanner/keys/clerk-keys.ts';
import { onClerkKey, onOverheard } from './scanner/keys/keyboard-wedge.ts';
import { scrollByKey } from './screens/order/whole-rows.ts';

/** Scrolls what does not fit on the screen: the steps of a room, a long list. */
const SCROLL_KEYS: Readonly<Record<string, 1 | -1>> = { ArrowUp: -1, ArrowDown: 1 };

/** The keys of the desk's commands, and those of the window itself. */
export function useDeskKeys(): void {
  const { desk, stir } = useKiosk();
  useStirs(stir);
  useEffect(() => onClerkKey((key) => press(desk, key)), [desk]);
  useEffect(() => onSight(sightsOf(desk)), [desk]);
  useEffect(() => onTicks(() => tickKeysOf(desk.getState())), [desk]);
  // This is reported before the scan, which followed at once, takes the screen.
  useEffect(
    () =>
      onOverheard(({ step: { lostOrder } }) => {
        if (lostOrder !== null) desk.getState().scannedOver(Number(lostOrder) - 1);
      }),
    [desk],
  );
}

/** A desk is in use while keys and fingers come, also in a field or a dialog. */
function useStirs(stir: () => void): void {
  useEffect(() => {
    window.addEventListener('keydown', stir, true);
    window.addEventListener('pointerdown', stir, true);
    return () => {
      window.removeEventListener('keydown', stir, true);
      window.removeEventListener('pointerdown', stir, true);
    };
  }, [stir]);
}

/** Returns the same value as long as the screen stays the same: a key that waited is meant for what the clerk saw. */
function sightsOf(store: DeskStore): () => unknown {
  let last: readonly unknown[] = [];
  return () => {
    const { screen, overlay, isWriting, notices } = store.getState();
    const now = [screen, overlay, isWriting, screen.kind === 'idle' ? notices : null];
    if (now.some((part, index) => part !== last[index])) last = now;
    return last;
  };
}

/** True if the key is used up. */
function press(store: DeskStore, key: ClerkKey): boolean {
  const desk = store.getState();
  const meant = commandOfKey(desk, key);
  // The outcome shows on the screen, not here.
  if (meant !== null) void meant.command.run(store.getState, meant.args);
  if (meant?.command.id === 'choose') showRow(Number(key.key));
  // The lock that asks for a PIN has fields and buttons of its own.
  const isPlainLock = desk.overlay?.kind === 'lock' && !needsPin(desk.staff);
  return meant !== null || isPlainLock || isUsedAtDesk(desk, key);
}

/** Brings the row into sight: a refused item is not chosen, and only its row says why. */
function showRow(place: number): void {
  document.querySelectorAll('[data-item]')[place - 1]?.scrollIntoView({ block: 'nearest' });
}

function isUsedAtDesk({ screen, overlay }: DeskState, { key, inField }: ClerkKey): boolean {
  if (overlay !== null || inField) return false;
  if (screen.kind !== 'decided') return false;
  const scroll = ownValue(SCROLL_KEYS, key);
  // If Enter has nothing to confirm, it must not press anything else.
  return scroll === undefined ? key === 'Enter' : scrollByKey(scroll);
}
