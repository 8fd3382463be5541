import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cleanEnvironment } from '../../src/host/clean-environment.ts';
import { httpTransport } from '../../src/host/district-transport.ts';
import { authorityIn, fingerprintOf, type LineTrust } from '../../src/host/line-trust.ts';
import { type CertificateWish, type Issued, newAuthority, newCertificate } from '../support/certificates.ts';
import { freePort } from '../support/free-port.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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
    expect(await asked(url, trustFor(url))).toMatchObject({ kind });
  });

  test('of the private authority is believed at its address, and at no other', async () => {
    const [url, other] = [
      await tlsServer(await newCertificate({ authority })),
      await tlsServer(await newCertificate({ authority })),
    ];
    expect(await asked(url, trustFor(url))).toMatchObject({ kind: 'answered', status: 200 });
    expect(await asked(other, trustFor(url))).toMatchObject({ kind: 'tls-unknown-authority' });
  });

  test('is checked whatever the environment says', async () => {
    const url = await tlsServer(await newCertificate({ authority }));
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await asked(url)).toMatchObject({ kind: 'tls-unknown-authority' });
    const file = join(temporaryFolder(), 'authority.pem');
    writeFileSync(file, authority.certificatePem);
    // Node reads these at its start, so that only another process can tell.
    const script = `import { httpTransport } from ${JSON.stringify(new URL('../../src/host/district-transport.ts', import.meta.url).href)};
      const answer = await httpTransport()({ method: 'GET', url: ${JSON.stringify(url)}, target: '/', headers: {}, body: null });
      console.log(answer.kind);`;
    const loosened = { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--use-openssl-ca', '--input-type=module', '-e', script],
      { env: { ...process.env, ...loosened } },
    );
    expect(stdout.trim()).toBe('tls-unknown-authority');
  });
});

describe('an address', () => {
  test('whose port speaks another protocol is named as that', async () => {
    const plain = await listening(createPlainServer((_request, response) => void response.end('{}')));
    expect(await asked(`https://127.0.0.1:${plain}/`)).toMatchObject({ kind: 'tls-failed' });
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
      expect(await asked(url, { ...trustFor(url), allowsHttp: true })).toMatchObject({ kind: 'answered' });
      const elsewhere = { ...trustFor('http://0.0.0.0:1/'), allowsHttp: true };
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
    const settled = await startedHost({ ...options, lineTrust: trustFor(districtUrl) });
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

test('a file of an authority is one certificate, PEM or DER', () => {
  const { certificatePem } = authority;
  const der = Buffer.from(certificatePem.replace(/-----[^-]+-----/g, ''), 'base64');
  for (const bytes of [Buffer.from(certificatePem), der]) {
    expect(fingerprintOf(authorityIn(bytes) ?? '')).toBe(fingerprintOf(certificatePem));
  }
  for (const text of ['', 'no certificate', certificatePem.repeat(2), authority.keyPem]) {
    expect(authorityIn(Buffer.from(text))).toBeNull();
  }
});

test('what loosens TLS goes out of the environment, in any case of letters', () => {
  const environment: Record<string, string | undefined> = {
    PATH: '/bin',
    NODE_EXTRA_CA_CERTS: 'x',
    Node_TLS_Reject_Unauthorized: '0',
    SSL_CERT_FILE: 'y',
  };
  cleanEnvironment(environment);
  expect(environment).toEqual({ PATH: '/bin' });
});

function trustFor(url: string): LineTrust {
  const { origin } = new URL(url);
  return { format: 1, origin, authorityPem: authority.certificatePem, allowsHttp: false };
}

async function asked(url: string, trust: LineTrust | null = null) {
  const { kind, ...rest } = await httpTransport({ trust })({
    method: 'GET',
    url,
    target: '/',
    headers: {},
    body: null,
  });
  return { kind, ...rest };
}

async function tlsServer({ certificatePem, keyPem }: Issued): Promise<string> {
  const server = createServer(
    { cert: certificatePem, key: keyPem },
    (_request, response) => void response.end('{}'),
  );
  return `https://127.0.0.1:${await listening(server)}/`;
}

async function listening(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}
