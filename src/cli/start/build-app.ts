import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_FOLDER = fileURLToPath(new URL('../../..', import.meta.url));

/** Written last by the build, so that its age is the build's. */
const STAMP = join(PROJECT_FOLDER, 'out', 'renderer', 'index.html');
const SOURCES = [
  'src/**/*.{ts,tsx,css,html}',
  'resources/*.json',
  'electron.vite.config.ts',
  'package-lock.json',
];
const ERROR_TAIL_LINES = 20;

/** Builds `out/` where it is missing or older than its sources. Null when it is there, else what went wrong. */
export async function buildApp(say: (line: string) => void): Promise<string | null> {
  if (!isStale()) return null;
  say('正在构建… Building the app…');
  const script = join(PROJECT_FOLDER, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const build = spawn(process.execPath, [script, 'build', '--logLevel', 'warn'], {
    cwd: PROJECT_FOLDER,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  build.stdout.on('data', (chunk) => (output += chunk));
  build.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    build.on('error', reject);
    build.on('close', resolve);
  });
  if (code === 0) return null;
  return `构建失败 The build failed:\n${output.trim().split('\n').slice(-ERROR_TAIL_LINES).join('\n')}`;
}

function isStale(): boolean {
  if (!existsSync(STAMP)) return true;
  const builtMs = statSync(STAMP).mtimeMs;
  return globSync(SOURCES, { cwd: PROJECT_FOLDER }).some(
    (source) => statSync(join(PROJECT_FOLDER, source)).mtimeMs > builtMs,
  );
}
