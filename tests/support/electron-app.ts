import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { findElectron } from '../../src/cli/start/electron-binary.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Why real Electron cannot be driven here; null where it can. */
export function whyNoElectron(): string | null {
  const electron = findElectron();
  if (electron.kind === 'missing') return electron.reason;
  return existsSync('out/main/index.js') && existsSync('out/renderer/index.html')
    ? null
    : 'the program is not built: npm run build';
}

/**
 * Starts the built program in real Electron, on a profile of its own where the environment names none;
 * closed when the test ends. `switches` are Chromium's.
 */
export async function launchedKiosk(
  environment: Record<string, string> = {},
  switches: readonly string[] = [],
): Promise<{ app: ElectronApplication; page: Page }> {
  const electron = findElectron();
  if (electron.kind === 'missing') throw new Error(electron.reason);
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const app = await _electron.launch({
    executablePath: electron.path,
    // As root, as in a container, Chromium's own sandbox cannot start.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...switches, '.'],
    env: {
      ...inherited,
      KIOSK_TRACES: join(temporaryFolder(), 'traces'),
      KIOSK_PROFILE: join(temporaryFolder(), 'profile'),
      ...environment,
    },
  });
  onTestFinished(async () => {
    if (app.process().exitCode === null && app.process().signalCode === null) await app.close();
  });
  return { app, page: await app.firstWindow() };
}
