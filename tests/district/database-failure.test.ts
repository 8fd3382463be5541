import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type ThrowAwayPostgres } from '../support/postgres.ts';
import { startTestDistrict, type TestDistrict } from './test-district.ts';
import { acknowledgedBy, ask, enrolKiosk, entriesAfter, errorOf } from './test-kiosk.ts';

describe('a district whose PostgreSQL fails', () => {
  let postgres: ThrowAwayPostgres;
  let url: string;
  let running: TestDistrict;

  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase();
    running = await startTestDistrict({ kind: 'postgresql', url });
  });

  afterAll(async () => {
    await running.district.close();
    await postgres.stop();
  });

  async function administer(statement: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }

  test('goes on serving after its connections were cut', async () => {
    const kiosk = await enrolKiosk(running.district);
    await administer(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await expect.poll(() => running.events.map((event) => event.kind)).toContain('connection-lost');
    expect((await kiosk.push([])).status).toBe(200);
  });

  test('goes on serving after a connection was cut in the middle of a transaction', async () => {
    const kiosk = await enrolKiosk(running.district);
    const entries = entriesAfter(null, 3, kiosk);
    const blocker = new Client({ connectionString: url });
    await blocker.connect();
    try {
      await blocker.query('begin');
      await blocker.query('lock table journal_entry in access exclusive mode');
      const pushing = kiosk.push(entries);
      const blocked = "select pid from pg_stat_activity where wait_event_type = 'Lock'";
      await expect.poll(async () => (await blocker.query(blocked)).rowCount).toBe(1);
      running.events.length = 0;
      await blocker.query(`select pg_terminate_backend(pid) from (${blocked}) as waiting`);
      expect((await pushing).status).toBe(500);
      await expect.poll(() => running.events.map((event) => event.kind)).toContain('connection-lost');
    } finally {
      await blocker.end();
    }
    expect(acknowledgedBy(await kiosk.push(entries)).seq).toBe(3);
  });

  test('answers internal, tells the kiosk nothing of it, and logs it', async () => {
    running.events.length = 0;
    await administer('alter table district rename to elsewhere');
    const answer = await ask(`${running.district.url}/v1/health`);
    expect(answer.status).toBe(500);
    expect(errorOf(answer)).toEqual({
      kind: 'internal',
      message: 'the district could not do this; its log says why',
    });
    const failed = running.events.find((event) => event.kind === 'request-failed');
    expect(failed).toMatchObject({ request: 'GET /v1/health' });
    await administer('alter table elsewhere rename to district');
    expect((await ask(`${running.district.url}/v1/health`)).status).toBe(200);
  });
});
