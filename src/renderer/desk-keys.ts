import { useEffect } from 'react';
import type { DeskState, Overlay } from '../desk/desk-state.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import { ownValue } from '../domain/own-value.ts';
import { VOID_REASONS } from './dialogs/VoidDialog.tsx';
import { useKiosk } from './kiosk-context.ts';
import { type ClerkKey, onSight } from './scanner/clerk-keys.ts';
import { onClerkKey } from './scanner/keyboard-wedge.ts';
import { scrollByKey } from './screens/whole-rows.ts';

const OVERLAY_KEYS: Readonly<Record<string, Overlay['kind']>> = {
  F1: 'help',
  F2: 'type',
  F6: 'today',
  F9: 'day-end',
  F10: 'settings',
  F12: 'lock',
};

/** When a court or room begins. */
const START_KEYS: Readonly<Record<string, { by: 1 | -1; unit: 'grid' | 'day' }>> = {
  ArrowLeft: { by: -1, unit: 'grid' },
  ArrowRight: { by: 1, unit: 'grid' },
  PageUp: { by: -1, unit: 'day' },
  PageDown: { by: 1, unit: 'day' },
};

/** What does not fit on the screen: the steps of a room, a long list. */
const SCROLL_KEYS: Readonly<Record<string, 1 | -1>> = { ArrowUp: -1, ArrowDown: 1 };

/** Every key of the desk, in one place; true where the key was used. */
export function useDeskKeys(): void {
  const { desk } = useKiosk();
  useEffect(() => onClerkKey((key) => press(desk, key)), [desk]);
  useEffect(() => onSight(sightsOf(desk)), [desk]);
}

/** Answers the same as long as the same is on the screen: a key that waited is for what its hand has seen. */
function sightsOf(store: DeskStore): () => unknown {
  let last: readonly unknown[] = [];
  return () => {
    const { screen, overlay, isWriting } = store.getState();
    const now = [screen, overlay, isWriting];
    if (now.some((part, index) => part !== last[index])) last = now;
    return last;
  };
}

function press(store: DeskStore, key: ClerkKey): boolean {
  const desk = store.getState();
  if (key.key === 'Escape') return done(desk.overlay?.kind === 'lock' ? undefined : desk.back());
  if (desk.overlay?.kind === 'lock') return done(key.key === 'Enter' ? desk.back() : undefined);
  const overlay = ownValue(OVERLAY_KEYS, key.key);
  if (overlay !== undefined) return done(desk.open({ kind: overlay } as Overlay));
  if (key.key === 'F8') return done(desk.askToVoid());
  if (desk.overlay !== null) return pressInOverlay(desk, desk.overlay, key);
  return !key.inField && pressAtDesk(desk, key);
}

function pressInOverlay(desk: DeskState, overlay: Overlay, key: ClerkKey): boolean {
  if (overlay.kind === 'switch-card' && key.key === 'Enter') return done(desk.acceptSwitch());
  if (overlay.kind === 'nothing-to-void' && key.key === 'Enter') return done(desk.back());
  const reason = overlay.kind === 'void' && !key.inField ? VOID_REASONS[Number(key.key) - 1] : undefined;
  if (overlay.kind === 'void' && reason) return done(desk.voidRecorded(overlay.use, reason));
  return false;
}

function pressAtDesk(desk: DeskState, key: ClerkKey): boolean {
  const { screen } = desk;
  if (screen.kind === 'decided') return pressInSale(desk, screen.check.decision.items, key);
  if (screen.kind === 'recorded' && key.key.toLowerCase() === 'p') return done(window.print());
  // A second Enter of the same sale must not take its number off the screen.
  const stays = screen.kind === 'idle' || screen.kind === 'recorded';
  if (!stays && key.key === 'Enter') return done(desk.back());
  return false;
}

function pressInSale(
  desk: DeskState,
  items: readonly { readonly itemId: string }[],
  { key }: ClerkKey,
): boolean {
  if (/^[1-9]$/.test(key)) {
    const item = items[Number(key) - 1];
    return item !== undefined && done(desk.chooseItem(item.itemId));
  }
  if (key === '+' || key === '=') return done(desk.count(1));
  if (key === '-') return done(desk.count(-1));
  if (key === 'F4') return done(desk.nextPerson());
  const scroll = ownValue(SCROLL_KEYS, key);
  if (scroll !== undefined) return scrollByKey(scroll);
  const move = ownValue(START_KEYS, key);
  if (move !== undefined) return done(desk.moveStart(move.by, move.unit));
  return key === 'Enter' && done(desk.confirm());
}

/** The action's outcome shows on the screen, not here. */
function done(_action: unknown): true {
  return true;
}
