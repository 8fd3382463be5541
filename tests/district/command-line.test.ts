import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ask, postEnrol } from './test-kiosk.ts';

const PROGRAM = fileURLToPath(new URL('../../src/cli/district.ts', import.meta.url));

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  /** Standard output and error so far. */
  readonly said: { out: string; err: string };
  readonly exited: Promise<unknown[]>;
}

function district(args: readonly string[], environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, DATABASE_URL: '', ...environment },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, said, exited: once(child, 'close') };
}

async function ready(run: Run): Promise<{ url: string; code: string; docs: string }> {
  await expect.poll(() => run.said.out + run.said.err, { timeout: 20_000 }).toContain('\n');
  expect(run.said.err).toBe('');
  return JSON.parse(run.said.out);
}

describe('npm run district', () => {
  test('as a child says in one line of JSON where it is, serves, and ends with its standard input', async () => {
    const folder = join(temporaryFolder(), 'data');
    const run = district(['--json', '--demo', '--port', '0', '--data', folder]);
    const { url, code, docs } = await ready(run);
    const enrolled = await postEnrol({ url }, { code, journalId: '6b1f6f0e-5d0c-4b57-9f5c-1d0d0c3f2a11' });
    expect(enrolled.status).toBe(200);
    expect((await fetch(docs)).headers.get('content-type')).toMatch(/^text\/html/);
    expect((await ask(`${docs}/json`)).body).toMatchObject({ openapi: '3.1.0' });
    run.child.stdin.end();
    expect(await run.exited).toEqual([0, null]);
  });

  test('ends on SIGTERM, and a second start has a fresh code', async () => {
    const folder = join(temporaryFolder(), 'data');
    const codes: string[] = [];
    for (let start = 0; start < 2; start += 1) {
      const run = district(['--json', '--port', '0', '--data', folder]);
      codes.push((await ready(run)).code);
      run.child.kill('SIGTERM');
      expect(await run.exited).toEqual([0, null]);
    }
    expect(codes[0]).not.toBe(codes[1]);
  });

  test('tells a person the address, the documentation, the cards and a code, and ends on Ctrl-C', async () => {
    const run = district(['--demo', '--port', '0', '--data', join(temporaryFolder(), 'data')]);
    await expect.poll(() => run.said.out, { timeout: 20_000 }).toContain('Ctrl-C');
    expect(run.said.out).toMatch(/http:\/\/127\.0\.0\.1:[0-9]+\n/);
    expect(run.said.out).toMatch(/http:\/\/127\.0\.0\.1:[0-9]+\/docs\n/);
    expect(run.said.out).toMatch(new RegExp(`Cards +${demoRecords.length}\n`));
    expect(run.said.out).toMatch(/Enrolment code +[0-9]{4} [0-9]{4}\n/);
    run.child.kill('SIGINT');
    expect(await run.exited).toEqual([0, null]);
  });

  test('says in one line that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => {
      other.close();
    });
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const run = district(['--port', String(port), '--data', join(temporaryFolder(), 'data')]);
    expect(await run.exited).toEqual([1, null]);
    expect(run.said.err).toBe(`port ${port} of 127.0.0.1 cannot be opened: another program is using it\n`);
  });

  test('says in one line that the database does not answer', async () => {
    const run = district([], { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
    expect(await run.exited).toEqual([1, null]);
    expect(run.said.err).toMatch(/^PostgreSQL at DATABASE_URL does not answer: .*ECONNREFUSED.*\n$/);
    expect(run.said.err).not.toContain('secret');
  });

  test.each([['--port', '65536'], ['--port', 'x'], ['--what'], ['extra']])(
    'explains itself to %s %s',
    async (...args) => {
      const run = district(args.filter((arg) => arg !== undefined));
      expect(await run.exited).toEqual([2, null]);
      expect(run.said.err).toContain('npm run district');
    },
  );
});
