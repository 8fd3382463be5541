import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { installPeers, peerPackages } from '../peer-packages.ts';
import { DRAIN_SECONDS_MAX, type Drain } from './drain.ts';
import { type LineShape, shapedLine } from './shaped-line.ts';

type Peer = 'pouchdb' | 'rxdb';

const PEERS = peerPackages(join(import.meta.dirname, '..', 'peers-sync'), 'sync-peers');

/** What the scripts of a peer say, a line of JSON each. */
const Started = z.object({ url: z.string() });
const Ready = z.object({ ready: z.literal(true) });
const Done = z.object({ done: z.union([z.literal(true), z.int()]) });
const Counted = z.object({ count: z.int() });

export interface PeerDrainOptions {
  readonly peer: Peer;
  /** For both sides; made where it is not there. */
  readonly folder: string;
  /** The waiting entries, a line each. */
  readonly entriesFile: string;
  readonly shape: LineShape | null;
}

/** Puts the peers' packages and our scripts over them where `drainPeer` finds them. */
export function preparePeers(): void {
  installPeers(PEERS, 'PouchDB and RxDB');
  // A script finds the packages that lie beside it.
  for (const name of globSync('*.js', { cwd: PEERS.folder })) {
    cpSync(join(PEERS.folder, name), join(PEERS.installed, name));
  }
}

/**
 * The peer's own kiosk, which has the entries in its database already, replicates them to its own server, each in a
 * process of its own. Stopped after `DRAIN_SECONDS_MAX`: what the server has by then counts.
 */
export async function drainPeer({ peer, folder, entriesFile, shape }: PeerDrainOptions): Promise<Drain> {
  mkdirSync(folder, { recursive: true });
  const server = peerProcess(`${peer}-server`, folder);
  const { url } = await server.hear(Started);
  const line = await shapedLine(url, shape);
  const kiosk = peerProcess(`${peer}-kiosk`, folder, [line.url, entriesFile]);
  try {
    await kiosk.hear(Ready);
    const startedMs = performance.now();
    kiosk.say();
    const late = pause(DRAIN_SECONDS_MAX * 1_000, null, { ref: false });
    await Promise.race([kiosk.hear(Done), late]);
    const seconds = (performance.now() - startedMs) / 1_000;
    const traffic = line.traffic();
    server.say();
    const { count } = await server.hear(Counted);
    return { ...traffic, seconds, arrived: count };
  } finally {
    kiosk.end();
    server.end();
    await line.close();
  }
}

function peerProcess(name: string, folder: string, args: readonly string[] = []) {
  const script = join(PEERS.installed, `${name}.js`);
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    say: () => child.stdin.write('\n'),
    /** Its next word, which must be of this kind. */
    async hear<T extends z.ZodType>(kind: T): Promise<z.output<T>> {
      const { value } = await lines.next();
      const word = kind.safeParse(JSON.parse(value ?? 'null'));
      if (!word.success) throw new Error(`${name} said ${value ?? 'nothing and ended'}`);
      return word.data;
    },
    end: () => child.kill('SIGKILL'),
  };
}
