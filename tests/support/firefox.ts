import { spawnSync } from 'node:child_process';
import puppeteer, { type Browser } from 'puppeteer-core';

const NAMES = ['firefox-esr', 'firefox'];
const INSTALL_TIMEOUT_MS = 180_000;

/** An installed Firefox, driven over WebDriver BiDi: Debian's package is no build that playwright-core could drive. */
export async function launchFirefox(executablePath: string): Promise<Browser> {
  return await puppeteer.launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath,
    headless: true,
  });
}

/** Firefox, installed from Debian's packages if need be, or why there is none. */
export function ensureFirefox(): { readonly path: string } | { readonly missing: string } {
  const found = findFirefox();
  if (found !== null) return { path: found };
  const isRoot = process.getuid?.() === 0;
  if (process.platform !== 'linux' || !isRoot) return { missing: 'no Firefox is installed' };
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS } as const;
  spawnSync('apt-get', ['update', '-qq'], options);
  const done = spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'firefox-esr'],
    options,
  );
  const installed = findFirefox();
  if (installed !== null) return { path: installed };
  const [line = 'apt-get did not answer'] = (done.stderr ?? '').trim().split('\n').slice(-1);
  return { missing: `Firefox is not installed, and firefox-esr could not be: ${line}` };
}

function findFirefox(): string | null {
  const named = process.env['KIOSK_FIREFOX'];
  if (named) return named;
  const place = spawnSync('sh', ['-c', `command -v ${NAMES.join(' ')}`], { encoding: 'utf8' });
  return place.stdout?.trim().split('\n')[0] || null;
}
