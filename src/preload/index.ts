import { contextBridge, ipcRenderer } from 'electron';
import {
  BRIDGE_NAME,
  HOST_CHANNEL,
  KIOSK_ARGUMENT,
  type KioskHostBridge,
  PRINT_CHANNEL,
} from '../host-api/bridge.ts';

/** All that the window gets of Electron: one function on one channel. */
const bridge: KioskHostBridge = {
  call: (method, input) => ipcRenderer.invoke(HOST_CHANNEL, method, input),
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);

// The page shares its document with this script, so that no click opens the system's choice of files.
if (process.argv.includes(KIOSK_ARGUMENT)) {
  window.addEventListener('click', keepFilesShut, { capture: true });
  // The page then offers no button for it.
  window.addEventListener('DOMContentLoaded', () => {
    document.documentElement.dataset['files'] = 'shut';
  });
  contextBridge.executeInMainWorld({
    func: (print: () => void) => {
      window.print = print;
    },
    args: [() => ipcRenderer.send(PRINT_CHANNEL, lengthMicrons())],
  });
}

/** The length of the receipt that the page is about to print, as the page has measured it. */
function lengthMicrons(): number | null {
  const said = Number(document.documentElement.dataset['paperMicrons']);
  return Number.isFinite(said) && said > 0 ? said : null;
}

function keepFilesShut(event: Event): void {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement && target.type === 'file') event.preventDefault();
}
