import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type District, startDistrict } from '../../src/district/district.ts';
import { isNetwork, networksOf } from '../../src/district/http/connections.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { ask, enrolKiosk } from './test-kiosk.ts';

const LIMITS = { idleMsMax: 600, headMsMax: 400, requestMsMax: 1_000, keepAliveMsMax: 500, perSourceMax: 40 };
const DRIP_MS = 100;
const GONE = { timeout: 10_000, interval: 50 };

describe('a connection without a signed request', () => {
  let district: District;
  beforeAll(async () => {
    district = await startDistrict({
      storage: { kind: 'pglite', folder: null },
      host: '127.0.0.1',
      port: 0,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
      limits: LIMITS,
    });
  });
  afterAll(() => district.close());

  /** `drip`: goes over the line again and again. */
  function opened(count: number, text = '', drip?: string): { readonly open: () => number } {
    const sockets = new Set<Socket>();
    for (let index = 0; index < count; index += 1) {
      const socket = connect(Number(new URL(district.url).port), '127.0.0.1');
      sockets.add(socket);
      socket.on('error', () => {}); // cut off by the district
      socket.on('close', () => sockets.delete(socket));
      socket.on('connect', () => socket.write(text));
      if (drip !== undefined) {
        const dripping = setInterval(() => socket.write(drip), DRIP_MS);
        socket.on('close', () => clearInterval(dripping));
      }
      socket.resume();
    }
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    return { open: () => sockets.size };
  }

  test.each([
    { name: 'says nothing', text: '' },
    { name: 'begins a head and stops', text: 'GET /v1/health HTTP/1.1\r\nHost: x\r\n' },
    {
      name: 'begins a body and stops',
      text: 'POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    },
    { name: 'has its answer and stays', text: 'GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n' },
  ])('is closed where it $name', async ({ text }) => {
    const { open } = opened(20, text);
    await expect.poll(open, GONE).toBe(0);
  });

  test.each([
    { name: 'a head', text: 'GET /v1/health HTTP/1.1\r\nHost: x\r\n', drip: 'x: y\r\n' },
    {
      name: 'a body',
      text: 'POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{',
      drip: ' ',
    },
    { name: 'ends of lines before any request', text: '', drip: '\r\n' },
    {
      name: 'ends of lines after an answer',
      text: 'GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n',
      drip: '\r\n',
    },
  ])('is closed where it lets $name come drop by drop', async ({ text, drip }) => {
    const { open } = opened(5, text, drip);
    await expect.poll(open, GONE).toBe(0);
  });

  test('stays open between requests that come in time', async () => {
    const socket = connect(Number(new URL(district.url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    for (let request = 0; request < 6; request += 1) {
      socket.write('GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n');
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 200/);
      await setTimeout(LIMITS.keepAliveMsMax / 2);
    }
    expect(socket.closed).toBe(false);
  });

  test('is one of so many of its source, and those that are left go as well', async () => {
    const { open } = opened(400);
    await expect.poll(open, GONE).toBeLessThanOrEqual(LIMITS.perSourceMax);
    await expect.poll(open, GONE).toBe(0);
    expect((await ask(`${district.url}/v1/health`)).status).toBe(200);
  });

  test('leaves room for a kiosk once it is gone, and its requests are answered as ever', async () => {
    const kiosk = await enrolKiosk(district, randomUUID());
    expect((await kiosk.push([])).status).toBe(200);
  });

  test('carries what a browser must not do with an answer, and no documentation unless it is asked for', async () => {
    const answer = await ask(`${district.url}/v1/health`);
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['/docs', '/docs/', '/docs/json', '/docs/static/index.html']) {
      expect([path, (await ask(district.url + path)).status]).toEqual([path, 404]);
    }
    expect(district.docsUrl).toBeNull();
  });
});

test('a documentation that is asked for is a page that runs what is its own', async () => {
  const district = await startDistrict({
    storage: { kind: 'pglite', folder: null },
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
    docs: true,
  });
  onTestFinished(() => district.close());
  const page = await fetch(`${district.docsUrl}/`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect((await ask(`${district.docsUrl}/json`)).body).toMatchObject({ openapi: '3.1.0' });
});

test.each(['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32', '0.0.0.0/0'])('%s is a network', (text) => {
  expect(isNetwork(text)).toBe(true);
});

test.each(['', 'proxy', '10.0.0', '10.0.0.0/33', '::1/129', '10.0.0.0/8/8', '10.0.0.0/', '1.2.3.4/-1'])(
  '%j is none',
  (text) => {
    expect(isNetwork(text)).toBe(false);
  },
);

test('an IPv4 address in IPv6 is the same one', () => {
  const isProxy = networksOf(['10.0.0.0/8', '::1']);
  expect(['10.1.2.3', '::ffff:10.1.2.3', '::1', '11.0.0.1', '', 'x'].map(isProxy)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
