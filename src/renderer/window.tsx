import { createRoot } from 'react-dom/client';
import { hostBehind } from '../host-api/client.ts';
import { createBootStore } from '../kiosk/boot-store.ts';
import { App } from './App.tsx';
import { composeWindow } from './compose.ts';
import { setLanguage, startTranslation } from './i18n/i18n.ts';
import type { OwnWindow } from './own-window.ts';
import { ErrorFence } from './screens/shell/ErrorFence.tsx';
import { NoSessionScreen } from './screens/shell/FullScreen.tsx';

/** Shows the desk, the enrolment, or why there is neither. */
export async function showWindow(own: OwnWindow): Promise<void> {
  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no #root');
  const root = createRoot(element);
  const [transport] = await Promise.all([own.host, startTranslation('zh')]);
  if (transport === null) {
    loadFonts();
    return root.render(<NoSessionScreen />);
  }
  const host = hostBehind(transport);
  const boot = createBootStore({
    host,
    alone: own.alone,
    setLanguage,
    compose: (options) => composeWindow({ host, ...options }),
  });
  const unsubscribe = boot.subscribe(({ phase }) => {
    if (phase.kind === 'starting') return;
    unsubscribe();
    loadFonts();
  });
  root.render(
    <ErrorFence>
      <App boot={boot} />
    </ErrorFence>,
  );
  await boot.getState().start();
}

/** A window that is never idle loads them after so long. */
const FONTS_WAIT_MS_MAX = 1_000;

/** Only a machine without Chinese fonts has these loaded. They are larger than all scripts, and no scan waits for them. */
function loadFonts(): void {
  requestIdleCallback(() => void import('../ui/fonts.css'), { timeout: FONTS_WAIT_MS_MAX });
}
