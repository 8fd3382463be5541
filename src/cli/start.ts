import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { profileOwnerPid } from '../host/profile-lock.ts';
import { alreadyOpenWords } from '../host/start-words.ts';
import type { PinnedTrust } from '../host-api/trust-api.ts';
import { ensureBrowser } from './browser.ts';
import { CommandFault } from './command-fault.ts';
import { findElectron, installElectron } from './electron-binary.ts';
import { DEVELOPMENT_ROOTS_FILE, pinnedTrustIn } from './pinned-trust.ts';
import { openAppWindow } from './start/app-window.ts';
import { buildApp, PROJECT_FOLDER } from './start/build-app.ts';
import { type DistrictProcess, startDistrictProcess } from './start/district-process.ts';
import { runElectron } from './start/electron-window.ts';
import { readStartOptions, type StartOptions, USAGE } from './start/options.ts';
import { serveKiosk } from './start/serve-kiosk.ts';
import { abortOnSignals } from './stop-signal.ts';

const ELECTRON_INSTALL_MS_MAX = 120_000;

/** `npm start`: builds the app, starts a demo district, enrols this kiosk with it and opens the desk. */
async function start(): Promise<number> {
  const parsed = readStartOptions(process.argv.slice(2));
  if (parsed.kind === 'help') return said(USAGE, 0);
  if (parsed.kind === 'wrong') return said(`${parsed.message}\n\n${USAGE}`, 1);
  const { options } = parsed;
  const unusable = makeFolder(options.dataFolder);
  if (unusable !== null) return said(unusable, 1);
  // Told before the district is started, which would only say that its own folder is in use.
  const ownerPid = runningKioskPid(options.dataFolder);
  if (ownerPid !== null) return said(alreadyOpenWords(ownerPid), 1);
  const trust = trustOf(options.rootsFile);
  if (typeof trust === 'string') return said(trust, 1);
  const built = await buildApp(say);
  if (built !== null) return said(built, 1);

  const stopping = untilStopped();
  const district = options.districtUrl === null ? await startDistrictProcess(options.dataFolder, say) : null;
  // Ctrl-C ends a district that is still starting as well: that is no failure.
  if (district?.kind === 'failed') return stopping.aborted ? 0 : said(district.reason, 1);
  try {
    return await openKiosk({ ...options, trust }, district?.process ?? null, stopping);
  } finally {
    await district?.process.stop();
  }
}

/** Of the window in a browser or of the one in Electron, whichever has the data open. */
function runningKioskPid(dataFolder: string): number | null {
  const profiles = [join(dataFolder, 'kiosk'), join(dataFolder, 'electron', 'kiosk')];
  return profiles.map(profileOwnerPid).find((pid) => pid !== null) ?? null;
}

/** Whom this kiosk believes, or in words what is wrong with the file of roots. */
function trustOf(rootsFile: string | null): PinnedTrust | string {
  try {
    return pinnedTrustIn(rootsFile ?? join(PROJECT_FOLDER, 'resources', DEVELOPMENT_ROOTS_FILE));
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    return thrown.message;
  }
}

/** Null where the folder is there now, else why it cannot be. */
function makeFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true });
    return null;
  } catch (cause) {
    return `数据文件夹不能用 The data folder cannot be used ${folder}: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

async function openKiosk(
  options: StartOptions & { readonly trust: PinnedTrust },
  district: DistrictProcess | null,
  stopping: AbortSignal,
): Promise<number> {
  const access = {
    districtUrl: options.districtUrl ?? district?.url ?? null,
    enrolmentCode: options.code ?? district?.code ?? null,
    isDemo: district !== null,
  };
  const electron = options.open && !options.browser ? await electronBinary() : null;
  if (electron !== null) return runElectron(electron, { ...options, ...access }, stopping);
  const served = await serveKiosk({ ...options, ...access }, say);
  if (served.kind === 'failed') return said(served.reason, 1);
  try {
    await show(options, served.issueUrl, stopping);
    return 0;
  } finally {
    await served.close();
  }
}

/** Opens an app window where there can be one, else prints the address; ends when the clerk or Ctrl-C does. */
async function show(options: StartOptions, issueUrl: () => string, stopping: AbortSignal): Promise<void> {
  const browser = options.open ? ensureBrowser(say) : null;
  if (browser !== null && hasScreen()) {
    say('前台已打开，关闭窗口或按 Ctrl-C 结束。The kiosk is open; close its window or press Ctrl-C to stop.');
    const profile = join(options.dataFolder, 'browser');
    const ended = await openAppWindow({ browser, url: issueUrl(), profileFolder: profile }, stopping);
    if (ended.kind === 'closed') return;
    say(`窗口没有打开 The window did not open: ${ended.reason}`);
  }
  say(`请在浏览器中打开（一次有效）Open this address in a browser (it works once):\n\n  ${issueUrl()}\n`);
  if (process.stdin.isTTY) {
    say('按 Enter 得到新地址，按 Ctrl-C 结束。Enter prints a new address, Ctrl-C stops.');
    process.stdin.on('data', () => say(`  ${issueUrl()}`));
  }
  await aborted(stopping);
}

async function electronBinary(): Promise<string | null> {
  const found = findElectron();
  if (found.kind === 'found') return found.path;
  say('正在下载 Electron… Fetching the Electron binary…');
  const installed = await installElectron(ELECTRON_INSTALL_MS_MAX);
  if (installed.kind === 'found') return installed.path;
  say(`没有 Electron，改用浏览器窗口。No Electron here (${installed.reason}); a browser window stands in.`);
  return null;
}

function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  stopping.signal.addEventListener('abort', () => say('正在结束… Stopping…'));
  abortOnSignals(stopping);
  return stopping.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function say(line: string): void {
  console.log(line);
}

function said(text: string, exitCode: number): number {
  (exitCode === 0 ? console.log : console.error)(text);
  return exitCode;
}

process.exit(await start());
