import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The npm package that fetches the binary. It is never imported: importing it starts a download. */
const ELECTRON_PACKAGE = fileURLToPath(new URL('../../../node_modules/electron', import.meta.url));

const INSTALL_OUTPUT_MAX = 64 * 1024;

export type ElectronSearch =
  | { readonly kind: 'found'; readonly path: string }
  /** `reason` is one line for whoever typed `npm start`. */
  | { readonly kind: 'missing'; readonly reason: string };

/** Looks where the package keeps its binary (`dist/` and `path.txt`, or `ELECTRON_OVERRIDE_DIST_PATH`). */
export function findElectron(packageFolder = ELECTRON_PACKAGE): ElectronSearch {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || null;
  const folder = override ?? join(packageFolder, 'dist');
  // If the override is used, the package itself falls back to this name.
  const executable = executableNameIn(packageFolder) ?? (override === null ? null : 'electron');
  if (executable === null) return { kind: 'missing', reason: 'the Electron binary was not downloaded' };
  const path = join(folder, executable);
  return existsSync(path) ? { kind: 'found', path } : { kind: 'missing', reason: `there is no ${path}` };
}

/** Where the package fetches its binary from. */
export function electronSource(): string {
  const { ELECTRON_MIRROR: mirror, npm_config_electron_mirror: npmMirror } = process.env;
  return mirror || npmMirror || 'https://github.com/electron/electron/releases';
}

/** Lets the package fetch its binary, for at most `timeoutMs`; any error becomes one line. */
export async function installElectron(
  timeoutMs: number,
  packageFolder = ELECTRON_PACKAGE,
  signal?: AbortSignal,
): Promise<ElectronSearch> {
  const script = join(packageFolder, 'install.js');
  if (!existsSync(script)) return { kind: 'missing', reason: 'the electron package is not installed' };
  const outcome = await runInstaller(script, timeoutMs, signal);
  return outcome === null ? findElectron(packageFolder) : { kind: 'missing', reason: outcome };
}

/** Null when the installer ended well, otherwise what it said last. */
function runInstaller(script: string, timeoutMs: number, signal?: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    });
    let output = '';
    installer.stderr.on('data', (chunk: Buffer) => {
      if (output.length < INSTALL_OUTPUT_MAX) output += chunk.toString('utf8');
    });
    installer.on('error', (error) => resolve(error.message));
    installer.on('close', (code, signal) => {
      if (signal !== null) resolve(`the download took longer than ${Math.round(timeoutMs / 1000)} s`);
      else resolve(code === 0 ? null : reasonIn(output));
    });
  });
}

/** A stack trace names its error in the first line that is one. */
function reasonIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const named = lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '');
  return `the download failed${named === undefined ? '' : ` (${named.slice(0, 200)})`}`;
}

function executableNameIn(packageFolder: string): string | null {
  try {
    return readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim() || null;
  } catch {
    return null; // nothing was ever downloaded
  }
}
