import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { SECURITY_HEADERS } from '../../src/host/content-security.ts';
import { startLoopback } from '../../src/host/loopback/loopback-server.ts';
import { SESSION_HEADER, SESSION_PATH, WINDOW_PATH } from '../../src/host-api/bridge.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import {
  exchange,
  INDEX_PAGE,
  openedLoopback,
  rendererFolder,
  sessionOf,
  startedLoopback,
} from '../support/opened-loopback.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const SILENT: Host = { call: () => Promise.reject(new Error('nobody may ask')) };
const INFO_CALL = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

test('a one-time address gives a session once, and what travels of it is no cookie', async () => {
  const { url, origin } = await startedLoopback(SILENT);
  expect(new URL(url)).toMatchObject({ search: '', hash: expect.stringMatching(/^#token=[\w-]{43}$/) });
  const page = await fetch(url);
  expect(await page.text()).toBe(INDEX_PAGE);
  const first = await exchange(url);
  expect(await first.json()).toEqual({ session: expect.stringMatching(/^[\w-]{43}$/) });
  expect(first.headers.get('cache-control')).toBe('no-store');
  for (const answer of [page, first, await fetch(origin)]) expect(answer.headers.getSetCookie()).toEqual([]);
  expect((await exchange(url)).status).toBe(401);
});

test('a browser keeps the files that are named by their content, and nothing else', async () => {
  const { origin } = await startedLoopback(SILENT);
  const kept = async (path: string) => (await fetch(origin + path)).headers.get('cache-control');
  expect(await kept('/assets/index.js')).toBe('max-age=31536000, immutable');
  expect(await kept('/')).toBe('no-store');
  expect(await kept('/index.html')).toBeNull();
});

test('a fresh address opens another session beside the first', async () => {
  const { loopback, session, fetchOwn } = await openedLoopback(await startedHost(hostOptions()));
  const other = await sessionOf(loopback.issueUrl());
  expect(other).not.toBe(session);
  const calls = [INFO_CALL, { ...INFO_CALL, headers: { ...INFO_CALL.headers, [SESSION_HEADER]: other } }];
  for (const call of calls) expect((await fetchOwn('/host/kiosk.info', call)).status).toBe(200);
});

test('one window has the kiosk: the one before it is let in no longer, and a page that waits disturbs nobody', async () => {
  const { loopback, session, fetchOwn } = await openedLoopback(await startedHost(hostOptions()));
  const other = await sessionOf(loopback.issueUrl());
  const ask = async (path: string, by: string) => {
    const headers = { ...INFO_CALL.headers, [SESSION_HEADER]: by };
    return (await fetchOwn(path, { ...INFO_CALL, headers })).status;
  };
  expect(await ask(WINDOW_PATH, session)).toBe(200);
  expect(await ask(WINDOW_PATH, session)).toBe(200);
  expect(await ask('/host/kiosk.info', other)).toBe(200);
  expect(await ask('/host/kiosk.info', session)).toBe(200);
  expect(await ask(WINDOW_PATH, other)).toBe(200);
  expect(await ask('/host/kiosk.info', session)).toBe(401);
  expect(await ask(WINDOW_PATH, session)).toBe(401);
  expect(await ask('/host/kiosk.info', other)).toBe(200);
});

test('a page that becomes the window has its first questions answered along with it', async () => {
  const { loopback, session } = await openedLoopback(await startedHost(hostOptions()));
  const { origin } = loopback;
  const questions = [
    { method: 'kiosk.info', input: {} },
    { method: 'journal.read', input: { fromSeq: 0 } },
    { method: 'no.such', input: {} },
    null,
  ];
  const answers = [
    { ok: true, output: expect.objectContaining({ enrolment: null }) },
    ...Array(3).fill({ ok: false, error: 'bad-call', detail: expect.any(String) }),
  ];
  const post = (path: string, body: object, by: Record<string, string> = {}) =>
    fetch(origin + path, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', origin, ...by } },
      body: JSON.stringify(body),
    });
  const taken = await post(WINDOW_PATH, { questions }, { [SESSION_HEADER]: session });
  expect(await taken.json()).toEqual({ answers });
  const token = new URL(loopback.issueUrl()).hash.slice('#token='.length);
  const entered = (await (await post(SESSION_PATH, { token, questions })).json()) as { session: string };
  expect(entered).toEqual({ session: expect.any(String), answers });
  // The page with the new token is the window now.
  expect((await post(WINDOW_PATH, { questions }, { [SESSION_HEADER]: session })).status).toBe(401);
  expect((await post(SESSION_PATH, { token, questions })).status).toBe(401);
  expect((await post(WINDOW_PATH, { questions })).status).toBe(401);
});

test('of many unused addresses the oldest stops working', async () => {
  const loopback = await startedLoopback(SILENT);
  for (let issued = 0; issued < 15; issued += 1) loopback.issueUrl();
  expect(await sessionOf(loopback.url)).not.toBe('');
  const next = loopback.issueUrl();
  for (let issued = 0; issued < 16; issued += 1) loopback.issueUrl();
  expect(await sessionOf(next)).toBe('');
});

test.each(['', 'A'.repeat(43)])('without a session nobody is answered (%j)', async (session) => {
  const { origin, url } = await startedLoopback(SILENT);
  const token = new URL(url).hash.slice('#token='.length);
  for (const given of [session, token]) {
    const answer = await fetch(`${origin}/host/kiosk.info`, {
      ...INFO_CALL,
      headers: { ...INFO_CALL.headers, origin, [SESSION_HEADER]: given },
    });
    expect(answer.status).toBe(401);
    const text = await answer.text();
    expect(text).toContain('重新运行 npm start');
    expect(text).toContain('Run npm start again');
  }
});

test.each([
  '//?token=TOKEN',
  '//host/kiosk.info',
  '///',
  'http://127.0.0.1/',
  '*',
  '/?token=TOKEN',
  '/?token=%',
])('is asked for %s, and answers in order and spends no token', async (path) => {
  const { origin, url } = await startedLoopback(SILENT);
  const token = new URL(url).hash.slice('#token='.length);
  const { port } = new URL(origin);
  const answer = await rawAnswer(Number(port), [
    `GET ${path.replace('TOKEN', token)} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 (200|400|404) /);
  expect(await sessionOf(url)).not.toBe('');
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.1', 'attacker.example'],
  ['attacker.example', '127.0.0.1'],
])('two Host headers (%s, %s) are refused before a token is spent', async (...hosts) => {
  const { origin, url } = await startedLoopback(SILENT);
  const { port } = new URL(origin);
  const body = JSON.stringify({ token: new URL(url).hash.slice('#token='.length) });
  const answer = await rawAnswer(
    Number(port),
    [
      `POST ${SESSION_PATH} HTTP/1.1`,
      ...hosts.map((host) => `Host: ${host}:${port}`),
      `Origin: ${origin}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ],
    body,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(await sessionOf(url)).not.toBe('');
});

test('another page cannot have the token exchanged, nor ask for an address', async () => {
  const { url, origin, doorSecret } = await startedLoopback(SILENT);
  expect((await exchange(url, { origin: 'https://attacker.example' })).status).toBe(403);
  const ask = (secret: unknown) =>
    fetch(`${origin}/address`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ secret }),
    });
  for (const wrong of ['', 'A'.repeat(43), null, {}]) expect((await ask(wrong)).status).toBe(401);
  for (let times = 0; times < 2; times += 1) {
    const { address } = (await (await ask(doorSecret)).json()) as { address: string };
    expect(await sessionOf(address)).not.toBe('');
  }
  expect(await sessionOf(url)).not.toBe('');
});

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

test('refuses a foreign name for this address', async () => {
  const loopback = await startedLoopback(SILENT);
  const { port } = new URL(loopback.origin);
  for (const host of [
    `attacker.example:${port}`,
    `localhost:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port}.example`,
  ]) {
    expect(await statusOf(loopback.origin, { host }), host).toBe(421);
  }
  expect(await statusOf(loopback.origin, { host: `127.0.0.1:${port}` })).toBe(200);
});

test('refuses a call from a foreign page, and one that does not say where it is from', async () => {
  const host = await startedHost(hostOptions());
  const { loopback, session } = await openedLoopback(host);
  const { port } = new URL(loopback.origin);
  const call = (origin: string | undefined) =>
    fetch(`${loopback.origin}/host/kiosk.info`, {
      ...INFO_CALL,
      headers: {
        ...INFO_CALL.headers,
        [SESSION_HEADER]: session,
        ...(origin === undefined ? {} : { origin }),
      },
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

/** What a client that is no browser may send. */
function rawAnswer(port: number, head: readonly string[], body = ''): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  return text(socket);
}

function withoutNonce(value: string | null): string | undefined {
  return value?.replace(/ 'nonce-[^']+'/, '');
}
