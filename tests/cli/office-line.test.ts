import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { enrolmentCode } from '../../src/cli/district/code.ts';
import { officeDiscrepancies } from '../../src/cli/district/discrepancies.ts';
import { officeQuarantine } from '../../src/cli/district/quarantine.ts';
import { CLUSTER } from '../../src/district/database/cluster-folder.ts';
import { claimFolder } from '../../src/district/database/folder-claim.ts';
import { entriesAfter } from '../district/test-kiosk.ts';
import { type Authority, newAuthority, newCertificate } from '../support/certificates.ts';
import { answerJson, scriptedServer } from '../support/scripted-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { listening } from '../support/tls-server.ts';

const COMMANDS = [
  { name: 'discrepancies', ask: (args: string[]) => told(officeDiscrepancies, args) },
  { name: 'quarantine', ask: (args: string[]) => told(officeQuarantine, ['list', ...args]) },
  { name: 'code', ask: (args: string[]) => told(enrolmentCode, ['--site', 'xijiao-pool', ...args]) },
];
const NO_OFFICE = JSON.stringify({ error: { kind: 'unauthorized', message: 'not the token of the office' } });
const authority = await newAuthority();

test.each(['\u001b[31mX', '前台\u202e 1', 'a\nb', ' ', '台'.repeat(81)])(
  'no code is made for a kiosk called %j, which no window would show so',
  async (name) => {
    const place = ['--demo', '--data', join(temporaryFolder(), 'data'), '--site', 'xijiao-pool'];
    expect(await told(enrolmentCode, [...place, '--name', name])).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringMatching(/^--name：.*控制字符.*no code was made/),
    });
  },
);

describe.each(COMMANDS)('district -- $name --url', ({ ask }) => {
  test('asks a district of a private authority once that is given, and not before', async () => {
    const { url, tokens } = await district();
    expect(await ask(['--url', url, ...tokenFile()])).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/不认识签发.*用 --ca .*not known here.*--ca FILE/),
    });
    expect(tokens).toEqual([]);
    const ca = fileWith(authority.certificatePem);
    const refused = expect.stringContaining('not the token of the office');
    expect(await ask(['--url', url, '--ca', ca, ...tokenFile()])).toMatchObject({ complained: refused });
    expect(tokens).toEqual(['Bearer of-the-test']);
  });

  test('says of a certificate that signed itself that it can be given', async () => {
    const { url } = await district(null);
    expect(await ask(['--url', url, ...tokenFile()])).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/自签.*用 --ca .*signed its certificate itself.*--ca FILE/),
    });
  });

  test('goes out by the proxy of the network, which is told where to and not the token', async () => {
    const heard: unknown[] = [];
    const proxy = createPlainServer().on('connect', (request, socket) => {
      heard.push(request.url, request.headers.authorization);
      socket.end('HTTP/1.1 403 No\r\n\r\n');
    });
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${await listening(proxy)}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await ask(['--url', 'https://district.test', ...tokenFile()])).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/代理.*proxy/),
    });
    expect(heard).toEqual(['district.test:443', undefined]);
  });

  test('sends the token without TLS to this machine alone, unless it is allowed', async () => {
    const { port, tokens } = await plainDistrict();
    const outside = `http://${ownAddress()}:${port}`;
    expect(await ask(['--url', outside, ...tokenFile()])).toMatchObject({
      code: 2,
      complained: expect.stringContaining('--allow-http'),
    });
    expect(tokens).toEqual([]);
    await ask(['--url', `http://127.0.0.1:${port}`, ...tokenFile()]);
    await ask(['--url', outside, '--allow-http', ...tokenFile()]);
    expect(tokens).toHaveLength(2);
  });

  test.each([
    ['a page of a captive portal', 200, '<html>请登录</html>'],
    ['nothing at all', 204, ''],
    ['another JSON', 200, '[]'],
  ])('says in words that %s is no district', async (_name, status, body) => {
    const { url } = await scriptedServer((response) => response.writeHead(status).end(body));
    expect(await ask(['--url', url, ...tokenFile()])).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringContaining(`HTTP ${status}`),
    });
  });

  test('takes an address that was copied with what belongs to a page', async () => {
    const { url, requests } = await scriptedServer((response) => response.writeHead(404).end());
    await ask(['--url', `${url}/talent/?from=mail#/sign-in`, ...tokenFile()]);
    expect(requests[0]?.url).toMatch(/^\/talent\/v1\/office\/[a-z]+(\?open=true)?$/);
  });

  test('follows no redirection, which could take the token elsewhere', async () => {
    let asked = 0;
    const elsewhere = await scriptedServer((response) => {
      asked += 1;
      response.end('{}');
    });
    const { url } = await scriptedServer((response) =>
      response.writeHead(302, { location: elsewhere.url }).end(),
    );
    expect(await ask(['--url', url, ...tokenFile()])).toMatchObject({ code: 2 });
    expect(asked).toBe(0);
  });

  test('refuses what is no address, and an authority that is none, in words', async () => {
    for (const url of ['district', 'ftp://127.0.0.1/', 'http://me:secret@127.0.0.1:1']) {
      const answer = await ask(['--url', url, ...tokenFile()]);
      expect(answer).toMatchObject({ code: 2, said: '', complained: expect.stringMatching(/地址/) });
      expect(answer.complained).not.toContain('secret');
    }
    const noCertificate = fileWith('no certificate');
    expect(await ask(['--url', 'https://127.0.0.1:1', '--ca', noCertificate])).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/^--ca .*没有证书/),
    });
    const withoutTls = ['--url', 'HTTP://127.0.0.1:1', '--ca', fileWith(authority.certificatePem)];
    expect(await ask(withoutTls)).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/^--ca 只用于 https:/),
    });
  });

  test('says of data that a running district has how to ask that one', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, CLUSTER));
    const claim = claimFolder(folder);
    onTestFinished(() => claim.release());
    expect(await ask(['--data', folder, '--demo'])).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringMatching(
        /^区平台正在使用数据文件夹 .*Another district server is using[\s\S]*--url 和 --token-file/,
      ),
    });
  });
});

test('shows a forked journal of a hundred days, which is larger than any answer to a kiosk', async () => {
  const [journalId, kioskId] = [randomUUID(), randomUUID()];
  const entries = entriesAfter(null, 12_000, { journalId, kioskId }).map((entry) => ({
    entry,
    kioskId,
    receivedAtMs: 0,
    outcome: 'waiting',
    mergedAs: null,
  }));
  const { url } = await scriptedServer((response) => answerJson(response, 200, { serverTimeMs: 0, entries }));
  const shown = await told(officeQuarantine, ['show', journalId, '--json', '--url', url, ...tokenFile()]);
  expect(shown).toMatchObject({ code: 0, complained: '' });
  expect(shown.said.split('\n')).toHaveLength(12_000);
});

type Command = typeof officeDiscrepancies;

async function told(command: Command, args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await command(args, undefined, {
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

/** With TLS; it knows nobody's token. */
async function district(issuer: Authority | null = authority) {
  const { certificatePem, keyPem } = await newCertificate(issuer === null ? {} : { authority: issuer });
  const { tokens, answer } = refusing();
  const server = createServer({ cert: certificatePem, key: keyPem }, answer);
  return { url: `https://127.0.0.1:${await listening(server)}`, tokens };
}

/** Without TLS, at every address of this machine. */
async function plainDistrict() {
  const { tokens, answer } = refusing();
  return { port: await listening(createPlainServer(answer)), tokens };
}

/** Keeps the tokens that it hears. */
function refusing() {
  const tokens: unknown[] = [];
  const answer: RequestListener = (request, response) => {
    tokens.push(request.headers.authorization);
    response.writeHead(401, { 'content-type': 'application/json' }).end(NO_OFFICE);
  };
  return { tokens, answer };
}

function tokenFile(): string[] {
  return ['--token-file', fileWith('of-the-test\n')];
}

function fileWith(text: string): string {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, text);
  return file;
}

/** An address of this machine that nobody can tell to be its own. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '192.0.2.1';
}
