import { join } from 'node:path';
import { cleanEnvironment } from '../host/clean-environment.ts';
import { keepFilesPrivate, narrowFiles } from '../host/disk/private-files.ts';
import type { LineTrust } from '../host/district/line-trust.ts';
import { addressOfRunning } from '../host/loopback/open-door.ts';
import { profileOwner } from '../host/profile/profile-claim.ts';
import { alreadyOpenWords } from '../host/start-words.ts';
import type { PinnedTrust } from '../host-api/trust-api.ts';
import { authorityWords, lineTrustOf } from './input/line-trust.ts';
import { DEVELOPMENT_ROOTS_FILE, pinnedTrustIn } from './input/pinned-trust.ts';
import { abortOnSignals } from './input/stop-signal.ts';
import { CommandFault, complain, say } from './input/terminal.ts';
import { hasScreen, openAppWindow } from './start/app-window.ts';
import { ensureBrowser } from './start/browser.ts';
import { buildApp, PROJECT_FOLDER } from './start/build-app.ts';
import { type DistrictProcess, startDistrictProcess } from './start/district-process.ts';
import {
  foreignData,
  profileFoldersIn,
  refusedDistrict,
  takenPort,
  unheardDistrict,
  unknownDesk,
  unusableFolder,
} from './start/early-checks.ts';
import { findElectron } from './start/electron-binary.ts';
import { chooseElectron } from './start/electron-search.ts';
import { runElectron } from './start/electron-window.ts';
import { lateWords, readStartOptions, type StartOptions, USAGE } from './start/options.ts';
import { type ServeOptions, serveKiosk } from './start/serve-kiosk.ts';

/** What a start keeps in its data folder. */
const DATA_NAME =
  /^(?:kiosk|electron|browser|district|kiosk\.key.*|office-token|(?:demo-cards|pinned-trust|line-trust)\.json)$/;

/** `npm start`: builds the app, starts a demo district, enrols this kiosk with it and opens the desk. */
async function start(): Promise<number> {
  cleanEnvironment(process.env);
  const parsed = readStartOptions(process.argv.slice(2));
  if (parsed.kind === 'help') return said(USAGE, 0);
  if (parsed.kind === 'wrong') return said(`${parsed.message}\n\n${USAGE}`, 2);
  const { options } = parsed;
  const unusable = unusableFolder(options.dataFolder);
  if (unusable !== null) return said(unusable, 1);
  // This is said before the district is started, which would only say that its own folder is in use.
  narrowFiles(options.dataFolder, (name) => DATA_NAME.test(name));
  const foreign =
    options.districtUrl === null
      ? foreignData(options.dataFolder, profileFoldersIn(options.dataFolder))
      : null;
  if (foreign !== null) return said(foreign, 1);
  // A kiosk that runs would only say that the option came too late.
  const unknown = unknownDesk(options);
  if (unknown !== null) return said(unknown, 1);
  const running = runningKiosk(options.dataFolder);
  if (running !== null) return openRunning(options, running);
  const pinnedTrust = pinnedTrustOf(options.rootsFile);
  if (typeof pinnedTrust === 'string') return said(pinnedTrust, 1);
  const lineTrust = lineTrustOf(options);
  if (typeof lineTrust === 'string') return said(lineTrust, 1);
  const believed = lineTrust === null ? null : authorityWords(lineTrust);
  if (believed !== null) say(believed);
  const refused = refusedDistrict(options, lineTrust);
  if (refused !== null) return said(refused, 1);
  const wantsElectron = options.open && !options.browser;
  const needsPort = !wantsElectron || findElectron().kind === 'missing';
  const taken = needsPort ? await takenPort(options.port) : null;
  if (taken !== null) return said(taken, 1);
  const unheard = options.districtUrl === null ? null : await unheardDistrict(options.districtUrl, lineTrust);
  if (unheard !== null) say(unheard);
  const built = await buildApp(say);
  if (built !== null) return said(built, 1);

  const stopping = untilStopped();
  const district = options.districtUrl === null ? await startDistrictProcess(options.dataFolder, say) : null;
  // Ctrl-C ends a district that is still starting as well: that is no failure.
  if (district?.kind === 'failed') return stopping.aborted ? 0 : said(district.reason, 1);
  try {
    return await openKiosk({ ...options, pinnedTrust, lineTrust }, district?.process ?? null, stopping);
  } finally {
    await district?.process.stop();
  }
}

interface RunningKiosk {
  readonly profileFolder: string;
  readonly pid: number | null;
}

/** The kiosk in a browser or the one in Electron, whichever has the data open. */
function runningKiosk(dataFolder: string): RunningKiosk | null {
  return (
    profileFoldersIn(dataFolder)
      .map((profileFolder) => {
        const owner = profileOwner(profileFolder);
        return owner && { profileFolder, pid: owner.pid };
      })
      .find((kiosk) => kiosk !== null) ?? null
  );
}

/** Opens another window of a running kiosk: a user who closed the browser comes back in the same way. */
async function openRunning(options: StartOptions, { profileFolder, pid }: RunningKiosk): Promise<number> {
  const address = await addressOfRunning(profileFolder, pid);
  if (address === null) return said(alreadyOpenWords(pid), 1);
  const words = '前台已经开着，这里只打开它的窗口。The kiosk is already open; this opens its window.';
  const late = lateWords(options);
  if (late !== null) say(late);
  if (await opensWindow(options, { url: address, words }, untilStopped())) return 0;
  say(`${words}\n${addressWords(address)}`);
  return 0;
}

/** The pinned trust of this kiosk, or in words what is wrong with the file of roots. */
function pinnedTrustOf(rootsFile: string | null): PinnedTrust | string {
  try {
    return pinnedTrustIn(rootsFile ?? join(PROJECT_FOLDER, 'resources', DEVELOPMENT_ROOTS_FILE));
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    return thrown.message;
  }
}

async function openKiosk(
  options: StartOptions & { readonly pinnedTrust: PinnedTrust; readonly lineTrust: LineTrust | null },
  district: DistrictProcess | null,
  stopping: AbortSignal,
): Promise<number> {
  const access = {
    districtUrl: options.districtUrl ?? district?.url ?? null,
    enrolmentCode: options.code ?? district?.code ?? null,
    isDemo: district !== null,
  };
  const kiosk = { ...options, ...access };
  if (!options.open || options.browser) return serve(kiosk, options, stopping);
  const electron = await chooseElectron({ insist: options.electron, dataFolder: options.dataFolder }, say);
  try {
    return electron.path === null
      ? await serve(kiosk, options, stopping)
      : await runElectron(electron.path, kiosk, stopping);
  } finally {
    electron.stop();
  }
}

async function serve(kiosk: ServeOptions, options: StartOptions, stopping: AbortSignal): Promise<number> {
  const served = await serveKiosk(kiosk, say);
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
  const words =
    '前台已打开，关闭窗口或按 Ctrl-C 结束。The kiosk is open; close its window or press Ctrl-C to stop.';
  if (await opensWindow(options, { url: issueUrl(), words }, stopping)) return;
  say(addressWords(issueUrl()));
  if (process.stdin.isTTY) {
    say('按 Enter 得到新地址，按 Ctrl-C 结束。Enter prints a new address, Ctrl-C stops.');
    process.stdin.on('data', () => say(`  ${issueUrl()}`));
  }
  await aborted(stopping);
}

/** True once a window was open and is closed; false if there can be none. */
async function opensWindow(
  options: StartOptions,
  { url, words }: { readonly url: string; readonly words: string },
  stopping: AbortSignal,
): Promise<boolean> {
  const browser = options.open && hasScreen() ? ensureBrowser(say) : null;
  if (browser === null) return false;
  say(words);
  const profileFolder = join(options.dataFolder, 'browser');
  const ended = await openAppWindow({ browser, url, profileFolder }, stopping);
  if (ended.kind === 'failed') say(`窗口没有打开 The window did not open: ${ended.reason}`);
  return ended.kind === 'closed';
}

function addressWords(address: string): string {
  return `请在浏览器中打开（一次有效）Open this address in a browser (it works once):\n\n  ${address}\n`;
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

function said(text: string, exitCode: number): number {
  (exitCode === 0 ? say : complain)(text);
  return exitCode;
}

keepFilesPrivate();
process.exit(await start());
