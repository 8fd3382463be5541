import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { proxyIn } from '../host/district/line-proxy.ts';
import type { HostOptions, KioskHost } from '../host/host-options.ts';
import { createHost } from '../host/kiosk-host.ts';
import { prepareKiosk } from '../host/profile/first-start.ts';
import { profileTraces, traceFolderOf } from '../host/profile/profile-trace.ts';
import { firstStartWords, troubleWords } from '../host/start-words.ts';
import type { HostTrouble } from '../host-api/health-api.ts';
import { registerAppScheme, serveRenderer } from './app-protocol.ts';
import { chooseDrive } from './drive-choice.ts';
import { keepFullScreen } from './full-screen.ts';
import { PINNED_TRUST_FILE, readDemoCards, readLineTrust, readPinnedTrust } from './given-files.ts';
import { bindHost, bindPrinting } from './ipc-binding.ts';
import { openKioskWindow } from './kiosk-window.ts';
import type { LaunchOptions } from './launch-options.ts';
import { osSecretStore } from './os-secret-store.ts';
import { guardNavigation } from './own-origin.ts';
import { confineSession } from './session-policy.ts';
import { stopWith, wantsNewProfile } from './start-fault.ts';

/** Starts the kiosk; `outFolder` holds the built main, preload and renderer. Settles when the window is open. */
export async function startKiosk(options: LaunchOptions, outFolder: string): Promise<void> {
  keepFilesPrivate();
  if (options.refused.length > 0) return stopWith({ kind: 'refused-options', options: options.refused });
  if (options.profileFolder !== undefined && !isProfileSet(options.profileFolder)) return;
  // Electron runs one instance per profile: the folder is part of its lock.
  // Told to the one that runs; without one there is nothing to end.
  if (!app.requestSingleInstanceLock() || options.quit) return app.exit(0);
  // Who starts it with --no-sandbox (root in a container must) is not contradicted half way.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  guardNavigation(app);
  app.on('window-all-closed', () => app.quit());
  try {
    await app.whenReady();
    await openKiosk(options, outFolder);
  } catch (error) {
    stopWith({ kind: 'broken', detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Electron takes an absolute path to a folder that is there; where there can be none the start ends. */
function isProfileSet(profileFolder: string): boolean {
  const folder = resolve(profileFolder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    stopWith({ kind: 'profile-unusable', detail: error instanceof Error ? error.message : String(error) });
    return false;
  }
  app.setPath('userData', folder);
  return true;
}

async function openKiosk(options: LaunchOptions, outFolder: string): Promise<void> {
  const secretStore = osSecretStore();
  if (secretStore === null) return stopWith({ kind: 'no-safe-storage' });
  const hostOptions: HostOptions = {
    profileFolder: join(app.getPath('userData'), 'kiosk'),
    appVersion: app.getVersion(),
    binding: 'electron',
    pinnedTrust: await readPinnedTrust(options.trustFile ?? join(outFolder, 'main', PINNED_TRUST_FILE)),
    lineTrust: await readLineTrust(options.lineTrustFile),
    proxy: proxyIn(process.env),
    districtUrl: options.districtUrl,
    secretStore,
    onTrouble: tell,
    demoCards: await readDemoCards(options.demoCardsFile),
    chooseExportFolder: options.kiosk ? chooseDrive : chooseExportFolder,
    traces: profileTraces(
      traceFolderOf(app.isPackaged ? { ...process.env, KIOSK_TRACES: undefined } : process.env),
    ),
    newProfile: options.newProfile,
    ...(options.kiosk ? { systemPrinters } : {}),
  };
  const first = await createHost(hostOptions);
  const isAnew = first.kind === 'profile-vanished' && wantsNewProfile(first);
  const start = isAnew ? await createHost({ ...hostOptions, newProfile: true }) : first;
  if (start.kind === 'profile-vanished') return app.exit(1);
  if (start.kind !== 'ready') return stopWith(start);
  for (const trouble of start.troubles) tell(trouble);
  closeBeforeQuit(start.host);
  const fault = await prepareKiosk(start.host, {
    enrolmentCode: options.enrolmentCode ?? null,
    siteId: options.siteId ?? null,
  });
  // The window then asks for a code, or for the desk, itself.
  if (fault !== null) process.stderr.write(`${firstStartWords(fault)}\n`);
  Menu.setApplicationMenu(null);
  confineSession(session.defaultSession);
  serveRenderer(protocol, join(outFolder, 'renderer'));
  bindHost(start.host);
  if (options.kiosk) bindPrinting(start.host);
  const window = await openKioskWindow({
    kiosk: options.kiosk,
    preload: join(outFolder, 'preload', 'index.cjs'),
    devTools: !app.isPackaged,
    icon: join(outFolder, '..', 'resources', 'icons', 'icon.png'),
  });
  if (options.kiosk) keepFullScreen(app, window);
  app.on('second-instance', (_event, argv) => (argv.includes('--quit') ? app.quit() : bringForward(window)));
}

function tell(trouble: HostTrouble): void {
  process.stderr.write(`${troubleWords(trouble)}\n`);
}

/** The last appends reach the disk and the profile is given free before the process ends. */
function closeBeforeQuit(host: KioskHost): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function systemPrinters(): Promise<readonly string[]> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return [];
  return (await window.webContents.getPrintersAsync()).map(({ name }) => name);
}

/** Asks the clerk for the drive or folder that an export goes to, over the kiosk's own window; null: nowhere. */
async function chooseExportFolder(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return null;
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: '选择U盘 · Choose the USB drive',
    buttonLabel: '导出到这里 · Export here',
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}
