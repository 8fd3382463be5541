import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFolderFault, PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const COPIED = [
  'src',
  'resources',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
  'office.vite.config.ts',
];
/** No file of Windows has a question mark in its name. */
const NOT_BUILDABLE = process.platform === 'win32' ? ['a#b'] : ['a#b', 'a?b'];

test.each(NOT_BUILDABLE)('in a folder %s everything says so in one line before it builds', (name) => {
  const project = projectIn(name);
  for (const command of [['src/cli/start.ts', '--no-open', '--port', '0'], ['src/cli/build.ts']]) {
    const { status, stdout, stderr } = run(project, command);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^项目文件夹的路径里有“[#?]”.*rename the folder or move it\.\n$/);
    expect(status).toBe(1);
  }
  expect(existsSync(join(project, 'out'))).toBe(false);
});

test('in a folder with per cent signs, blanks, Chinese characters and quotes it builds', () => {
  const project = projectIn("荔湾 a%20b% 'c' [d]");
  expect(buildFolderFault(project)).toBeNull();
  const { status, stderr } = run(project, ['src/cli/build.ts']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(existsSync(join(project, 'out', 'renderer', 'index.html'))).toBe(true);
});

function projectIn(name: string): string {
  const project = join(temporaryFolder(), name, 'kiosk');
  mkdirSync(project, { recursive: true });
  for (const part of COPIED) cpSync(join(PROJECT_FOLDER, part), join(project, part), { recursive: true });
  symlinkSync(join(PROJECT_FOLDER, 'node_modules'), join(project, 'node_modules'), 'junction');
  return project;
}

function run(project: string, args: readonly string[]) {
  return spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
}
