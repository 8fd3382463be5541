import { createRoot } from 'react-dom/client';
import { hostBehind } from '../host-api/client.ts';
import { createBootStore } from '../kiosk/boot-store.ts';
import { App } from './App.tsx';
import { composeWindow } from './compose.ts';
import { loadFonts } from './fonts.ts';
import { startTranslation } from './i18n/i18n.ts';
import type { OwnWindow } from './own-window.ts';
import { ErrorFence } from './screens/shell/ErrorFence.tsx';
import { NoSessionScreen } from './screens/shell/NoSessionScreen.tsx';
import { showLook } from './styles/show-look.ts';

/** A start that takes longer says that the kiosk is starting. */
const STARTING_SHOWN_MS = 500;

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
    setLook: showLook,
    compose: (options) => composeWindow({ host, ...options }),
  });
  const unsubscribe = boot.subscribe(({ phase }) => {
    // A desk loads them itself, after what its first scan needs.
    if (phase.kind === 'ready') return unsubscribe();
    if (phase.kind === 'starting') return;
    unsubscribe();
    loadFonts();
  });
  const started = boot.getState().start();
  // A start that is over soon shows its desk at once.
  await Promise.race([started, new Promise((resolve) => setTimeout(resolve, STARTING_SHOWN_MS))]);
  root.render(
    <ErrorFence>
      <App boot={boot} />
    </ErrorFence>,
  );
  await started;
}
