import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type ThrowAwayPostgres } from '../support/postgres.ts';
import { startTestDistrict, type TestDistrict } from './test-district.ts';
import { ask, enrolKiosk, errorOf } from './test-kiosk.ts';

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

  test('answers internal, tells the kiosk nothing of it, and logs it', async () => {
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
