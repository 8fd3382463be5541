import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoTrayCards } from '../../district/demo/signed-cards.ts';
import { PROJECT_FOLDER } from './build-app.ts';
import type { ServeOptions } from './serve-kiosk.ts';

/** Runs the built app in Electron until its window is closed or `stopping` says so; answers its exit code. */
export async function runElectron(
  electron: string,
  options: Omit<ServeOptions, 'port'>,
  stopping: AbortSignal,
): Promise<number> {
  const demoFile = join(options.dataFolder, 'demo-cards.json');
  if (options.isDemo) writeFileSync(demoFile, JSON.stringify(demoTrayCards()), { mode: 0o600 });
  const trustFile = join(options.dataFolder, 'pinned-trust.json');
  writeFileSync(trustFile, JSON.stringify(options.pinnedTrust), { mode: 0o600 });
  const lineFile = join(options.dataFolder, 'line-trust.json');
  if (options.lineTrust !== null) writeFileSync(lineFile, JSON.stringify(options.lineTrust), { mode: 0o600 });
  const child = spawn(electron, [PROJECT_FOLDER, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], {
    stdio: 'inherit',
    env: {
      ...process.env,
      KIOSK_PROFILE: join(options.dataFolder, 'electron'),
      KIOSK_TRUST: trustFile,
      ...(options.lineTrust === null ? {} : { KIOSK_LINE_TRUST: lineFile }),
      ...(options.districtUrl ? { KIOSK_DISTRICT_URL: options.districtUrl } : {}),
      ...(options.isDemo ? { KIOSK_DEMO: demoFile } : {}),
      ...(options.enrolmentCode ? { KIOSK_ENROL_CODE: options.enrolmentCode } : {}),
      ...(options.newProfile || options.isDemo ? { KIOSK_NEW_PROFILE: '1' } : {}),
      ...(options.siteId ? { KIOSK_SITE: options.siteId } : {}),
    },
  });
  const stop = () => child.kill('SIGTERM');
  stopping.addEventListener('abort', stop, { once: true });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(stopping.aborted ? 0 : (code ?? 1)));
  });
}
