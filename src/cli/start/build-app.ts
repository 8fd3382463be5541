import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_FOLDER = fileURLToPath(new URL('../../..', import.meta.url));

/** The built console of the office. */
export const OFFICE_FOLDER = join(PROJECT_FOLDER, 'out', 'office');
/** Written last by the build, so that its age is the build's. */
const STAMP = join(OFFICE_FOLDER, 'index.html');
const WINDOW_PAGE = join(PROJECT_FOLDER, 'out', 'renderer', 'index.html');
const SOURCES = [
  'src/**/*.{ts,tsx,css,html}',
  'resources/*.json',
  'electron.vite.config.ts',
  'office.vite.config.ts',
  'package-lock.json',
];
const ERROR_TAIL_LINES = 20;

/** Vite takes these in a path for the beginning of an address's fragment or query, and finds no file. */
const NOT_BUILDABLE = /[#?]/;

/** Why nothing can be built in a folder, in one line; null if it can. */
export function buildFolderFault(folder = PROJECT_FOLDER): string | null {
  const [character] = NOT_BUILDABLE.exec(folder) ?? [];
  if (character === undefined) return null;
  return `项目文件夹的路径里有“${character}”，无法构建，请改名或换个位置：${folder} The path of the project has a ${character}, with which it cannot be built: rename the folder or move it.`;
}

/** Builds `out/` where it is missing or older than its sources. Null when it is there, else what went wrong. */
export async function buildApp(say: (line: string) => void): Promise<string | null> {
  return isStale() ? rebuildApp(say) : null;
}

/** The same, however new what is there is. */
export async function rebuildApp(say: (line: string) => void): Promise<string | null> {
  const fault = buildFolderFault();
  if (fault !== null) return fault;
  say('正在构建… Building the app…');
  return (await runTool(WINDOW_BUILD)) ?? (await runTool(CONSOLE_BUILD));
}

const WINDOW_BUILD = [join('electron-vite', 'bin', 'electron-vite.js'), 'build'];
const CONSOLE_BUILD = [join('vite', 'bin', 'vite.js'), 'build', '--config', 'office.vite.config.ts'];

/** Null if the tool ended well, else the end of what it wrote. */
async function runTool([script = '', ...args]: readonly string[]): Promise<string | null> {
  const path = join(PROJECT_FOLDER, 'node_modules', script);
  const build = spawn(process.execPath, [path, ...args, '--logLevel', 'warn'], {
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
  if (!existsSync(STAMP) || !existsSync(WINDOW_PAGE)) return true;
  const builtMs = statSync(STAMP).mtimeMs;
  return globSync(SOURCES, { cwd: PROJECT_FOLDER }).some(
    (source) => statSync(join(PROJECT_FOLDER, source)).mtimeMs > builtMs,
  );
}
