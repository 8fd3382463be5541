import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';

const LOCK = 'package-lock.json';

/** Packages that something of ours is measured against, by the folder that names and locks them. */
export interface PeerPackages {
  readonly folder: string;
  /** Where they are installed: beside the product's modules, not among them. */
  readonly installed: string;
}

export function peerPackages(folder: string, name: string): PeerPackages {
  return { folder, installed: join(PROJECT_FOLDER, 'node_modules', '.cache', name) };
}

/** Installs them the first time and when their lock file has changed; `words` says what they are. */
export function installPeers({ folder, installed }: PeerPackages, words: string): void {
  const isInstalled =
    existsSync(join(installed, 'node_modules')) &&
    readFileSync(join(installed, LOCK), 'utf8') === readFileSync(join(folder, LOCK), 'utf8');
  if (isInstalled) return;
  console.log(`installing ${words} for the comparison (npm ci, once) …`);
  mkdirSync(installed, { recursive: true });
  for (const name of ['package.json', LOCK]) cpSync(join(folder, name), join(installed, name));
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: installed,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error(`npm ci of the peers failed:\n${npm.stderr}`);
}
