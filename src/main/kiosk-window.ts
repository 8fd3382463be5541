import { BrowserWindow, type WebPreferences } from 'electron';
import { KIOSK_ARGUMENT } from '../host-api/bridge.ts';
import { APP_URL } from './own-origin.ts';
import { endAfterHang, reloadAfterCrash } from './renderer-crash.ts';

export interface KioskWindowOptions {
  readonly kiosk: boolean;
  readonly preload: string;
  /** Only a program that runs from its sources has developer tools. */
  readonly devTools: boolean;
  readonly icon: string;
}

/** Opens the one window and loads our own page into it. */
export async function openKioskWindow(options: KioskWindowOptions): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    show: false,
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    kiosk: options.kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    icon: options.icon,
    webPreferences: webPreferencesOf(options),
  });
  window.once('ready-to-show', () => window.show());
  reloadAfterCrash(window);
  endAfterHang(window);
  await window.loadURL(APP_URL);
  return window;
}

function webPreferencesOf({ preload, devTools, kiosk }: KioskWindowOptions): WebPreferences {
  return {
    additionalArguments: kiosk ? [KIOSK_ARGUMENT] : [],
    preload,
    devTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // The desk behind another window still has to notice that the district is back.
    backgroundThrottling: false,
  };
}
