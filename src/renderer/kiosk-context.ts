import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { DeskState } from '../desk/desk-state.ts';
import type { Settings } from '../host-api/settings-api.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';

export const KioskContext = createContext<Kiosk | null>(null);

/** The kiosk of this window; only screens below `KioskContext` may ask for it. */
export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (kiosk === null) throw new Error('no kiosk above this component');
  return kiosk;
}

export function useDesk<T>(select: (state: DeskState) => T): T {
  return useStore(useKiosk().desk, select);
}

export function useSettings(): Settings {
  return useStore(useKiosk().settings, (state) => state.settings);
}
