import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import type { KioskHost } from '../../src/host/host-options.ts';
import { preparedFolders } from '../district/prepared-folder.ts';
import { freePort } from '../support/free-port.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { type ProxyHabits, reverseProxy } from '../support/reverse-proxy.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PREFIX = '/talent/api';
const NGINX = '/usr/sbin/nginx';
const HAPROXY = '/usr/sbin/haproxy';
const preparedFolder = preparedFolders();

describe('a district behind a reverse proxy', () => {
  test.each<[string, ProxyHabits, string]>([
    ['that takes a prefix off', { prefix: PREFIX }, ''],
    ['that takes a prefix off, with the address typed with a slash', { prefix: PREFIX }, '/'],
    ['that takes a prefix off, with the address of a page in it', { prefix: PREFIX }, '/?from=mail#/sign-in'],
    ['that only adds headers and buffers', {}, ''],
    ['that unpacks bodies', { prefix: PREFIX, unpacks: true }, ''],
  ])('%s is enrolled with, pushed to and pulled from', async (_name, habits, ending) => {
    const district = await runningDistrict();
    const proxy = await reverseProxy(district.url, habits);
    await expectWhole(await enrolledAt(district, `${proxy.url}${ending}`));
  });

  test('that is asked in a wrong place is told as a wrong address, and costs no code', async () => {
    const district = await runningDistrict();
    const host = await startedHost(hostOptions());
    const code = await district.createEnrolmentCode({ kioskName: '前台 1', siteIds: ['xijiao-pool'] });
    const enrol = (districtUrl: string) => host.call('kiosk.enrol', { code, districtUrl });
    expect(await enrol(`${district.url}/v1`)).toMatchObject({
      ok: false,
      fault: { kind: 'address-unusable' },
    });
    expect(await enrol(district.url)).toMatchObject({ ok: true });
  });

  test.each(['page', 'cut'] as const)(
    'that limits bodies, by a %s, gets smaller batches until all is there',
    async (refusesBy) => {
      const district = await runningDistrict();
      const proxy = await reverseProxy(district.url, { prefix: PREFIX, bodyBytesMax: 3_000, refusesBy });
      const host = await enrolledAt(district, proxy.url);
      for (let sale = 0; sale < 60; sale += 1) await host.call('journal.append', TICKET);
      await drained(host);
      expect(Math.max(...proxy.bodies)).toBeGreaterThan(3_000);
      const refused = proxy.bodies.filter((bytes) => bytes > 3_000);
      expect(refused.length).toBeLessThan(12);
    },
  );

  test('that takes not even one entry is told as that, and all stays here', async () => {
    const district = await runningDistrict();
    const proxy = await reverseProxy(district.url, { bodyBytesMax: 200 });
    const host = await enrolledAt(district, proxy.url);
    for (let sale = 0; sale < 3; sale += 1) await host.call('journal.append', TICKET);
    await host.call('district.push', {});
    expect(await host.call('district.push', {})).toMatchObject({ ok: false, fault: { kind: 'too-large' } });
    expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 3, acknowledgedSeq: 0 });
  });

  // Where the real ones are not installed the proxy above stands for them.
  test.skipIf(!existsSync(NGINX))('a real nginx (skipped where there is none)', async () => {
    const district = await runningDistrict();
    const port = await freePort();
    const folder = temporaryFolder();
    for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name));
    const config = join(folder, 'nginx.conf');
    writeFileSync(
      config,
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
       http { access_log off; client_max_body_size 3k; client_body_temp_path ${folder}/body;
         proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi;
         scgi_temp_path ${folder}/scgi; gzip on; gzip_types application/json;
         server { listen 127.0.0.1:${port};
           location ${PREFIX}/ { proxy_pass ${district.url}/; proxy_set_header X-Forwarded-For $remote_addr; } } }`,
    );
    await started(spawn(NGINX, ['-c', config, '-p', folder], { stdio: 'ignore' }), port);
    const host = await enrolledAt(district, `http://127.0.0.1:${port}${PREFIX}`);
    for (let sale = 0; sale < 60; sale += 1) await host.call('journal.append', TICKET);
    await expectWhole(host);
  });

  test.skipIf(!existsSync(HAPROXY))('a real haproxy (skipped where there is none)', async () => {
    const district = await runningDistrict();
    const port = await freePort();
    const config = join(temporaryFolder(), 'haproxy.cfg');
    writeFileSync(
      config,
      `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  option forwardfor
  option http-buffer-request
frontend desk
  bind 127.0.0.1:${port}
  http-request replace-path ${PREFIX}(/.*) \\1
  http-request set-header X-Forwarded-Proto https
  default_backend district
backend district
  server one ${new URL(district.url).host}
`,
    );
    await started(spawn(HAPROXY, ['-db', '-f', config], { stdio: 'ignore' }), port);
    await expectWhole(await enrolledAt(district, `http://127.0.0.1:${port}${PREFIX}`));
  });
});

async function runningDistrict() {
  const district = await startDistrict({
    storage: { kind: 'pglite', folder: preparedFolder() },
    host: '127.0.0.1',
    port: await freePort(),
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
  });
  onTestFinished(() => district.close());
  return district;
}

async function enrolledAt(
  district: Awaited<ReturnType<typeof runningDistrict>>,
  districtUrl: string,
): Promise<KioskHost> {
  const host = await startedHost(hostOptions());
  const code = await district.createEnrolmentCode({
    kioskName: '前台 1',
    siteIds: ['xijiao-pool', 'liwan-central-hospital'],
  });
  expect(await host.call('kiosk.enrol', { code, districtUrl })).toMatchObject({ ok: true });
  return host;
}

/** A large body, a small one, each with and without a query, and each pull. */
async function expectWhole(host: KioskHost): Promise<void> {
  for (let sale = 0; sale < 20; sale += 1) await host.call('journal.append', TICKET);
  await drained(host);
  const page = await host.call('district.rosterPage', { cursor: null });
  expect(page).toMatchObject({ ok: true });
  expect(await host.call('district.keys', { have: 0 })).toMatchObject({ ok: true });
  expect(await host.call('district.denied', { have: 0 })).toMatchObject({ ok: true });
  expect(await host.call('district.catalogue', { have: 0 })).toMatchObject({ ok: true });
  const rights = await host.call('district.rights', { cursor: null });
  if (!rights.ok) throw new Error(rights.fault.detail);
  expect(await host.call('district.rights', { cursor: rights.value.cursor })).toMatchObject({ ok: true });
}

const PUSHES_MAX = 80;

async function drained(host: KioskHost): Promise<void> {
  for (let push = 0; push < PUSHES_MAX; push += 1) {
    const answer = await host.call('district.push', {});
    const { headSeq, acknowledgedSeq } = await host.call('journal.status', {});
    if (answer.ok && headSeq === acknowledgedSeq) return;
  }
  throw new Error('not all was taken');
}

async function started(child: ChildProcess, port: number): Promise<void> {
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  );
  await vi.waitFor(
    () =>
      new Promise<void>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.destroy();
          resolve();
        });
        socket.on('error', reject);
      }),
    { timeout: 10_000, interval: 50 },
  );
}
