import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import type { EarlyKeysProps } from './early-screen.ts';

/** If a start takes longer than this, the bar appears: its help says what goes on. */
const SLOW_START_MS = 1_500;

const load = () => import('../early/EarlyBar.tsx');
/** A window that has lost its host cannot load the bar. Its screen says what to do without it. */
const Bar = lazy(async (): Promise<{ default: ComponentType<EarlyKeysProps> }> => {
  try {
    return { default: (await load()).EarlyBar };
  } catch {
    return { default: () => null };
  }
});

/** Loads help and settings of the early screens while the host still answers. */
export function loadEarlyKeys(): void {
  load().catch(() => undefined);
}

/** F1, F10 and the choice of the language, on a screen without a desk. They lie over the screen, in its corner. */
export function EarlyKeys(props: EarlyKeysProps) {
  const [isDue, setDue] = useState(props.about !== 'starting');
  useEffect(() => {
    // A start that goes well must not wait for what it does not show.
    const timer = setTimeout(() => setDue(true), SLOW_START_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense>{isDue && <Bar {...props} />}</Suspense>;
}
