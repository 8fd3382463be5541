import '../ui/base.css';
import './styles/theme.css';
import { showNothingLoaded } from './nothing-loaded.ts';
import { openWindow } from './own-window.ts';

// The host answers while the rest of the window is loaded. What is imported here must be small: no zod, no React.
const own = openWindow();
try {
  const { showWindow } = await import('./window.tsx');
  await showWindow(own);
} catch (cause) {
  showNothingLoaded(cause);
}
