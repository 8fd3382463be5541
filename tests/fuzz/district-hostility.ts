import { randomUUID } from 'node:crypto';
import { maxHeaderSize } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { PUSH_BYTES_MAX } from '../../src/protocol/wire.ts';
import type { Dice } from './card-qr-mutations.ts';

/** What a proof may cover. */
interface ProvedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array | null;
}

/** A district to be hostile to, and credentials of one kiosk and of the office. */
export interface HostileTarget {
  readonly url: string;
  /** How a kiosk proves that a request is its own: the headers that say so. */
  readonly proveKiosk: (request: ProvedRequest) => Promise<Readonly<Record<string, string>>>;
  readonly officeToken: string;
  readonly journalId: string;
  /** Entries that the district holds of that journal: to be replayed and bent. */
  readonly held: readonly JournalEntry[];
}

export interface HostileRequest {
  /** What is wrong with it. */
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Uint8Array | null;
}

/** One route as an honest client would use it. */
interface HonestRoute {
  readonly method: 'GET' | 'POST';
  readonly path: (target: HostileTarget) => string;
  readonly credentials: 'kiosk' | 'office' | 'none';
  readonly body: ((target: HostileTarget) => unknown) | null;
  /** What the district reads of a body here; more it may cut off. A route without a body reads none. */
  readonly bodyBytesMax: number;
}

/** What the client adds by itself: the request line, the host, the connection, the length. */
const OWN_HEADER_BYTES_MAX = 300;
const HEADER_LINE_BYTES = ': \r\n'.length;

/** Whether a request is larger than the district reads: it may close the line before it has heard all of it. */
export function isOversized({ path, headers, body }: HostileRequest, { bodyBytesMax }: HonestRoute): boolean {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => name.length + Buffer.byteLength(value) + HEADER_LINE_BYTES),
  );
  const headerBytes = lines.reduce((sum, bytes) => sum + bytes, OWN_HEADER_BYTES_MAX + path.length);
  return headerBytes > maxHeaderSize || (body?.byteLength ?? 0) > bodyBytesMax;
}

const ZERO_CARD = '0'.repeat(32);

export const ROUTES: Readonly<Record<string, HonestRoute>> = {
  health: { method: 'GET', path: () => '/v1/health', credentials: 'none', body: null, bodyBytesMax: 0 },
  enrol: {
    method: 'POST',
    path: () => '/v1/enrol',
    credentials: 'none',
    body: ({ journalId }) => ({ code: '00000000', journalId, publicKeyHex: 'ab'.repeat(32) }),
    bodyBytesMax: 1024,
  },
  push: {
    method: 'POST',
    path: ({ journalId }) => `/v1/journals/${journalId}/entries`,
    credentials: 'kiosk',
    body: ({ held }) => ({ entries: held }),
    bodyBytesMax: PUSH_BYTES_MAX,
  },
  leases: {
    method: 'POST',
    path: ({ journalId }) => `/v1/journals/${journalId}/leases`,
    credentials: 'kiosk',
    body: () => ({ siteId: 'liwan-gymnasium', headSeq: 0, epoch: null, seen: 0, held: [], wants: [] }),
    bodyBytesMax: 256 * 1024,
  },
  claim: {
    method: 'POST',
    path: () => '/v1/rights',
    credentials: 'kiosk',
    body: () => ({ cardRef: ZERO_CARD, itemId: 'check-up', year: '2026', siteId: 'liwan-tcm-hospital' }),
    bodyBytesMax: 1024,
  },
  rights: {
    method: 'GET',
    path: () => '/v1/rights?limit=10',
    credentials: 'kiosk',
    body: null,
    bodyBytesMax: 0,
  },
  replaced: {
    method: 'GET',
    path: () => '/v1/replaced?limit=10',
    credentials: 'kiosk',
    body: null,
    bodyBytesMax: 0,
  },
  roster: {
    method: 'GET',
    path: () => '/v1/roster?limit=10',
    credentials: 'kiosk',
    body: null,
    bodyBytesMax: 0,
  },
  catalogue: {
    method: 'GET',
    path: () => '/v1/catalogue?have=0',
    credentials: 'kiosk',
    body: null,
    bodyBytesMax: 0,
  },
  keys: { method: 'GET', path: () => '/v1/keys?have=0', credentials: 'kiosk', body: null, bodyBytesMax: 0 },
  denied: {
    method: 'GET',
    path: () => '/v1/denied?have=0',
    credentials: 'kiosk',
    body: null,
    bodyBytesMax: 0,
  },
  discrepancies: {
    method: 'GET',
    path: () => '/v1/office/discrepancies?limit=10',
    credentials: 'office',
    body: null,
    bodyBytesMax: 0,
  },
  close: {
    method: 'POST',
    path: () => `/v1/office/discrepancies/${randomUUID()}/close`,
    credentials: 'office',
    body: () => ({ note: '已核实' }),
    bodyBytesMax: 4 * 1024,
  },
  cards: {
    method: 'GET',
    path: () => `/v1/office/cards?search=${encodeURIComponent('张')}&limit=10`,
    credentials: 'office',
    body: null,
    bodyBytesMax: 0,
  },
  card: {
    method: 'GET',
    path: () => '/v1/office/cards/LW20260001I',
    credentials: 'office',
    body: null,
    bodyBytesMax: 0,
  },
  'set-card': {
    method: 'POST',
    path: () => '/v1/office/cards/LW20260001I',
    credentials: 'office',
    body: () => ({ status: '挂失', validUntil: '2031-12-31', reason: 'other', reasonWords: '失主来电' }),
    bodyBytesMax: 4 * 1024,
  },
  undo: {
    method: 'POST',
    path: () => `/v1/office/cards/imports/${randomUUID()}/undo`,
    credentials: 'office',
    body: () => ({}),
    bodyBytesMax: 4 * 1024,
  },
  move: {
    method: 'POST',
    path: () => '/v1/office/rights',
    credentials: 'office',
    body: () => ({ cardRef: ZERO_CARD, itemId: 'check-up', year: '2026', siteId: 'liwan-tcm-hospital' }),
    bodyBytesMax: 4 * 1024,
  },
  report: {
    method: 'POST',
    path: () => '/v1/report',
    credentials: 'kiosk',
    body: () => ({ appVersion: '1.0.0', waiting: 0, clock: 'trusted', storage: [] }),
    bodyBytesMax: 4 * 1024,
  },
  kiosks: {
    method: 'GET',
    path: () => '/v1/office/kiosks',
    credentials: 'office',
    body: null,
    bodyBytesMax: 0,
  },
  revoke: {
    method: 'POST',
    path: () => '/v1/office/kiosks/revoke',
    credentials: 'office',
    body: () => ({ kioskIds: [randomUUID()], reason: '被盗' }),
    bodyBytesMax: 48 * 1024,
  },
  usage: {
    method: 'GET',
    path: () => '/v1/office/reports/usage?from=2026-11-01&to=2026-12-01&by=site',
    credentials: 'office',
    body: null,
    bodyBytesMax: 0,
  },
  settle: {
    method: 'POST',
    path: () => '/v1/office/settlements',
    credentials: 'office',
    body: () => ({ siteId: 'xijiao-pool', month: '2026-11' }),
    bodyBytesMax: 4 * 1024,
  },
};

type Spoil = (honest: HostileRequest, dice: Dice, target: HostileTarget) => Omit<HostileRequest, 'kind'>;

const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 53,
  -(2 ** 53),
  1e308,
  '',
  '\0',
  '\ud800',
  "'; drop table journal_entry; --",
  'a'.repeat(10_000),
  [],
  {},
  [[]],
  { kind: 'use' },
  { $ref: '#' },
  '../../etc/passwd',
  '9999-99-99',
  '__proto__',
];

const SPOILS: Readonly<Record<string, Spoil>> = {
  'as it should be': (honest) => honest,
  "another's journal": (honest, _dice, { journalId }) => ({
    ...honest,
    path: honest.path.replace(journalId, randomUUID()),
  }),
  'a bent path': (honest, dice) => ({ ...honest, path: bentPath(honest.path, dice) }),
  'a strange query': (honest, dice) => ({ ...honest, path: withQuery(honest.path, dice) }),
  'another method': (honest, dice) => ({
    ...honest,
    method: ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'][dice(6)] ?? 'PUT',
  }),
  'many headers': (honest, dice) => ({
    ...honest,
    headers: {
      ...honest.headers,
      ...Object.fromEntries(
        Array.from({ length: 50 + dice(300) }, (_, index) => [`x-${index}`, 'x'.repeat(dice(200))]),
      ),
    },
  }),
  'a huge header': (honest, dice) => withHeader(honest, 'x-huge', 'x'.repeat(4_000 + dice(60_000))),
  'a doubled header': (honest) => ({
    ...honest,
    headers: {
      ...honest.headers,
      'x-forwarded-for': ['10.0.0.1', '::1'],
      'content-type': 'application/json',
    },
  }),
  'one value bent': (honest, dice) => withJson(honest, bent(jsonOf(honest), dice)),
  'a field too many': (honest) => withJson(honest, { ...asObject(jsonOf(honest)), more: 1 }),
  'a field too few': (honest, dice) => {
    const fields = Object.entries(asObject(jsonOf(honest)));
    return withJson(honest, Object.fromEntries(fields.toSpliced(dice(Math.max(1, fields.length)), 1)));
  },
  'JSON of anything': (honest, dice) => withJson(honest, anything(dice, 4)),
  'deep JSON': (honest, dice) => {
    const depth = 1_000 + dice(60_000);
    return withText(honest, `${'['.repeat(depth)}${']'.repeat(depth)}`);
  },
  'deep objects': (honest, dice) => {
    const depth = 1_000 + dice(30_000);
    return withText(honest, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
  },
  'a prototype': (honest) => withText(honest, '{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}}}'),
  'half of JSON': (honest, dice) => {
    const text = textOf(honest);
    return withText(honest, text.slice(0, dice(Math.max(1, text.length))));
  },
  'bytes of anything': (honest, dice) =>
    withBody(
      honest,
      Uint8Array.from({ length: dice(2_000) }, () => dice(256)),
    ),
  'a body too large': (honest, dice) => withBody(honest, new Uint8Array(260 * 1024 + dice(900_000)).fill(32)),
  'a gzip bomb': (honest) => packed(honest, BOMB),
  'gzip of anything': (honest, dice) =>
    packed(honest, gzipSync(Uint8Array.from({ length: dice(5_000) }, () => dice(256)))),
  'gzip cut short': (honest, dice) => {
    const whole = gzipSync(Buffer.from(textOf(honest)));
    return packed(honest, whole.subarray(0, dice(whole.length)));
  },
  'gzip twice': (honest) => packed(honest, gzipSync(gzipSync(Buffer.from(textOf(honest))))),
  'a claim to be gzip': (honest) => withHeader(honest, 'content-encoding', 'gzip'),
  'another encoding': (honest, dice) =>
    withHeader(honest, 'content-encoding', ['br', 'deflate', 'zstd', 'gzip, gzip', 'x'][dice(5)] ?? 'br'),
  'another type': (honest, dice) =>
    withHeader(
      honest,
      'content-type',
      [
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        'application/json; charset=utf-16',
        '',
      ][dice(5)] ?? '',
    ),
};

/** The last sound request of each path, proof and all: to be played again. */
const sent = new Map<string, HostileRequest>();

/** What goes wrong with a proof, after it was made. */
const PROOF_SPOILS: Readonly<Record<string, Spoil>> = {
  'no credentials': (honest) => ({
    ...honest,
    headers: without(without(honest.headers, 'authorization'), 'signature'),
  }),
  'wrong credentials': (honest, dice) => withHeader(honest, 'authorization', wrongCredentials(dice)),
  "another's credentials": (honest, dice, { officeToken }) => ({
    ...honest,
    headers: {
      ...without(honest.headers, 'signature'),
      authorization: honest.path.includes('/office/') ? wrongCredentials(dice) : `Bearer ${officeToken}`,
    },
  }),
  'a replay': (honest) => sent.get(honest.path) ?? honest,
  'a wrong signature': (honest, dice) => bentHeader(honest, 'signature', dice),
  'wrong parameters': (honest, dice) => bentHeader(honest, 'signature-input', dice),
  'a changed digest': (honest, dice) => bentHeader(honest, 'content-digest', dice),
  'strange signature headers': (honest, dice) => {
    const names = ['signature', 'signature-input', 'content-digest'];
    const values = ['', 'kiosk=()', 'kiosk=::', 'a=b, c=d', ';;;', `kiosk=:${'A'.repeat(9_000)}:`, '"'];
    return withHeader(honest, names[dice(3)] ?? '', values[dice(values.length)] ?? '');
  },
  'another body under the signature': (honest, dice) =>
    withBody(honest, Buffer.from(textOf(honest) + ' '.repeat(1 + dice(9)))),
  'another path under the signature': (honest, dice) => ({ ...honest, path: withQuery(honest.path, dice) }),
};

export const SPOIL_KINDS = [...Object.keys(SPOILS), ...Object.keys(PROOF_SPOILS)];

/** An honest request of a route with one thing wrong: each thing once in turn, then chosen by the dice. */
export async function hostileRequest(
  route: HonestRoute,
  { turn, dice }: { readonly turn: number; readonly dice: Dice },
  target: HostileTarget,
): Promise<HostileRequest> {
  const kind = SPOIL_KINDS[turn] ?? SPOIL_KINDS[dice(SPOIL_KINDS.length)] ?? 'as it should be';
  const before = SPOILS[kind];
  const after = PROOF_SPOILS[kind];
  const unproved = unprovedRequest(route, target);
  // What is wrong with the rest is proved anyway: else nothing but the proof would ever be looked at.
  const proved = await provedRequest(route, target, {
    kind,
    ...(before?.(unproved, dice, target) ?? unproved),
  });
  if (kind === 'as it should be') sent.set(proved.path, proved);
  return { ...(after?.(proved, dice, target) ?? proved), kind };
}

export function honestRequest(route: HonestRoute, target: HostileTarget): Promise<HostileRequest> {
  return provedRequest(route, target, unprovedRequest(route, target));
}

function unprovedRequest(route: HonestRoute, target: HostileTarget): HostileRequest {
  const body = route.body === null ? null : Buffer.from(JSON.stringify(route.body(target)));
  const headers: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
  return { kind: 'as it should be', method: route.method, path: route.path(target), body, headers };
}

async function provedRequest(
  route: HonestRoute,
  target: HostileTarget,
  request: HostileRequest,
): Promise<HostileRequest> {
  const proof = await credentialsOf(route, target, request);
  return { ...request, headers: { ...request.headers, ...proof } };
}

/** The one place that knows how a device or the office proves itself. */
async function credentialsOf(
  { credentials }: HonestRoute,
  target: HostileTarget,
  request: ProvedRequest,
): Promise<Readonly<Record<string, string>>> {
  if (credentials === 'none') return {};
  return credentials === 'kiosk'
    ? target.proveKiosk(request)
    : { authorization: `Bearer ${target.officeToken}` };
}

function wrongCredentials(dice: Dice): string {
  const token = Array.from({ length: 43 }, () => 'ABCabc012_-'[dice(11)]).join('');
  const kinds = [`Bearer ${token}`, `bearer  ${token}`, `Basic ${token}`, 'Bearer', token, 'x'.repeat(8_000)];
  return kinds[dice(kinds.length)] ?? token;
}

function bentPath(path: string, dice: Dice): string {
  const ends = [
    '/',
    '/..%2f..%2f',
    '%00',
    '%zz',
    '//',
    `/${'a'.repeat(3_000)}`,
    ';a=b',
    '%e4%bd%a0',
    '/../health',
  ];
  const cut = dice(2) === 0 ? path : path.slice(0, 1 + dice(path.length));
  return `${cut}${ends[dice(ends.length)] ?? '/'}`;
}

function withQuery(path: string, dice: Dice): string {
  const values = [
    '-1',
    '1e9',
    'NaN',
    '%00',
    'a'.repeat(500),
    '%ff',
    '1&limit=2',
    '[]',
    '{}',
    "'--",
    randomUUID(),
  ];
  const names = ['cursor', 'limit', 'have', 'open', '__proto__', 'more'];
  const join = path.includes('?') ? '&' : '?';
  return `${path}${join}${names[dice(names.length)] ?? 'more'}=${values[dice(values.length)] ?? ''}`;
}

/** The same value with one place in it replaced by something strange. */
function bent(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice(6) === 0) return STRANGE[dice(STRANGE.length)];
  if (Array.isArray(value)) {
    const at = dice(Math.max(1, value.length));
    return value.length === 0 ? [STRANGE[dice(STRANGE.length)]] : value.with(at, bent(value[at], dice));
  }
  const names = Object.keys(value);
  const name = names[dice(Math.max(1, names.length))];
  if (name === undefined) return { more: STRANGE[dice(STRANGE.length)] };
  return { ...value, [name]: bent(asObject(value)[name], dice) };
}

function anything(dice: Dice, depth: number): unknown {
  if (depth === 0 || dice(3) === 0) return STRANGE[dice(STRANGE.length)];
  if (dice(2) === 0) return Array.from({ length: dice(5) }, () => anything(dice, depth - 1));
  return Object.fromEntries(
    Array.from({ length: dice(5) }, (_, index) => [`k${index}`, anything(dice, depth - 1)]),
  );
}

/** One character of a header turned into another. */
function bentHeader(honest: HostileRequest, name: string, dice: Dice): HostileRequest {
  const value = String(honest.headers[name] ?? 'none');
  const at = dice(value.length);
  const other = value[at] === 'A' ? 'B' : 'A';
  return withHeader(honest, name, value.slice(0, at) + other + value.slice(at + 1));
}

function withHeader(honest: HostileRequest, name: string, value: string): HostileRequest {
  return { ...honest, headers: { ...honest.headers, [name]: value } };
}

function without(headers: HostileRequest['headers'], name: string): HostileRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));
}

function withBody(honest: HostileRequest, body: Uint8Array): HostileRequest {
  return { ...honest, headers: { 'content-type': 'application/json', ...honest.headers }, body };
}

function withText(honest: HostileRequest, text: string): HostileRequest {
  return withBody(honest, Buffer.from(text));
}

function withJson(honest: HostileRequest, value: unknown): HostileRequest {
  return withText(honest, JSON.stringify(value) ?? '');
}

function packed(honest: HostileRequest, body: Uint8Array): HostileRequest {
  return withHeader(withBody(honest, body), 'content-encoding', 'gzip');
}

function textOf({ body }: HostileRequest): string {
  return body === null ? '{"entries":[]}' : Buffer.from(body).toString();
}

function jsonOf(honest: HostileRequest): unknown {
  return JSON.parse(textOf(honest));
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
