import '../ui/base.css';
import './styles/theme.css';
import { showNothingLoaded } from './nothing-loaded.ts';
import { openWindow } from './own-window.ts';

// The host answers while the rest of the window is loaded. What is imported here must be small: no zod, no React.
const own = openWindow();
try {
  const [{ showWindow }] = await Promise.all([import('./window.tsx'), pageLoaded()]);
  await showWindow(own);
} catch (cause) {
  showNothingLoaded(cause);
}

/** This script waits neither for the rest of the page nor for its styles, which the first screen is measured by. */
async function pageLoaded(): Promise<void> {
  if (document.readyState === 'loading') await eventOf(document, 'DOMContentLoaded');
  const styles = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
  await Promise.all(
    styles.filter(({ sheet }) => sheet === null).map((link) => eventOf(link, 'load', 'error')),
  );
}

function eventOf(target: EventTarget, ...names: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    for (const name of names) target.addEventListener(name, () => resolve(), { once: true });
  });
}
