import type { ServerResponse } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { districtClient } from '../../src/host/district/district-client.ts';
import { httpTransport, type TransportLimits } from '../../src/host/district/district-transport.ts';
import { deviceKeyOf } from '../../src/host/profile/device-key.ts';
import { enrolCheckOf, feedCheckOf } from '../../src/protocol/reply-check.ts';
import { WireErrorKind } from '../../src/protocol/wire.ts';
import { answerJson, scriptedServer } from '../support/scripted-server.ts';

const NOW = Date.parse('2026-11-23T07:42:00Z');
const EPOCH = '11111111-1111-4111-8111-111111111111';
const JOURNAL = '22222222-2222-4222-8222-222222222222';
const GENESIS = '0'.repeat(64);
const ENTRY: JournalEntry = {
  format: 1,
  journalId: JOURNAL,
  seq: 1,
  parent: GENESIS,
  kioskId: 'kiosk-1',
  siteId: 'xijiao-pool',
  at: { deviceMs: NOW, monotonicMs: 1, serverOffsetMs: null },
  body: { kind: 'void', voidsSeq: 1, reason: 'mistyped' },
  hash: GENESIS,
};
const DEVICE_KEY = deviceKeyOf('5b'.repeat(32));
const CATALOGUE = { epoch: EPOCH, serverTimeMs: NOW + 5_000, version: 3, file: 'signed' };

test('takes an answer of the schema', async () => {
  const server = await scriptedServer((response) => answerJson(response, 200, CATALOGUE));
  const result = await clientOf().catalogue(accountAt(server.url), 2);
  expect(result).toEqual({ ok: true, value: CATALOGUE, clockOffsetMs: 5_000 });
  expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/v1/catalogue?have=2' });
});

test('passes a cursor on as it came, and none at the beginning', async () => {
  const page = { epoch: EPOCH, serverTimeMs: NOW, changes: [], cursor: 'a&b=c', more: false };
  const server = await scriptedServer((response) => answerJson(response, 200, page));
  await clientOf().rosterPage(accountAt(`${server.url}/`), null);
  await clientOf().rosterPage(accountAt(server.url), 'a&b=c');
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/v1/roster?limit=1000',
    '/v1/roster?limit=1000&cursor=a%26b%3Dc',
  ]);
});

test('packs a push that takes more than a packet, and sends a small one as it is', async () => {
  const reply = { epoch: EPOCH, serverTimeMs: NOW, acknowledged: { seq: 0, hash: GENESIS } };
  const server = await scriptedServer((response) => answerJson(response, 200, reply));
  const entries = Array.from({ length: 4 }, (_, index) => ({ ...ENTRY, seq: index + 1 }));
  const result = await clientOf().push(accountAt(server.url), JOURNAL, { entries: [] });
  await clientOf().push(accountAt(server.url), JOURNAL, { entries });
  expect(result.ok && result.value.acknowledged).toEqual({ seq: 0, hash: GENESIS });
  const [small, large] = server.requests;
  expect(small?.url).toBe(`/v1/journals/${JOURNAL}/entries`);
  expect(small?.headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(small?.body.toString() ?? '')).toEqual({ entries: [] });
  expect(large?.headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(gunzipSync(large?.body ?? '').toString())).toEqual({ entries });
});

test('believes an enrolment as it was made, or without a sum, and none with a changed digit', async () => {
  const reply = {
    epoch: EPOCH,
    kioskId: 'kiosk-1',
    kioskName: '前台 1',
    districtName: '荔湾区',
    cardRefKeyHex: 'ab'.repeat(32),
    siteIds: ['xijiao-pool'],
  };
  const summed = { ...reply, check: enrolCheckOf(reply) };
  const garbled = { ...summed, cardRefKeyHex: `b${summed.cardRefKeyHex.slice(1)}` };
  const answers = [reply, summed, garbled];
  const server = await scriptedServer((response) => answerJson(response, 200, answers.shift()));
  const request = { code: '12345678', journalId: JOURNAL, publicKeyHex: DEVICE_KEY.publicKeyHex };
  const enrol = () => clientOf().enrol(server.url, request);
  expect(await enrol()).toMatchObject({ ok: true, value: reply });
  expect(await enrol()).toMatchObject({ ok: true, value: summed });
  expect(await enrol()).toMatchObject({ ok: false, fault: { kind: 'nonsense' } });
});

test('believes a page of rights that answers its own question, or one without a sum, and no other', async () => {
  const page = { epoch: EPOCH, serverTimeMs: 1, rights: [], cursor: `${EPOCH}.7`, more: false };
  const asked = `${EPOCH}.6`;
  const answers = [
    page,
    { ...page, check: feedCheckOf(asked, page) },
    { ...page, check: feedCheckOf(null, page) },
    { ...page, cursor: `${EPOCH}.9`, check: feedCheckOf(asked, page) },
    { ...page, cursor: `${JOURNAL}.7` },
  ];
  const server = await scriptedServer((response) => answerJson(response, 200, answers.shift()));
  const client = clientOf();
  const ask = async () => (await client.rights(accountAt(server.url), asked)).ok;
  expect([await ask(), await ask(), await ask(), await ask(), await ask()]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('believes a page of replaced cards that answers its own question, and hears where there is none', async () => {
  const asked = `${EPOCH}.6`;
  const cards = [{ cardRef: 'ab'.repeat(16), replaces: ['cd'.repeat(16)] }];
  const page = { epoch: EPOCH, serverTimeMs: 1, replaced: cards, cursor: `${EPOCH}.7`, more: false };
  const ofOld = { error: { kind: 'not-found', message: 'no such route' } };
  const answers: [number, unknown][] = [
    [200, { ...page, check: feedCheckOf(asked, page) }],
    [200, { ...page, replaced: [], check: feedCheckOf(asked, page) }],
    [200, { ...page, check: feedCheckOf(null, page) }],
    [404, ofOld],
    [404, { message: 'of a proxy' }],
    [500, { error: { kind: 'internal', message: 'a bug' } }],
  ];
  const server = await scriptedServer((response) => {
    const [status, body] = answers.shift() ?? [500, {}];
    answerJson(response, status, body);
  });
  const client = clientOf();
  const ask = () => client.replaced(accountAt(server.url), asked);
  expect(await ask()).toMatchObject({ ok: true, value: { replaced: cards } });
  expect(await ask()).toMatchObject({ ok: false, fault: { kind: 'nonsense' } });
  expect(await ask()).toMatchObject({ ok: false, fault: { kind: 'nonsense' } });
  expect(await ask()).toMatchObject({ ok: true, value: null });
  expect(await ask()).toMatchObject({ ok: false });
  expect(await ask()).toMatchObject({ ok: false, fault: { kind: 'refused' } });
});

const HTML = '<html><body>请先登录网络</body></html>';
const misbehaviours: [string, (response: ServerResponse) => void, string][] = [
  ['a page of a captive portal', (response) => void response.writeHead(200).end(HTML), 'nonsense'],
  [
    'a redirect to a captive portal',
    (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/login' }).end(),
    'nonsense',
  ],
  ['a page instead of a 403', (response) => void response.writeHead(403).end(HTML), 'nonsense'],
  ['JSON of another kind', (response) => answerJson(response, 200, { status: 'ok' }), 'nonsense'],
  [
    'a field too few',
    (response) => answerJson(response, 200, { ...CATALOGUE, epoch: undefined }),
    'nonsense',
  ],
  ['an empty success', (response) => void response.writeHead(204).end(), 'nonsense'],
  ['half a JSON text', (response) => void response.writeHead(200).end('{"epoch":"1111'), 'nonsense'],
  [
    'a body cut short of its length',
    (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"epoch":', () => response.destroy());
    },
    'nonsense',
  ],
  [
    'a body that claims to be packed',
    (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
    'nonsense',
  ],
  [
    'a small body that unpacks to more than any reply',
    (response) =>
      void response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(2_000_000, 'a'))),
    'nonsense',
  ],
  ['a bare 500', (response) => void response.writeHead(500).end('oops'), 'refused'],
  ['a bare 503', (response) => void response.writeHead(503).end(), 'refused'],
  ['a connection closed at once', (response) => response.destroy(), 'connection-cut'],
];

test.each(misbehaviours)('takes %s for what it is', async (_name, misbehave, kind) => {
  const server = await scriptedServer(misbehave);
  const result = await clientOf({ replyBytesMax: 1_000_000 }).catalogue(accountAt(server.url), 0);
  expect(result).toMatchObject({ ok: false, fault: { kind, retryAfterMs: null } });
});

test('passes over what a newer district adds to a reply', async () => {
  const server = await scriptedServer((response) => answerJson(response, 200, { ...CATALOGUE, extra: 1 }));
  const result = await clientOf().catalogue(accountAt(server.url), 2);
  expect(result).toMatchObject({ ok: true, value: CATALOGUE });
});

test('sends no signature after a redirect', async () => {
  const thief = await scriptedServer((response) => answerJson(response, 200, CATALOGUE));
  const server = await scriptedServer(
    (response) => void response.writeHead(307, { location: thief.url }).end(),
  );
  await clientOf().catalogue(accountAt(server.url), 0);
  expect(thief.requests).toEqual([]);
});

test('takes a reply of exactly the limit, and none that is a byte longer', async () => {
  const bytes = Buffer.byteLength(JSON.stringify(CATALOGUE));
  const server = await scriptedServer((response) => answerJson(response, 200, CATALOGUE));
  const at = await clientOf({ replyBytesMax: bytes }).catalogue(accountAt(server.url), 0);
  const above = await clientOf({ replyBytesMax: bytes - 1 }).catalogue(accountAt(server.url), 0);
  expect([at.ok, above.ok]).toEqual([true, false]);
});

test('gives up on a server that never answers, and on one that never ends', async () => {
  const silent = await scriptedServer(() => undefined);
  const endless = await scriptedServer((response) => void response.writeHead(200).write('{'));
  for (const server of [silent, endless]) {
    const result = await clientOf({ requestMsMax: 150 }).catalogue(accountAt(server.url), 0);
    expect(result).toMatchObject({ ok: false, fault: { kind: 'timeout' } });
  }
});

test('says that nobody listens, with the reason', async () => {
  const server = await scriptedServer(() => undefined);
  await server.stop();
  const result = await clientOf().catalogue(accountAt(server.url), 0);
  expect(result).toMatchObject({ ok: false, fault: { kind: 'connection-refused', detail: 'ECONNREFUSED' } });
});

test.each([
  ['120', 120_000],
  ['Mon, 23 Nov 2026 07:43:00 GMT', 60_000],
  ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
  ['999999999999', 24 * 60 * 60 * 1000],
  ['soon', null],
])('reads Retry-After %s', async (header, retryAfterMs) => {
  const server = await scriptedServer((response) =>
    answerJson(
      response,
      429,
      { error: { kind: 'too-many-tries', message: 'slower' } },
      { 'retry-after': header },
    ),
  );
  const result = await clientOf().catalogue(accountAt(server.url), 0);
  expect(result).toMatchObject({ ok: false, fault: { kind: 'too-many-tries', retryAfterMs } });
});

test.each(WireErrorKind.options)('gives the word %s of the district a meaning at the desk', async (kind) => {
  const server = await scriptedServer((response) =>
    answerJson(response, 409, { error: { kind, message: 'words' } }),
  );
  const result = await clientOf().catalogue(accountAt(server.url), 0);
  const meanings: Partial<Record<WireErrorKind, string>> = {
    'code-unknown': 'code-unknown',
    'code-expired': 'code-expired',
    'code-used': 'code-used',
    'too-many-tries': 'too-many-tries',
    'bad-request': 'bad-request',
    'device-revoked': 'device-revoked',
    fork: 'fork',
    'too-large': 'too-large',
    unauthorized: 'not-enrolled',
  };
  expect(result).toMatchObject({ ok: false, wireKind: kind, fault: { kind: meanings[kind] ?? 'refused' } });
});

function clientOf(limits: TransportLimits = {}) {
  return districtClient(httpTransport(limits), () => NOW);
}

function accountAt(districtUrl: string) {
  return { districtUrl, kioskId: 'kiosk-1', deviceKey: DEVICE_KEY };
}
