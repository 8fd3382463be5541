import { lazy, Suspense } from 'react';
import { whenIdle } from '../when-idle.ts';
import type { CardTrayProps } from './CardTray.tsx';

/**
 * The library that draws codes is as large as the rest of the kiosk: a desk that is no demo never loads it, and a demo
 * loads it when nothing else is to be done, since no card can be scanned before the rest is there.
 */
const CardTray = lazy(async () => {
  await whenIdle();
  return { default: (await import('./CardTray.tsx')).CardTray };
});

/** The demo's cards, in a row of their own that can be hidden. */
export function DemoTray(props: CardTrayProps) {
  return (
    <Suspense>
      <CardTray {...props} />
    </Suspense>
  );
}
