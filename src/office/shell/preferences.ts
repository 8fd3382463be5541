import { useSyncExternalStore } from 'react';

/** What one officer chose on this browser. Nothing of a cardholder is ever kept in it. */
type Name = 'language' | 'theme';
export type Theme = 'light' | 'dark';

const listeners = new Set<() => void>();
/** For a browser that keeps nothing. */
const held = new Map<Name, string>();

export function keptPreference(name: Name): string | null {
  try {
    return held.get(name) ?? localStorage.getItem(`office-${name}`);
  } catch {
    return null;
  }
}

export function keepPreference(name: Name, value: string): void {
  held.set(name, value);
  try {
    localStorage.setItem(`office-${name}`, value);
  } catch {
    // It lasts as long as the page, then.
  }
  for (const listener of listeners) listener();
}

/** The chosen theme; the system's where nothing was chosen. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, themeNow);
}

function themeNow(): Theme {
  const kept = keptPreference('theme');
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
