import { createContext, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DeskState } from '../desk/desk-state.ts';
import type { Language } from '../domain/base/text.ts';
import type { Settings } from '../host-api/settings-api.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { showLanguage } from './i18n/show-language.ts';

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

/** Changes a part of the settings and keeps them. */
export function useChangeSettings(): (part: Partial<Settings>) => Promise<void> {
  return useStore(useKiosk().settings, (state) => state.change);
}

/** Switches the language of the desk once the window shows it: the setting stays where the words cannot be loaded. */
export function useSwitchLanguage(): (language: Language) => Promise<void> {
  const change = useChangeSettings();
  return async (language) => {
    if (await showLanguage(language)) await change({ language });
  };
}

/** 前台 2 is what a district calls its second kiosk at a site; a name that an office gave stays as it is. */
const NUMBERED_DESK = /^前台 ?(\d{0,3})$/;

/** A kiosk's name in the clerk's language. */
export function useDeskName(): (kioskName: string) => string {
  const { t } = useTranslation();
  return (kioskName) => {
    const number = NUMBERED_DESK.exec(kioskName)?.[1];
    return number === undefined ? kioskName : t('idle.desk', { number }).trim();
  };
}

const CLOCK_TICK_MS = 5_000;

/** The desk's clock, looked at every few seconds. */
export function useNow(): number {
  const { now, clock } = useKiosk();
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const show = () => setShown(now());
    const timer = setInterval(show, CLOCK_TICK_MS);
    // If the clock was corrected, the screen shows it at once.
    const unsubscribe = clock.subscribe(show);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [now, clock]);
  return shown;
}
