import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { authorityWords, lineTrustOf } from '../../src/cli/input/line-trust.ts';
import { cleanEnvironment } from '../../src/host/clean-environment.ts';
import { httpTransport } from '../../src/host/district/district-transport.ts';
import { authorityIn, fingerprintOf, type LineTrust } from '../../src/host/district/line-trust.ts';
import type { HostOptions } from '../../src/host/host-options.ts';
import { type CertificateWish, newAuthority, newCertificate } from '../support/certificates.ts';
import { freePort } from '../support/free-port.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { listening, tlsServer } from '../support/tls-server.ts';

const authority = await newAuthority();

describe('a certificate', () => {
  test.each<[string, CertificateWish, string]>([
    ['that signed itself', {}, 'tls-self-signed'],
    ['of an authority that nobody knows', { authority }, 'tls-unknown-authority'],
  ])('%s is named as that', async (_name, wish, kind) => {
    expect(await asked(await tlsServer(await newCertificate(wish)))).toMatchObject({ kind });
  });

  test.each<[string, CertificateWish, string]>([
    ['that is not valid yet', { fromDay: 10, authority }, 'tls-not-yet-valid'],
    ['that has expired', { fromDay: -20, untilDay: -1, authority }, 'tls-expired'],
    ['for another name', { host: 'district.example', authority }, 'tls-wrong-name'],
  ])('%s is named as that, though its authority is known', async (_name, wish, kind) => {
    const url = await tlsServer(await newCertificate(wish));
    expect(await asked(url, lineTrustFor(url))).toMatchObject({ kind });
  });

  test('of the private authority is believed at its address, and at no other', async () => {
    const [url, other] = [
      await tlsServer(await newCertificate({ authority })),
      await tlsServer(await newCertificate({ authority })),
    ];
    expect(await asked(url, lineTrustFor(url))).toMatchObject({ kind: 'answered', status: 200 });
    expect(await asked(other, lineTrustFor(url))).toMatchObject({ kind: 'tls-unknown-authority' });
  });

  test('is believed that was given itself, or that vouches for it without being a root', async () => {
    const below = await newAuthority(authority);
    const issued = await newCertificate({ authority: below });
    for (const { certificatePem } of [below, issued]) {
      const url = await tlsServer(issued);
      const lineTrust = { ...lineTrustFor(url), authorityPem: certificatePem };
      expect(await asked(url, lineTrust)).toMatchObject({ kind: 'answered' });
    }
    const alone = await newCertificate();
    const url = await tlsServer(alone);
    const lineTrust = { ...lineTrustFor(url), authorityPem: alone.certificatePem };
    expect(await asked(url, lineTrust)).toMatchObject({ kind: 'answered' });
  });

  test.each(['TLSv1', 'TLSv1.1'] as const)(
    'under %s alone is of a district that is too old',
    async (version) => {
      const url = await tlsServer(await newCertificate({ authority }), oldTls(version));
      expect(await asked(url, lineTrustFor(url))).toMatchObject({ kind: 'tls-too-old' });
    },
  );

  test('with no cipher in common is no certificate to be used', async () => {
    const ciphers = 'ECDHE-ECDSA-NULL-SHA@SECLEVEL=0';
    const url = await tlsServer(await newCertificate({ authority }), { ciphers, maxVersion: 'TLSv1.2' });
    expect(await asked(url, lineTrustFor(url))).toMatchObject({ kind: 'tls-failed' });
    // This cipher does not encrypt.
    expect(await kindInProcess(url, { NODE_OPTIONS: `--tls-cipher-list=${ciphers}` })).toBe('tls-failed');
  });

  test('is checked whatever the environment says', async () => {
    const url = await tlsServer(await newCertificate({ authority }));
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await asked(url)).toMatchObject({ kind: 'tls-unknown-authority' });
    const file = join(temporaryFolder(), 'authority.pem');
    writeFileSync(file, authority.certificatePem);
    const loosened = { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(await kindInProcess(url, { ...loosened, NODE_OPTIONS: '--use-openssl-ca' })).toBe(
      'tls-unknown-authority',
    );
  });

  test('is not taken under an old TLS that NODE_OPTIONS allows', async () => {
    const url = await tlsServer(await newCertificate({ authority }), oldTls('TLSv1'));
    const allowed = '--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0';
    expect(await kindInProcess(url, { NODE_OPTIONS: allowed })).toBe('tls-too-old');
    const file = join(temporaryFolder(), 'openssl.cnf');
    writeFileSync(file, OLD_OPENSSL);
    const both = { NODE_OPTIONS: `${allowed} --openssl-shared-config`, OPENSSL_CONF: file };
    expect(await kindInProcess(url, both)).toBe('tls-too-old');
  });
});

describe('an address', () => {
  test('whose port speaks another protocol is named as that', async () => {
    const plain = await listening(createPlainServer((_request, response) => void response.end('{}')));
    expect(await asked(`https://127.0.0.1:${plain}/`)).toMatchObject({ kind: 'tls-not-spoken' });
  });

  test.each([
    // Closed in a browser; here it is a port like any other.
    ['http://127.0.0.1:6000/', 'connection-refused'],
    ['http://clerk:secret@127.0.0.1:4700/', 'address-credentials'],
    ['https://clerk@district.example/', 'address-credentials'],
    ['ftp://127.0.0.1/', 'address-unusable'],
    ['not an address', 'address-unusable'],
    ['http://no-such-name.invalid/', 'http-not-allowed'],
    ['https://no-such-name.invalid/', 'name-unknown'],
    ['http://10.0.0.9:4700/', 'http-not-allowed'],
    ['http://[2001:db8::1]/', 'http-not-allowed'],
    ['http://127.0.0.1.example/', 'http-not-allowed'],
    ['http://localhost.example/', 'http-not-allowed'],
  ])('%s is %s', async (url, kind) => {
    expect(await asked(url)).toMatchObject({ kind });
  });

  test('where nobody listens is refused, by each name of this machine', async () => {
    const port = await freePort();
    for (const host of ['127.0.0.1', '127.8.9.10', 'localhost', '[::1]']) {
      const { kind } = await asked(`http://${host}:${port}/`);
      // A machine without IPv6 has no way to ::1.
      expect(host === '[::1]' ? ['connection-refused', 'unreachable'] : ['connection-refused']).toContain(
        kind,
      );
    }
  });

  // Windows has no way to 0.0.0.0, which is this machine under an address that is no loopback one.
  test.skipIf(process.platform === 'win32')(
    'without TLS is asked where a technician allowed it, and there alone',
    async () => {
      const port = await listening(createPlainServer((_request, response) => void response.end('{}')));
      const url = `http://0.0.0.0:${port}/`;
      expect(await asked(url)).toMatchObject({ kind: 'http-not-allowed' });
      expect(await asked(url, { ...lineTrustFor(url), allowsHttp: true })).toMatchObject({
        kind: 'answered',
      });
      const elsewhere = { ...lineTrustFor('http://0.0.0.0:1/'), allowsHttp: true };
      expect(await asked(url, elsewhere)).toMatchObject({ kind: 'http-not-allowed' });
    },
  );
});

describe('the host', () => {
  test('keeps the private authority for later starts, and shows its fingerprint', async () => {
    const district = await memoryDistrict();
    const { certificatePem, keyPem } = await newCertificate({ authority });
    const front = createServer({ cert: certificatePem, key: keyPem }, async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) };
      const headers = request.headers as Record<string, string>;
      const answer = await fetch(`${district.server.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers,
        ...body,
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    });
    const districtUrl = `https://127.0.0.1:${await listening(front)}`;
    const options = hostOptions({ districtUrl });
    const first = await startedHost(options);
    expect(await first.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null })).toMatchObject({
      ok: false,
      fault: { kind: 'tls-unknown-authority' },
    });
    await first.close();
    const settled = await startedHost({ ...options, lineTrust: lineTrustFor(districtUrl) });
    expect(await settled.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null })).toMatchObject({
      ok: true,
    });
    await settled.close();
    const later = await startedHost(options);
    expect(await later.call('district.push', {})).toMatchObject({ ok: true });
    expect((await later.call('kiosk.info', {})).lineTrust).toEqual({
      origin: districtUrl,
      authorityFingerprint: fingerprintOf(authority.certificatePem),
      isPlain: false,
    });
  });

  test('says of a proxy that wants a login what it is', async () => {
    const port = await listening(
      createPlainServer((_request, response) => void response.writeHead(407).end('<html>proxy</html>')),
    );
    const host = await startedHost(hostOptions({ districtUrl: `http://127.0.0.1:${port}` }));
    expect(await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null })).toMatchObject({
      fault: { kind: 'proxy-login' },
    });
  });

  test('refuses to enrol without TLS beyond this machine, and asks nobody', async () => {
    const host = await startedHost(hostOptions());
    const answer = await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: 'http://10.0.0.9:4700' });
    expect(answer).toMatchObject({ ok: false, fault: { kind: 'http-not-allowed' } });
  });
});

describe('a file of an authority', () => {
  const { certificatePem } = authority;
  const der = Buffer.from(certificatePem.replace(/-----[^-]+-----/g, ''), 'base64');

  test.each<[string, Uint8Array]>([
    ['PEM', Buffer.from(certificatePem)],
    [
      'PEM with Windows line ends, and words before it',
      Buffer.from(`District\r\n${certificatePem.replaceAll('\n', '\r\n')}`),
    ],
    ['PEM with a byte-order mark', Buffer.from(`\ufeff${certificatePem}`)],
    ['PEM in UTF-16, as Windows PowerShell writes it', Buffer.from(`\ufeff${certificatePem}`, 'utf16le')],
    ['DER', der],
  ])('is read: %s', (_name, bytes) => {
    expect(authorityIn(bytes)).toEqual({ kind: 'one', pem: expect.any(String) });
    const found = authorityIn(bytes);
    expect(found.kind === 'one' && fingerprintOf(found.pem)).toBe(fingerprintOf(certificatePem));
  });

  test.each<[string, Uint8Array, string]>([
    ['empty', Buffer.from(''), 'none'],
    ['other text', Buffer.from('no certificate'), 'none'],
    ['a key', Buffer.from(authority.keyPem), 'none'],
    ['a certificate that is cut short', Buffer.from(certificatePem.slice(0, 300)), 'none'],
    ['cut DER', der.subarray(0, 100), 'none'],
    ['a photograph, say', Buffer.alloc(200_000, 0xff), 'none'],
    ['two certificates', Buffer.from(certificatePem.repeat(2)), 'several'],
  ])('is refused: %s', (_name, bytes, kind) => {
    expect(authorityIn(bytes)).toEqual({ kind });
  });

  test('that --ca names is told in words of its own where it is not one', () => {
    const folder = temporaryFolder();
    const told = (bytes: string | null) => {
      const file = join(folder, 'ca');
      if (bytes !== null) writeFileSync(file, bytes);
      return lineTrustOf({ districtUrl: 'https://a.example/b', authorityFile: file, allowsHttp: false });
    };
    expect(told(null)).toMatch(/没有这个文件.*no such file/);
    expect(told('')).toMatch(/没有证书.*no certificate/);
    expect(told(certificatePem.repeat(2))).toMatch(/几张证书.*several/);
    const withoutTls = { districtUrl: 'http://10.0.0.9:4700', authorityFile: 'any', allowsHttp: true };
    expect(lineTrustOf(withoutTls)).toMatch(/只用于 https:.*without TLS/);
    const settled = told(certificatePem);
    expect(settled).toMatchObject({ origin: 'https://a.example', allowsHttp: false });
    expect(authorityWords(settled as LineTrust)).toContain(fingerprintOf(certificatePem));
  });
});

describe('what is settled in the profile', () => {
  test('may be written by hand, with a slash at the end of the address', async () => {
    const options = hostOptions({ districtUrl: 'https://a.example/talent' });
    writeSettled(options, { ...lineTrustFor('https://a.example'), origin: 'HTTPS://a.example:443/' });
    const host = await startedHost(options);
    expect((await host.call('kiosk.info', {})).lineTrust).toMatchObject({
      origin: 'https://a.example',
      authorityFingerprint: fingerprintOf(authority.certificatePem),
    });
  });

  test.each<[string, object]>([
    ['a certificate that is none', { authorityPem: 'no certificate' }],
    ['an address that is none', { origin: 'a.example' }],
  ])('is moved aside and told where it has %s', async (_name, wrong) => {
    const options = hostOptions();
    writeSettled(options, { ...lineTrustFor('https://a.example'), ...wrong });
    const host = await startedHost(options);
    expect((await host.call('kiosk.info', {})).lineTrust).toBeUndefined();
    const { troubles } = await host.call('kiosk.health', {});
    expect(troubles).toMatchObject([
      { kind: 'file-broken', keptIn: expect.stringContaining('district-line') },
    ]);
  });

  test('marks an address without TLS', async () => {
    const districtUrl = 'http://10.0.0.9:4700';
    const lineTrust = { format: 1 as const, origin: districtUrl, authorityPem: null, allowsHttp: true };
    const host = await startedHost(hostOptions({ districtUrl, lineTrust }));
    expect((await host.call('kiosk.info', {})).lineTrust).toEqual({
      origin: districtUrl,
      authorityFingerprint: null,
      isPlain: true,
    });
  });

  test('does not mark an address without TLS that nobody allowed, and that is not asked', async () => {
    const host = await startedHost(
      hostOptions({ districtUrl: 'http://10.0.0.9:4700', lineTrust: lineTrustFor('https://a.example') }),
    );
    expect((await host.call('kiosk.info', {})).lineTrust).toMatchObject({ isPlain: false });
  });
});

function writeSettled({ profileFolder }: HostOptions, settled: object): void {
  mkdirSync(profileFolder, { recursive: true });
  writeFileSync(join(profileFolder, 'district-line.json'), JSON.stringify(settled));
}

test('what loosens TLS goes out of the environment, in any case of letters', () => {
  const environment: Record<string, string | undefined> = {
    PATH: '/bin',
    NODE_EXTRA_CA_CERTS: 'x',
    Node_TLS_Reject_Unauthorized: '0',
    NODE_USE_SYSTEM_CA: '1',
    NODE_USE_ENV_PROXY: '1',
    NODE_OPTIONS: '--use-openssl-ca',
    SSL_CERT_FILE: 'y',
    SSL_CERT_DIR: 'z',
    OPENSSL_CONF: 'o',
    OPENSSL_MODULES: 'm',
    SSLKEYLOGFILE: 'keys',
    HTTPS_PROXY: 'http://proxy:3128',
  };
  cleanEnvironment(environment);
  expect(environment).toEqual({ PATH: '/bin', HTTPS_PROXY: 'http://proxy:3128' });
});

function lineTrustFor(url: string): LineTrust {
  const { origin } = new URL(url);
  return { format: 1, origin, authorityPem: authority.certificatePem, allowsHttp: false };
}

function oldTls(version: 'TLSv1' | 'TLSv1.1') {
  return { ciphers: 'DEFAULT@SECLEVEL=0', minVersion: version, maxVersion: version };
}

/** If a program names no TLS version, OpenSSL then uses old ones too, with the weak keys and hashes that they need. */
const OLD_OPENSSL = `openssl_conf = conf
[conf]
ssl_conf = ssl
[ssl]
system_default = tls
[tls]
MinProtocol = TLSv1
CipherString = DEFAULT@SECLEVEL=0
`;

/** Node reads its variables at its start, so that only another process can tell. */
async function kindInProcess(url: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const transport = new URL('../../src/host/district/district-transport.ts', import.meta.url).href;
  const script = `import { httpTransport } from ${JSON.stringify(transport)};
    const answer = await httpTransport()({ method: 'GET', url: ${JSON.stringify(url)}, target: '/', headers: {}, body: null });
    console.log(answer.kind);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...environment },
  });
  return stdout.trim();
}

async function asked(url: string, lineTrust: LineTrust | null = null) {
  const { kind, ...rest } = await httpTransport({ lineTrust })({
    method: 'GET',
    url,
    target: '/',
    headers: {},
    body: null,
  });
  return { kind, ...rest };
}
