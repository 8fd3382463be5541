import { createServer as createPlainServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { httpTransport, type TransportLimits } from '../../src/host/district/district-transport.ts';
import { type LineProxy, proxyIn } from '../../src/host/district/line-proxy.ts';
import { type CertificateWish, newAuthority, newCertificate } from '../support/certificates.ts';
import { freePort } from '../support/free-port.ts';
import { listening, tlsServer } from '../support/tls-server.ts';

const authority = await newAuthority();
/** Every name under `.test` is this machine for the proxies here, and nowhere for whoever asks without one. */
const DISTRICT = 'district.test';

describe('a proxy', () => {
  test('is passed, and the district is known by its own certificate', async () => {
    const proxy = await startedProxy();
    const url = await districtUrl({ host: DISTRICT });
    expect(await asked(url, { proxy })).toMatchObject({ kind: 'answered', status: 200 });
    expect(proxy.seen).toEqual([`CONNECT ${new URL(url).host}`]);
    expect(await asked(url, { proxy, isKnown: false })).toMatchObject({ kind: 'tls-unknown-authority' });
  });

  test.each<[string, CertificateWish, string]>([
    ['another name', { host: 'other.test' }, 'tls-wrong-name'],
    ['a day that is past', { host: DISTRICT, fromDay: -20, untilDay: -1 }, 'tls-expired'],
  ])('does not make good a certificate with %s', async (_name, wish, kind) => {
    const proxy = await startedProxy();
    expect(await asked(await districtUrl(wish), { proxy })).toMatchObject({ kind });
  });

  test('is given its user and password, and says without them that it wants a login', async () => {
    const proxy = await startedProxy({ login: 'clerk:s3cret' });
    const url = await districtUrl({ host: DISTRICT });
    expect(await asked(url, { proxy })).toMatchObject({ kind: 'proxy-login', detail: 'proxy: 407' });
    const withLogin = { ...proxy, url: proxy.url.replace('//', '//clerk:s3cret@') };
    expect(await asked(url, { proxy: withLogin })).toMatchObject({ kind: 'answered' });
  });

  test.each([
    ['a user alone', 'clerk', 'clerk:'],
    ['a password alone', ':s3cret', ':s3cret'],
    ['signs that an address has by their codes', 'cl%40rk:%E5%AF%86%3A%25', 'cl@rk:密:%'],
    ['a per cent sign that begins no code', 'clerk:100%', 'clerk:100%'],
  ])('is given %s', async (_name, written, login) => {
    const proxy = await startedProxy({ login });
    const url = await districtUrl({ host: DISTRICT });
    const withLogin = { ...proxy, url: proxy.url.replace('//', `//${written}@`) };
    expect(await asked(url, { proxy: withLogin })).toMatchObject({ kind: 'answered' });
  });

  test.each([403, 502])('that answers %i lets nothing pass', async (status) => {
    const proxy = await startedProxy({ status });
    const url = await districtUrl({ host: DISTRICT });
    expect(await asked(url, { proxy })).toEqual({ kind: 'proxy-failed', detail: `proxy: ${status}` });
  });

  test('that is not there, or has no name or no address, is the proxy that failed', async () => {
    const url = await districtUrl({ host: DISTRICT });
    for (const [proxyUrl, detail] of [
      [`http://127.0.0.1:${await freePort()}`, /ECONNREFUSED/],
      ['http://no-such-proxy.invalid:3128', /ENOTFOUND|EAI_AGAIN/],
      ['http://:3128', /not an address/],
      ['ftp://proxy', /not an address/],
    ] as const) {
      const answer = await asked(url, { proxy: { url: proxyUrl, except: '' } });
      expect(answer).toEqual({ kind: 'proxy-failed', detail: expect.stringMatching(detail) });
    }
  });

  test('that hangs is the proxy that failed, unless the question itself has no more time', async () => {
    const proxy = await startedProxy({ status: null });
    const url = await districtUrl({ host: DISTRICT });
    expect(await asked(url, { proxy, proxyMsMax: 200 })).toEqual({
      kind: 'proxy-failed',
      detail: expect.stringContaining('TimeoutError'),
    });
    expect(await asked(url, { proxy, requestMsMax: 200 })).toMatchObject({ kind: 'timeout' });
  });

  test('of its own TLS is not vouched for by the authority of the district', async () => {
    const { certificatePem, keyPem } = await newCertificate({ authority });
    const server = createTlsServer({ cert: certificatePem, key: keyPem });
    const proxy = { url: `https://127.0.0.1:${await listening(server)}`, except: '' };
    const answer = await asked(await districtUrl({ host: DISTRICT }), { proxy });
    expect(answer).toEqual({ kind: 'proxy-failed', detail: 'proxy: UNABLE_TO_GET_ISSUER_CERT_LOCALLY' });
  });

  test('is not asked for this machine, for what it excepts, or without TLS', async () => {
    const proxy = await startedProxy();
    const here = await districtUrl({}, '127.0.0.1');
    expect(await asked(here, { proxy })).toMatchObject({ kind: 'answered' });
    const url = await districtUrl({ host: DISTRICT });
    expect(await asked(url, { proxy: { ...proxy, except: '.test' } })).toMatchObject({
      kind: 'name-unknown',
    });
    const plain = `http://0.0.0.0:${await listening(createPlainServer((_request, response) => void response.end('{}')))}/`;
    expect(await asked(plain, { proxy, allowsHttp: true })).toMatchObject({ kind: 'answered' });
    expect(proxy.seen).toEqual([]);
  });
});

test.each<[Record<string, string>, LineProxy | null]>([
  [{}, null],
  [{ HTTPS_PROXY: '' }, null],
  [{ HTTP_PROXY: 'http://a:1' }, null],
  [{ HTTPS_PROXY: 'http://a:1' }, { url: 'http://a:1', except: '' }],
  [
    { HTTPS_PROXY: 'a:1', NO_PROXY: 'b' },
    { url: 'http://a:1', except: 'b' },
  ],
  [
    { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://c:2', no_proxy: 'd' },
    { url: 'http://c:2', except: 'd' },
  ],
])('%j names %j', (environment, proxy) => {
  expect(proxyIn(environment)).toEqual(proxy);
});

async function districtUrl(wish: CertificateWish, host = DISTRICT): Promise<string> {
  const url = new URL(await tlsServer(await newCertificate({ ...wish, authority })));
  return `https://${host}:${url.port}/`;
}

async function asked(
  url: string,
  {
    proxy,
    isKnown = true,
    allowsHttp = false,
    requestMsMax = 4_000,
    proxyMsMax,
  }: TransportLimits & {
    readonly proxy: LineProxy;
    readonly isKnown?: boolean;
    readonly allowsHttp?: boolean;
  },
) {
  const { origin } = new URL(url);
  const authorityPem = isKnown ? authority.certificatePem : null;
  const lineTrust = { format: 1 as const, origin, authorityPem, allowsHttp };
  return httpTransport({ lineTrust, proxy, requestMsMax, ...(proxyMsMax !== undefined && { proxyMsMax }) })({
    method: 'GET',
    url,
    target: '/',
    headers: {},
    body: null,
  });
}

/** A real proxy: lets CONNECT pass to this machine, or answers as it is told; null answers nothing. */
async function startedProxy({
  login = null,
  status = 200,
}: {
  readonly login?: string | null;
  readonly status?: number | null;
} = {}) {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createPlainServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  server.on('connect', (request, socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    seen.push(`CONNECT ${request.url}`);
    const wanted = login === null ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (status === null) return;
    if (request.headers['proxy-authorization'] !== wanted) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n');
    } else if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    } else {
      const onward = connect(Number(new URL(`http://${request.url}`).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
    }
  });
  const url = `http://127.0.0.1:${await listening(server)}`;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { url, except: '', seen };
}
