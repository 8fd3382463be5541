import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { ClockView } from '../../host-api/clock-api.ts';
import type { NamesView } from '../../host-api/names-api.ts';
import { useDesk, useKiosk } from '../kiosk-context.ts';

/** How the host judges the clocks; changes with each of its readings. */
export function useClockView(): ClockView {
  const { clock } = useKiosk();
  return useSyncExternalStore(clock.subscribe, clock.view);
}

export function useNamesView(): NamesView {
  return useStore(useKiosk().names, (state) => state.view);
}

/** The day that the computer's own clock shows. */
export function deviceDateOf({ nowMs, offByMs }: ClockView): WallDate {
  return wallDateOf(nowMs + offByMs);
}

/** The day itself is in doubt, not only the minutes. */
function isDayInDoubt(view: ClockView): boolean {
  if (view.clockTrust !== 'suspect') return false;
  return !view.isByDistrict || deviceDateOf(view) !== wallDateOf(view.nowMs);
}

/** Asks which day it is when that comes into doubt and nobody is being served; a clerk may put it off. */
export function useDateQuestion(): void {
  const view = useClockView();
  const isFree = useDesk((desk) => desk.screen.kind === 'idle' && desk.overlay === null);
  const open = useDesk((desk) => desk.open);
  const inDoubt = isDayInDoubt(view);
  const today = wallDateOf(view.nowMs);
  const askedOn = useRef<WallDate | null>(null);
  useEffect(() => {
    if (!inDoubt) askedOn.current = null;
    if (!inDoubt || !isFree || askedOn.current === today) return;
    askedOn.current = today;
    open({ kind: 'confirm-date' });
  }, [inDoubt, isFree, today, open]);
}
