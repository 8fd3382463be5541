import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { addressPage } from './address-page.ts';

/** A browser that ends sooner than this has not shown a window. */
const OPENED_AFTER_MS = 3_000;

export type WindowEnd = { readonly kind: 'closed' } | { readonly kind: 'failed'; readonly reason: string };

/**
 * Opens a browser window without tabs or address bar and waits until it is closed or `stopping` says so. The one-time
 * address stands nowhere that another user of the machine can read.
 */
export async function openAppWindow(
  options: { readonly browser: string; readonly url: string; readonly profileFolder: string },
  stopping: AbortSignal,
): Promise<WindowEnd> {
  mkdirSync(options.profileFolder, { recursive: true, mode: 0o700 });
  const page = addressPage(options.profileFolder, options.url);
  const openedAt = performance.now();
  const child = spawn(options.browser, flagsFor({ ...options, url: page.url }), {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors = `${errors}${chunk}`.slice(-2000)));
  const stop = () => child.kill('SIGTERM');
  stopping.addEventListener('abort', stop, { once: true });
  const ended = new Promise<WindowEnd>((resolve) => {
    child.on('error', (cause) => resolve({ kind: 'failed', reason: cause.message }));
    child.on('exit', (code) => {
      stopping.removeEventListener('abort', stop);
      const isEarly = performance.now() - openedAt < OPENED_AFTER_MS && code !== 0 && !stopping.aborted;
      resolve(isEarly ? { kind: 'failed', reason: lastLineOf(errors, code) } : { kind: 'closed' });
    });
  });
  return ended.finally(page.remove);
}

function flagsFor(options: { readonly url: string; readonly profileFolder: string }): string[] {
  return [
    `--app=${options.url}`,
    `--user-data-dir=${options.profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=Translate',
    // This profile shows our own page alone, and a desk without its camera is no desk.
    '--auto-accept-camera-and-microphone-capture',
    '--autoplay-policy=no-user-gesture-required',
    '--window-size=1366,768',
    // Chromium refuses to run its sandbox as root; an ordinary user keeps it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
  ];
}

function lastLineOf(text: string, code: number | null): string {
  return text.trim().split('\n').at(-1) || `it ended with ${code}`;
}

/** False if there is nothing to show a window on. */
export function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}
