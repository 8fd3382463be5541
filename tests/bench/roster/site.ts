import { join } from 'node:path';
import type { Plugin } from 'vite';
import { servePages } from '../../support/page-site.ts';
import { installPeers, peerPackages } from '../peer-packages.ts';

/** The pages of the bench, built and served on loopback. */
export interface RosterSite {
  /** The page of a cache; those of the peers are there where they are installed. */
  urlOf(contender: string): string;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..');
/** Not among the product's modules: RxDB loads beside no other Dexie than its own. */
const PEERS = peerPackages(join(ROOT, 'peers'), 'roster-peers');
const OWN_PAGE = join(import.meta.dirname, 'index.html');
const PEERS_PAGE = join(PEERS.folder, 'index.html');
const PEER_NAMES = new Set(['idb-rows', 'rxdb-rows']);

export async function serveRosterSite({
  withPeers,
  port,
}: {
  readonly withPeers: boolean;
  readonly port: number;
}): Promise<RosterSite> {
  const site = await servePages({
    root: ROOT,
    pages: withPeers ? [OWN_PAGE, PEERS_PAGE] : [OWN_PAGE],
    plugins: [peersPlugin()],
    port,
  });
  return {
    urlOf: (contender) =>
      `${site.url}${PEER_NAMES.has(contender) ? 'peers' : 'roster'}/index.html?contender=${contender}`,
    close: site.close,
  };
}

/** Installs what the cache is measured against. */
export function installRosterPeers(): void {
  installPeers(PEERS, 'idb, RxDB and its Dexie');
}

/** Finds the peers' packages where they were installed. */
function peersPlugin(): Plugin {
  return {
    name: 'roster-peers',
    enforce: 'pre',
    async resolveId(source, importer) {
      const isPackage = /^[a-z@]/.test(source);
      if (!isPackage || !importer?.startsWith(PEERS.folder)) return null;
      return this.resolve(source, join(PEERS.installed, 'index.js'), { skipSelf: true });
    },
  };
}
