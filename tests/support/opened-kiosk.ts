import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { PINNED_TRUST_FILE } from '../../src/main/given-files.ts';
import { type LaunchOptions, launchOptions } from '../../src/main/launch-options.ts';
import { developmentTrust } from './development-trust.ts';
import { app, told } from './electron-double.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type OpenedKiosk = Awaited<ReturnType<typeof openedKiosk>>;

/** The whole main process on the double, with a profile of its own; quit when the test ends. */
export async function openedKiosk(
  options: Partial<LaunchOptions> = {},
  makeRenderer: () => string = temporaryFolder,
) {
  const folder = temporaryFolder();
  const outFolder = join(folder, 'out');
  mkdirSync(join(outFolder, 'main'), { recursive: true });
  writeFileSync(join(outFolder, 'main', PINNED_TRUST_FILE), JSON.stringify(developmentTrust()));
  renameSync(makeRenderer(), join(outFolder, 'renderer'));
  writeFileSync(join(outFolder, 'secret.html'), 'not for the window');
  const { startKiosk } = await import('../../src/main/kiosk-app.ts');
  const profileFolder = join(folder, 'profile');
  // An installed kiosk follows no variable of ours, but keeps its traces where the system says.
  process.env['XDG_CONFIG_HOME'] ??= join(folder, 'config');
  const launch = { ...launchOptions([], {}, { isPackaged: true }), profileFolder, ...options };
  await startKiosk(launch, outFolder);
  onTestFinished(quit);
  const [window] = told.windows;
  if (window === undefined) throw new Error(`no window: ${told.errors.join()}`);
  return {
    window,
    outFolder,
    profileFolder,
    quit,
    webPreferences: window.options['webPreferences'] as Record<string, unknown>,
    /** Asks our own protocol; the path is sent as it is written. */
    async serve(path: string, init: { method?: string } = {}): Promise<Response> {
      const request = { method: 'GET', ...init, url: `app://kiosk/${path}` } as Request;
      const answer = await told.protocols.get('app')?.(request);
      if (answer === undefined) throw new Error('no protocol');
      return answer;
    },
  };
}

/** What Electron does on the way out: `will-quit` is held up until the host is closed, then it quits again. */
async function quit(): Promise<void> {
  if (app.listenerCount('will-quit') === 0) return;
  const again = new Promise<void>((resolve) => app.once('quit-called', resolve));
  app.emit('will-quit', { preventDefault: () => undefined });
  await again;
  app.removeAllListeners('will-quit');
}
