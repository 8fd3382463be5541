import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MINUTE_MS } from '../../domain/base/duration.ts';

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS_PATHS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

const INSTALL_TIMEOUT_MS = 10 * MINUTE_MS;

/** The executable of an installed Chromium, Chrome or Edge; `KIOSK_BROWSER` overrides; null for none. */
export function findBrowser(): string | null {
  const named = process.env['KIOSK_BROWSER'];
  if (named) return named;
  return candidates().find(isExecutable) ?? null;
}

/**
 * A browser and a Chinese font: found, or installed from Debian's packages where that is allowed (root on
 * Debian). Says in one line what it does and, where it may not, what to install.
 */
export function ensureBrowser(say: (line: string) => void): string | null {
  const missing = [
    ...(findBrowser() ? [] : ['chromium']),
    ...(isDebianRoot() && !hasChineseFont() ? ['fonts-noto-cjk'] : []),
  ];
  if (missing.length > 0 && isDebianRoot()) {
    say(`正在安装 Installing ${missing.join(', ')} …`);
    const failure = installDebianPackages(missing);
    if (failure) say(`没有装上 Could not install ${missing.join(', ')}: ${failure}`);
  } else if (missing.includes('chromium')) {
    say(
      '本机没有浏览器，请安装 Chromium、Chrome 或 Edge。No browser: please install Chromium, Chrome or Edge.',
    );
  }
  return findBrowser();
}

function candidates(): string[] {
  if (process.platform === 'darwin') return MAC_PATHS;
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    return roots.flatMap((root) => WINDOWS_PATHS.map((path) => join(root, path)));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && isExecutable('/usr/bin/apt-get');
}

function hasChineseFont(): boolean {
  const list = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

/** The last line that apt-get wrote if it failed; null if all is installed. */
function installDebianPackages(names: readonly string[]): string | null {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
  ]) {
    const done = spawnSync('apt-get', command, { env, encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS });
    if (done.status !== 0) return lastLine(done.stderr) ?? `apt-get ended with ${done.status ?? done.signal}`;
  }
  return null;
}

function lastLine(text: string | null): string | null {
  return text?.trim().split('\n').at(-1) ?? null;
}
