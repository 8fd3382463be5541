import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { PROJECT_FOLDER } from '../../../src/cli/start/build-app.ts';
import { servePages } from '../../support/page-site.ts';

/** The pages of the bench, built and served on loopback. */
export interface RosterSite {
  /** The page of a cache; those of the peers are there where they are installed. */
  urlOf(contender: string): string;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..');
const PEERS = join(ROOT, 'peers');
/** Beside the product's modules, not among them: RxDB loads beside no other Dexie than its own. */
const INSTALLED = join(PROJECT_FOLDER, 'node_modules', '.cache', 'roster-peers');
const OWN_PAGE = join(import.meta.dirname, 'index.html');
const PEERS_PAGE = join(PEERS, 'index.html');
const PEER_NAMES = new Set(['idb-rows', 'rxdb-rows']);
const LOCK = 'package-lock.json';

export async function serveRosterSite(withPeers: boolean): Promise<RosterSite> {
  const site = await servePages({
    root: ROOT,
    pages: withPeers ? [OWN_PAGE, PEERS_PAGE] : [OWN_PAGE],
    plugins: [peersPlugin()],
  });
  return {
    urlOf: (contender) =>
      `${site.url}${PEER_NAMES.has(contender) ? 'peers' : 'roster'}/index.html?contender=${contender}`,
    close: site.close,
  };
}

/** Installs what the cache is measured against, the first time and when its lock file has changed. */
export function installPeers(say: (line: string) => void): void {
  const isInstalled =
    existsSync(join(INSTALLED, 'node_modules')) &&
    readFileSync(join(INSTALLED, LOCK), 'utf8') === readFileSync(join(PEERS, LOCK), 'utf8');
  if (isInstalled) return;
  say('installing idb, RxDB and its Dexie for the comparison (npm ci, once) …');
  mkdirSync(INSTALLED, { recursive: true });
  for (const name of ['package.json', LOCK]) cpSync(join(PEERS, name), join(INSTALLED, name));
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: INSTALLED,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error(`npm ci of the peers failed:\n${npm.stderr}`);
}

/** Finds the peers' packages where they were installed. */
function peersPlugin(): Plugin {
  return {
    name: 'roster-peers',
    enforce: 'pre',
    async resolveId(source, importer) {
      const isPackage = /^[a-z@]/.test(source);
      if (!isPackage || !importer?.startsWith(PEERS)) return null;
      return this.resolve(source, join(INSTALLED, 'index.js'), { skipSelf: true });
    },
  };
}
