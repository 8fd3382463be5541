import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Storage } from '../../src/district/database/database.ts';
import { runCommand } from '../support/command.ts';
import { startPostgres, type ThrowAwayPostgres } from '../support/postgres.ts';
import { type SilentLine, startSilentLine } from '../support/silent-line.ts';
import { startTestDistrict, type TestDistrict } from './test-district.ts';
import { acknowledgedBy, ask, enrolKiosk, entriesAfter } from './test-kiosk.ts';

/** Short, so that the tests are; long enough for a machine that has much else to do. */
const LIMITS = { connectMs: 2_000, statementMs: 1_000, answerMs: 1_500, idleInTransactionMs: 1_000 };
/** More than the district has connections. */
const REQUESTS = 14;
const TEST_MS_MAX = 30_000;
const POLL = { timeout: 20_000, interval: 100 };

describe('a district whose PostgreSQL falls silent', { timeout: TEST_MS_MAX }, () => {
  let postgres: ThrowAwayPostgres;
  let url: string;
  let line: SilentLine;
  let running: TestDistrict;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  beforeEach(async () => {
    url = await postgres.createDatabase();
    line = await startSilentLine(url);
    running = await startTestDistrict(through(line));
    const { district } = running;
    const ownLine = line;
    onTestFinished(async () => {
      await ownLine.stop();
      await district.close();
    });
  });

  test('answers more requests than it has connections, and serves again once it speaks', async () => {
    const kiosk = await enrolKiosk(running.district);
    const entries = entriesAfter(null, 3, kiosk);
    const health = () => ask(`${running.district.url}/v1/health`);
    const askAll = async () => {
      const asked = Array.from({ length: REQUESTS }, (_, index) =>
        index % 2 === 0 ? health() : kiosk.push(entries),
      );
      return new Set((await Promise.all(asked)).map((answer) => answer.status));
    };
    expect(await askAll()).toEqual(new Set([200])); // on all of its connections
    line.silence();
    expect(await askAll()).toEqual(new Set([500]));
    line.speak();
    await expect.poll(askAll, POLL).toEqual(new Set([200]));
    expect(acknowledgedBy(await kiosk.push(entries)).seq).toBe(3);
  });

  test('answers in the middle of a transaction, whose locks then go without a word of its connection', async () => {
    const kiosk = await enrolKiosk(running.district);
    const entries = entriesAfter(null, 3, kiosk);
    line.silenceAt('insert into "journal_entry"');
    expect((await kiosk.push(entries)).status).toBe(500);
    const failed = running.events.find((event) => event.kind === 'request-failed');
    expect(failed).toMatchObject({ thrown: { message: 'Query read timeout' } });
    line.speak();
    await expect.poll(async () => (await kiosk.push(entries)).status, POLL).toBe(200);
    expect(acknowledgedBy(await kiosk.push([])).seq).toBe(3);
  });

  test('takes a connection back whose statement was only cut for its length', async () => {
    const kiosk = await enrolKiosk(running.district);
    const blocker = await blockerOf('lock table journal_entry in access exclusive mode');
    expect((await kiosk.push(entriesAfter(null, 1, kiosk))).status).toBe(500);
    const failed = running.events.find((event) => event.kind === 'request-failed');
    expect(failed).toMatchObject({ thrown: { code: '57014' } }); // query_canceled
    await blocker.end();
    expect(acknowledgedBy(await kiosk.push(entriesAfter(null, 1, kiosk))).seq).toBe(1);
    expect(running.events.map((event) => event.kind)).not.toContain('connection-lost');
  });

  test('closes', async () => {
    line.silence();
    const asked = ask(`${running.district.url}/v1/health`);
    await pause(100); // it has come to the district
    await running.district.close();
    expect((await asked).status).toBe(500);
  });

  test('ends its process, though nobody answers the goodbye', async () => {
    const command = runCommand('district', ['--json', '--demo', '--port', '0'], { DATABASE_URL: line.url });
    onTestFinished(() => {
      command.child.kill('SIGKILL');
    });
    await command.line(/"url"/);
    line.silence();
    expect(await command.end('SIGTERM')).toBe(0);
  });

  test('does not start on one that is silent after the first words', async () => {
    line.silenceAt('select 1');
    await expect(openDatabase(through(line), () => {})).rejects.toMatchObject({
      kind: 'database-unreachable',
    });
  });

  test('gives its migrations longer than a request', async () => {
    const blocker = await blockerOf('lock table kysely_migration in access exclusive mode');
    const opening = openDatabase(through(line), () => {});
    await pause(2 * LIMITS.answerMs);
    await blocker.end();
    const { close } = await opening;
    await close();
  });

  function through({ url }: SilentLine): Storage {
    return { kind: 'postgresql', url, limits: LIMITS };
  }

  /** A transaction of somebody else that holds the lock until its end. */
  async function blockerOf(lock: string): Promise<Client> {
    const client = new Client({ connectionString: url });
    client.on('error', () => {}); // it may outlive the server
    await client.connect();
    await client.query('begin');
    await client.query(lock);
    return client;
  }
});
