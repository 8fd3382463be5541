import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { EnrolReply } from '../../src/protocol/wire.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { preparedFolders } from './prepared-folder.ts';
import { acknowledgedBy, ask, entriesAfter, kioskWith, postEnrol } from './test-kiosk.ts';

const PROGRAM = fileURLToPath(new URL('../../src/cli/district.ts', import.meta.url));

/** A first start makes a whole database cluster, on a machine that may have much else to do. */
const POLL = { timeout: 40_000, interval: 20 };
const TEST_MS_MAX = 90_000;

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
  await expect.poll(() => run.said.out + run.said.err, POLL).toContain('\n');
  expect(run.said.err).toBe('');
  return JSON.parse(run.said.out);
}

describe('npm run district', { timeout: TEST_MS_MAX }, () => {
  const preparedFolder = preparedFolders();

  test('as a child says in one line of JSON where it is, serves, and ends with its standard input', async () => {
    const folder = join(temporaryFolder(), 'data');
    const run = district(['--json', '--demo', '--port', '0', '--data', folder]);
    const { url, code, docs } = await ready(run);
    const enrolled = await postEnrol({ url }, { code, journalId: randomUUID() });
    expect(enrolled.status).toBe(200);
    expect((await fetch(docs)).headers.get('content-type')).toMatch(/^text\/html/);
    expect((await ask(`${docs}/json`)).body).toMatchObject({ openapi: '3.1.0' });
    run.child.stdin.end();
    expect(await run.exited).toEqual([0, null]);
  });

  test('ends on SIGTERM, and a second start has a fresh code', async () => {
    const folder = preparedFolder();
    const codes: string[] = [];
    for (let start = 0; start < 2; start += 1) {
      const run = district(['--json', '--demo', '--port', '0', '--data', folder]);
      codes.push((await ready(run)).code);
      run.child.kill('SIGTERM');
      expect(await run.exited).toEqual([0, null]);
    }
    expect(codes[0]).not.toBe(codes[1]);
  });

  test('gives codes for named sites, and for all of them where none is named in a demo', async () => {
    const run = district([
      '--json',
      '--demo',
      '--site',
      'xijiao-pool',
      '--port',
      '0',
      '--data',
      preparedFolder(),
    ]);
    const { url, code } = await ready(run);
    const lines = () => run.said.out.trim().split('\n').slice(1);
    run.child.stdin.write('\ncode --site nowhere\ncode --site xijiao-pool --name 泳池\n');
    await expect.poll(lines, POLL).toHaveLength(3);
    const [unnamed, unknown, named] = lines().map((line) => JSON.parse(line));
    expect(unknown.error).toContain('nowhere');
    const enrolled = [];
    for (const one of [code, named.code, unnamed.code]) {
      const answer = await postEnrol({ url }, { code: one, journalId: randomUUID() });
      enrolled.push(EnrolReply.parse(answer.body));
    }
    const [first, second, third] = enrolled;
    expect(first).toMatchObject({ siteIds: ['xijiao-pool'], kioskName: '前台 1' });
    expect(second).toMatchObject({ siteIds: ['xijiao-pool'], kioskName: '泳池' });
    expect(third?.siteIds.length).toBeGreaterThan(10);
    expect(third?.kioskName).toBe('前台 2');
  });

  test('takes commands from a pipe, one after another, and outlives its end', async () => {
    const run = district(['--demo', '--port', '0', '--data', preparedFolder()]);
    const [card] = demoRecords;
    const token = 'token --name 报表 --role auditor';
    run.child.stdin.end(
      `deny ${card?.cardNumber} lost\r\n\ufeffallow　${card?.cardNumber}\nnonsense\n${token}\n${token}\n\n`,
    );
    await expect.poll(() => run.said.out.match(/Enrolment code/g)?.length, POLL).toBe(2);
    // The first token of a district that runs is made at its terminal, once for each name.
    const [, made = ''] = /Access token +(\S{40,})/.exec(run.said.out) ?? [];
    expect(run.said.out).toContain('there is a token of this name');
    expect(run.said.out).toMatch(/Denied from.*\n.*Allowed again.*\n.*not understood/);
    const [url = ''] = /http:\/\/[0-9.:]+/.exec(run.said.out) ?? [];
    const headers = { authorization: `Bearer ${made}` };
    expect((await ask(`${url}/v1/office/kiosks`, { headers })).status).toBe(200);
    const { body } = await ask(`${url}/v1/office/audit`, { headers });
    expect(JSON.stringify(body)).toContain('报表 · auditor');
    run.child.kill('SIGTERM');
    expect(await run.exited).toEqual([0, null]);
  });

  test('has what it acknowledged after it was killed', async () => {
    const folder = preparedFolder();
    const first = district(['--json', '--demo', '--port', '0', '--data', folder]);
    const { url, code } = await ready(first);
    const journalId = randomUUID();
    const enrolment = EnrolReply.parse((await postEnrol({ url }, { code, journalId })).body);
    const entries = entriesAfter(null, 3, { journalId });
    const acknowledged = acknowledgedBy(await kioskWith(url, enrolment, journalId).push(entries));
    expect(acknowledged.seq).toBe(3);
    first.child.kill('SIGKILL');
    await first.exited;
    const second = await ready(district(['--json', '--demo', '--port', '0', '--data', folder]));
    const again = kioskWith(second.url, enrolment, journalId);
    expect(acknowledgedBy(await again.push([]))).toEqual(acknowledged);
  });

  test('starts where an earlier first start was killed half-way', async () => {
    const folder = join(temporaryFolder(), 'data');
    const first = district(['--json', '--demo', '--port', '0', '--data', folder]);
    await expect.poll(() => existsSync(join(folder, 'pgdata.unfinished', 'PG_VERSION')), POLL).toBe(true);
    first.child.kill('SIGKILL');
    await first.exited;
    expect(first.said.out).toBe('');
    const second = await ready(district(['--json', '--demo', '--port', '0', '--data', folder]));
    expect((await ask(`${second.url}/v1/health`)).status).toBe(200);
  });

  test('tells a person the address, the documentation, the cards and a code, and ends on Ctrl-C', async () => {
    const run = district(['--demo', '--port', '0', '--data', preparedFolder()]);
    await expect.poll(() => run.said.out, POLL).toContain('Ctrl-C');
    expect(run.said.out).toMatch(/http:\/\/127\.0\.0\.1:[0-9]+\n/);
    expect(run.said.out).toMatch(/http:\/\/127\.0\.0\.1:[0-9]+\/docs\n/);
    expect(run.said.out).toMatch(new RegExp(`Cards +${demoRecords.length}\n`));
    expect(run.said.out).toMatch(/Enrolment code +[0-9]{4} [0-9]{4}\n/);
    run.child.kill('SIGINT');
    expect(await run.exited).toEqual([0, null]);
  });

  test('takes the signals that come with one Ctrl-C for one, and closes in order', async () => {
    const run = district(['--json', '--demo', '--port', '0', '--data', preparedFolder()]);
    await ready(run);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) run.child.kill(signal);
    expect(await run.exited).toEqual([0, null]);
  });

  test('waits for a request under way, but ends at once when it is told again', async () => {
    const run = district(['--json', '--demo', '--port', '0', '--data', preparedFolder()]);
    const { port } = new URL((await ready(run)).url);
    const half = connect(Number(port), '127.0.0.1').on('error', () => {}); // cut off with the district
    half.write(
      'POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    const again = setInterval(() => run.child.kill('SIGTERM'), 200);
    onTestFinished(() => {
      clearInterval(again);
      half.destroy();
    });
    expect(await run.exited).toEqual([null, 'SIGTERM']);
  });

  test('says in one line that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => {
      other.close();
    });
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const run = district(['--demo', '--port', String(port), '--data', preparedFolder()]);
    expect(await run.exited).toEqual([1, null]);
    expect(run.said.err).toBe(`port ${port} of 127.0.0.1 cannot be opened: another program is using it\n`);
  });

  test('says in one line that the database does not answer', async () => {
    const run = district(['--demo'], { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
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

describe('npm run district without --demo', { timeout: TEST_MS_MAX }, () => {
  const preparedFolder = preparedFolders();

  test('has no keys of its own: it does not start, and says how they are made', async () => {
    const run = district(['--port', '0', '--data', preparedFolder()]);
    expect(await run.exited).toEqual([1, null]);
    expect(run.said.out).toBe('');
    for (const words of ['keys -- init FOLDER', 'catalogue -- sign', '--keys FOLDER/district', '--demo']) {
      expect(run.said.err).toContain(words);
    }
    const imported = district(['import', 'journal.gz', '--data', preparedFolder()]);
    expect(await imported.exited).toEqual([2, null]);
    expect(imported.said.err).toContain('keys -- init FOLDER');
  });

  test('does not run on the cards of a demo, which anybody can print', async () => {
    const options = {
      host: '127.0.0.1',
      port: 0,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
    };
    const storage = { kind: 'pglite', folder: preparedFolder() } as const;
    await (await startDistrict({ ...options, storage, seed: demoRecords.slice(3, 4) })).close();
    const strangers = demoRecords.map(({ cardNumber }) => cardNumber);
    await expect(startDistrict({ ...options, storage, strangers })).rejects.toMatchObject({
      kind: 'demo-data',
    });
    await (await startDistrict({ ...options, storage, strangers: strangers.slice(0, 3) })).close();
  });
});
