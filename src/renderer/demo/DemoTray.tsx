import { lazy, Suspense } from 'react';
import type { CardTrayProps } from './CardTray.tsx';

/**
 * The library that draws codes is as large as the rest of the kiosk: a desk that is no demo never loads it.
 */
const CardTray = lazy(async () => ({ default: (await import('./CardTray.tsx')).CardTray }));

/** The demo's cards, in a row of their own that can be hidden. */
export function DemoTray(props: CardTrayProps) {
  return (
    <Suspense>
      <CardTray {...props} />
    </Suspense>
  );
}
