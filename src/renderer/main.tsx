import './styles/fonts.css';
import './styles/theme.css';
import { createRoot } from 'react-dom/client';
import { BRIDGE_NAME } from '../host-api/bridge.ts';
import { httpHost, ipcHost } from '../host-api/client.ts';
import { App } from './App.tsx';
import { composeKiosk } from './compose.ts';
import { setLanguage, startTranslation } from './i18n/i18n.ts';
import { ErrorFence } from './screens/ErrorFence.tsx';
import { createBootStore } from './stores/boot-store.ts';
import { alone } from './window-lock.ts';

const host =
  BRIDGE_NAME in window
    ? ipcHost(window[BRIDGE_NAME as never])
    : httpHost((url, init) => fetch(url, init), '/host');

const boot = createBootStore({
  host,
  alone,
  setLanguage,
  compose: (options) => composeKiosk({ host, ...options }),
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
await startTranslation('zh');
createRoot(root).render(
  <ErrorFence>
    <App boot={boot} />
  </ErrorFence>,
);
await boot.getState().start();
