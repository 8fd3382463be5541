import './styles/fonts.css';
import './styles/theme.css';
import { createRoot } from 'react-dom/client';
import { BRIDGE_NAME } from '../host-api/bridge.ts';
import { httpHost, ipcHost } from '../host-api/client.ts';
import type { Host } from '../host-api/host-api.ts';
import { createBootStore } from '../kiosk/boot-store.ts';
import { AT_START, askAhead } from '../kiosk/host-ahead.ts';
import { App } from './App.tsx';
import { composeWindow } from './compose.ts';
import { setLanguage, startTranslation } from './i18n/i18n.ts';
import { fetchIn, openSession } from './loopback-host.ts';
import { ErrorFence } from './screens/ErrorFence.tsx';
import { NoSessionScreen } from './screens/NoSessionScreen.tsx';
import { alone } from './window-lock.ts';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
const root = createRoot(element);
const [host] = await Promise.all([hostOfWindow(), startTranslation('zh')]);
if (host === null) root.render(<NoSessionScreen />);
else await open(host);

/** Null in a browser that did not come by a one-time address. */
async function hostOfWindow(): Promise<Host | null> {
  if (BRIDGE_NAME in window) return ipcHost(window[BRIDGE_NAME as never]);
  const session = await openSession();
  return session === null ? null : httpHost(fetchIn(session), '/host');
}

async function open(asked: Host): Promise<void> {
  const host = askAhead(asked, AT_START);
  const boot = createBootStore({
    host,
    // The window that is open may change everything until this one is alone.
    alone: (isWaiting) =>
      alone(() => {
        host.forget();
        isWaiting();
      }),
    setLanguage,
    compose: (options) => composeWindow({ host, ...options }),
  });
  root.render(
    <ErrorFence>
      <App boot={boot} />
    </ErrorFence>,
  );
  await boot.getState().start();
}
