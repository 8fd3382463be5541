import { request } from 'node:http';
import { expect, test } from 'vitest';
import { SECURITY_HEADERS } from '../../src/host/content-security.ts';
import { startLoopback } from '../../src/host/loopback/loopback-server.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import {
  cookieOf,
  INDEX_PAGE,
  openedLoopback,
  rendererFolder,
  startedLoopback,
} from '../support/opened-loopback.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const SILENT: Host = { call: () => Promise.reject(new Error('nobody may ask')) };
const INFO_CALL = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

test('a one-time address gives a session once and leads to the page without the token', async () => {
  const { url, origin } = await startedLoopback(SILENT);
  const first = await fetch(url, { redirect: 'manual' });
  expect(first.status).toBe(303);
  expect(first.headers.get('location')).toBe('/');
  const [cookie] = first.headers.getSetCookie();
  expect(cookie).toMatch(/^kiosk-session-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const page = await fetch(origin, { headers: { cookie: cookie?.split(';')[0] ?? '' } });
  expect(await page.text()).toBe(INDEX_PAGE);
  const second = await fetch(url, { redirect: 'manual' });
  expect(second.status).toBe(401);
  expect(second.headers.getSetCookie()).toEqual([]);
});

test('a fresh address opens another session beside the first', async () => {
  const { loopback, cookie } = await openedLoopback(SILENT);
  const other = await cookieOf(loopback.issueUrl());
  expect(other).not.toBe(cookie);
  for (const session of [cookie, other]) {
    expect((await fetch(loopback.origin, { headers: { cookie: session } })).status).toBe(200);
  }
});

test('of many unused addresses the oldest stops working', async () => {
  const loopback = await startedLoopback(SILENT);
  for (let issued = 0; issued < 15; issued += 1) loopback.issueUrl();
  expect(await cookieOf(loopback.url)).not.toBe('');
  const next = loopback.issueUrl();
  for (let issued = 0; issued < 16; issued += 1) loopback.issueUrl();
  expect(await cookieOf(next)).toBe('');
});

test.each(['/', '/index.html', '/assets/index.js', '/host/kiosk.info', '/missing', '/assets/?token=x'])(
  'without a session %s says in two languages how to open the kiosk, and nothing else',
  async (path) => {
    const { origin } = await startedLoopback(SILENT);
    const wrongCookie = `kiosk-session-${new URL(origin).port}=${'A'.repeat(43)}`;
    for (const cookie of ['', wrongCookie]) {
      const response = await fetch(`${origin}${path}`, { headers: { cookie } });
      expect(response.status).toBe(401);
      const text = await response.text();
      expect(text).toContain('重新运行 npm start');
      expect(text).toContain('Run npm start again');
    }
  },
);

test('serves the page and its files with their types, and nothing outside the folder', async () => {
  const { fetchOwn } = await openedLoopback(SILENT);
  expect((await fetchOwn('/assets/index.js')).headers.get('content-type')).toContain('javascript');
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/missing.js',
  ]) {
    expect((await fetchOwn(path)).status, path).toBeGreaterThanOrEqual(400);
  }
});

test('every answer carries the security headers, errors as well', async () => {
  const { fetchOwn, loopback } = await openedLoopback(SILENT);
  for (const response of [
    await fetchOwn('/'),
    await fetchOwn('/missing'),
    await fetchOwn('/host/kiosk.info', INFO_CALL),
    await fetch(loopback.origin),
  ]) {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      expect(withoutNonce(response.headers.get(name)), `${response.status} ${name}`).toBe(value);
    }
  }
});

test('refuses a foreign name for this address, even with the session', async () => {
  const { loopback, cookie } = await openedLoopback(SILENT);
  const { port } = new URL(loopback.origin);
  for (const host of [
    `attacker.example:${port}`,
    `localhost:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port}.example`,
  ]) {
    expect(await statusOf(loopback.origin, { host, cookie }), host).toBe(421);
  }
  expect(await statusOf(loopback.origin, { host: `127.0.0.1:${port}`, cookie })).toBe(200);
});

test('refuses a call from a foreign page, and one that does not say where it is from', async () => {
  const host = await startedHost(hostOptions());
  const { loopback, cookie } = await openedLoopback(host);
  const { port } = new URL(loopback.origin);
  const call = (origin: string | undefined) =>
    fetch(`${loopback.origin}/host/kiosk.info`, {
      ...INFO_CALL,
      headers: { ...INFO_CALL.headers, cookie, ...(origin === undefined ? {} : { origin }) },
    });
  for (const origin of ['https://attacker.example', 'null', `http://localhost:${port}`, undefined]) {
    expect((await call(origin)).status, origin).toBe(403);
  }
  expect((await call(loopback.origin)).status).toBe(200);
});

test('takes JSON alone, and no more of it than the largest call needs', async () => {
  const { fetchOwn } = await openedLoopback(SILENT);
  const post = (type: string, body: string) =>
    fetchOwn('/host/settings.write', { method: 'POST', headers: { 'content-type': type }, body });
  expect((await post('text/plain', '{}')).status).toBe(415);
  expect((await post('application/x-www-form-urlencoded', 'a=b')).status).toBe(415);
  expect((await post('application/json', '{"a":')).status).toBe(400);
  const padded = (bytes: number) => JSON.stringify('a'.repeat(bytes - 2));
  expect((await post('application/json', padded(256 * 1024))).status).toBe(400);
  expect((await post('application/json', padded(256 * 1024 + 1))).status).toBe(413);
});

test('a port that is taken is told, not thrown', async () => {
  const { origin } = await startedLoopback(SILENT);
  const port = Number(new URL(origin).port);
  const start = await startLoopback({ host: SILENT, rendererFolder: rendererFolder(), port });
  expect(start).toEqual({ kind: 'port-busy', port });
});

test('is reachable on 127.0.0.1 alone and gone when closed', async () => {
  const start = await startLoopback({ host: SILENT, rendererFolder: rendererFolder(), port: 0 });
  if (start.kind !== 'listening') throw new Error(start.kind);
  expect(new URL(start.origin).hostname).toBe('127.0.0.1');
  await start.close();
  await expect(fetch(start.origin)).rejects.toThrow();
});

/** `fetch` does not let a test choose the Host header. */
function statusOf(origin: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(origin, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

function withoutNonce(value: string | null): string | undefined {
  return value?.replace(/ 'nonce-[^']+'/, '');
}
