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
import { fetchIn, openSession, takeWindow } from './loopback-host.ts';
import { ErrorFence } from './screens/shell/ErrorFence.tsx';
import { NoSessionScreen } from './screens/shell/NoSessionScreen.tsx';
import { alone } from './window-lock.ts';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
const root = createRoot(element);
const [own] = await Promise.all([hostOfWindow(), startTranslation('zh')]);
if (own === null) root.render(<NoSessionScreen />);
else await open(own);

interface OwnHost {
  readonly host: Host;
  /** Makes this the only window of the kiosk. Called when it is the only one of its browser. */
  readonly takeWindow: () => Promise<void>;
}

/** Null in a browser that did not come by a one-time address. */
async function hostOfWindow(): Promise<OwnHost | null> {
  if (BRIDGE_NAME in window) {
    return { host: ipcHost(window[BRIDGE_NAME as never]), takeWindow: async () => undefined };
  }
  const session = await openSession();
  if (session === null) return null;
  const ask = fetchIn(session);
  return { host: httpHost(ask, '/host'), takeWindow: () => takeWindow(ask) };
}

async function open(own: OwnHost): Promise<void> {
  const host = askAhead(own.host, AT_START);
  const boot = createBootStore({
    host,
    // The window that is open may change everything until this one is alone.
    async alone(isWaiting) {
      await alone(() => {
        host.forget();
        isWaiting();
      });
      await own.takeWindow();
    },
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
