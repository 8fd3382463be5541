import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createNonces } from '../../src/district/kiosks/nonces.ts';
import { systemSecrets } from '../../src/district/storage/secrets.ts';
import { contentDigestOf, NEXT_NONCE } from '../../src/protocol/message-signature.ts';
import { useDistrict } from './test-district.ts';
import {
  type Answer,
  type Asking,
  acknowledgedBy,
  ask,
  enrolKiosk,
  entriesAfter,
  errorOf,
  type TestKiosk,
} from './test-kiosk.ts';

const MINUTE_MS = 60_000;
describe('a district that hears signed requests', () => {
  const current = useDistrict('pglite');
  const newKiosk = (): Promise<TestKiosk> => enrolKiosk(current().district);

  /** Sends a request with these headers, whatever they were made for. */
  function raw({ method = 'GET', path, body }: Asking, headers: Record<string, string>): Promise<Answer> {
    const init = { method, headers: { 'content-type': 'application/json', ...headers } };
    return ask(current().district.url + path, body === undefined ? init : { ...init, body });
  }

  function pushOf(
    { journalId }: TestKiosk,
    count = 1,
    seq = entriesAfter(null, count, { journalId }),
  ): Asking {
    return {
      method: 'POST',
      path: `/v1/journals/${journalId}/entries`,
      body: JSON.stringify({ entries: seq }),
    };
  }

  async function heldOf(kiosk: TestKiosk): Promise<number> {
    return acknowledgedBy(await kiosk.push([])).seq;
  }

  test('a signed push is taken, and its answer brings the nonce of the next request', async () => {
    const kiosk = await newKiosk();
    const push = pushOf(kiosk);
    const first = await raw(push, kiosk.sign(push, await kiosk.nonce()));
    expect([first.status, acknowledgedBy(first).seq]).toEqual([200, 1]);
    const next = { path: '/v1/keys?have=0' };
    expect((await raw(next, kiosk.sign(next, first.headers.get(NEXT_NONCE) ?? ''))).status).toBe(200);
  });

  test('a first request over no nonce is told one, and taken with it', async () => {
    const kiosk = await newKiosk();
    const push = pushOf(kiosk);
    const told = await raw(push, kiosk.sign(push, ''));
    expect([told.status, errorOf(told).kind]).toEqual([401, 'stale-nonce']);
    expect(told.headers.get('www-authenticate')).toBe('Signature');
    expect((await raw(push, kiosk.sign(push, told.headers.get(NEXT_NONCE) ?? ''))).status).toBe(200);
  });

  test('the same request a second time is refused, and the entry is held once', async () => {
    const kiosk = await newKiosk();
    const push = pushOf(kiosk);
    const headers = kiosk.sign(push, await kiosk.nonce());
    expect((await raw(push, headers)).status).toBe(200);
    for (let again = 0; again < 3; again += 1) {
      expect(errorOf(await raw(push, headers)).kind).toBe('stale-nonce');
    }
    expect(await heldOf(kiosk)).toBe(1);
  });

  test('of twenty copies sent at once one is taken', async () => {
    const kiosk = await newKiosk();
    const asking = { path: '/v1/catalogue?have=0' };
    const headers = kiosk.sign(asking, await kiosk.nonce());
    const answers = await Promise.all(Array.from({ length: 20 }, () => raw(asking, headers)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
  });

  test('the nonce of another device is refused', async () => {
    const [one, other] = [await newKiosk(), await newKiosk()];
    const push = pushOf(one);
    expect(errorOf(await raw(push, one.sign(push, await other.nonce()))).kind).toBe('stale-nonce');
    expect(await heldOf(one)).toBe(0);
  });

  const OTHER_DIGEST = contentDigestOf(`${'A'.repeat(42)}=`);
  const tamperings: [string, (push: Asking, headers: Record<string, string>) => Promise<Answer>, number][] = [
    ['the method', (push, headers) => raw({ ...push, method: 'PUT' }, headers), 404],
    ['the method of a route', (push, headers) => raw({ path: push.path, method: 'GET' }, headers), 404],
    [
      'the path',
      (push, headers) => raw({ ...push, path: `/v1/journals/${randomUUID()}/entries` }, headers),
      401,
    ],
    ['the query', (push, headers) => raw({ ...push, path: `${push.path}?x=1` }, headers), 401],
    ['the digest', (push, headers) => raw(push, { ...headers, 'content-digest': OTHER_DIGEST }), 401],
    ['the body', (push, headers) => raw({ ...push, body: '{"entries":[]}' }, headers), 400],
    ['the body away', ({ body: _, ...push }, headers) => raw(push, headers), 400],
    [
      'the packing of the body',
      (push, headers) =>
        raw({ ...push, body: gzipSync(String(push.body)) }, { ...headers, 'content-encoding': 'gzip' }),
      400,
    ],
    [
      'the nonce',
      (push, headers) => raw(push, bent(headers, 'signature-input', /nonce="./, 'nonce="z')),
      401,
    ],
    [
      'the kiosk',
      (push, headers) =>
        raw(push, bent(headers, 'signature-input', /keyid="[^"]*/, `keyid="${randomUUID()}`)),
      401,
    ],
    ['the signature', (push, headers) => raw(push, forged(headers)), 401],
  ];

  test.each(tamperings)('who changes %s after the signature is refused', async (_name, tampered, status) => {
    const kiosk = await newKiosk();
    const push = pushOf(kiosk);
    const nonce = await kiosk.nonce();
    const answer = await tampered(push, kiosk.sign(push, nonce));
    expect(answer.status).toBe(status);
    expect(errorOf(answer).kind).not.toBe('internal');
    expect(await heldOf(kiosk)).toBe(0);
  });

  test('a stranger cannot use up the nonce of a kiosk, and is given none', async () => {
    const kiosk = await newKiosk();
    const push = pushOf(kiosk);
    const headers = kiosk.sign(push, await kiosk.nonce());
    const answer = await raw(push, forged(headers));
    expect(errorOf(answer).kind).toBe('unauthorized');
    expect(answer.headers.get(NEXT_NONCE)).toBeNull();
    expect((await raw(push, headers)).status).toBe(200);
  });

  test('a request that is not signed, or of nobody, is refused on every route of kiosks', async () => {
    const kiosk = await newKiosk();
    for (const path of [
      '/v1/roster',
      '/v1/catalogue',
      '/v1/keys',
      '/v1/denied',
      '/v1/rights',
      '/v1/replaced',
    ]) {
      const bearer = await ask(current().district.url + path, { headers: { authorization: 'Bearer x' } });
      expect([path, bearer.status, errorOf(bearer).kind]).toEqual([path, 401, 'unauthorized']);
      const nobody = kiosk.sign({ path }, await kiosk.nonce());
      const answer = await raw({ path }, bent(nobody, 'signature-input', /keyid="[^"]*/, 'keyid="nobody'));
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  test('a nonce is good for ten minutes, whatever the clock of the server does, and not for twenty', async () => {
    let now = 0;
    const nonces = createNonces({ secrets: systemSecrets, now: () => now });
    const early = nonces.issue('a');
    const late = nonces.issue('a');
    const spent = nonces.issue('a');
    expect(nonces.spend('a', spent)).toBe(true);
    now = 10 * MINUTE_MS;
    expect(nonces.spend('b', early)).toBe(false);
    expect([nonces.spend('a', early), nonces.spend('a', early), nonces.spend('a', spent)]).toEqual([
      true,
      false,
      false,
    ]);
    now = 20 * MINUTE_MS;
    expect(nonces.spend('a', late)).toBe(false);
    const fresh = nonces.issue('a');
    expect(nonces.spend('a', fresh)).toBe(true);
    for (const jump of [-60 * MINUTE_MS, 600 * MINUTE_MS, 0]) {
      now = 20 * MINUTE_MS + jump;
      expect([nonces.spend('a', fresh), nonces.spend('a', spent)]).toEqual([false, false]);
    }
  });

  test('nonces of fifty thousand requests end before their time, and none comes back', () => {
    const nonces = createNonces({ secrets: systemSecrets, now: () => 0 });
    const first = nonces.issue('a');
    expect(nonces.spend('a', first)).toBe(true);
    for (let count = 0; count < 110_000; count += 1) expect(nonces.spend('a', nonces.issue('a'))).toBe(true);
    expect(nonces.spend('a', first)).toBe(false);
    for (const strange of ['', '1', '..', '1.1.', `1.1.${'A'.repeat(43)}`, '__proto__.1.x']) {
      expect(nonces.spend('a', strange)).toBe(false);
    }
  });
});

/** Another first character, whichever the signature has. */
function forged(headers: Record<string, string>): Record<string, string> {
  const isFirstA = headers['signature']?.includes('=:A') === true;
  return bent(headers, 'signature', /=:./, isFirstA ? '=:B' : '=:A');
}

/** Throws where nothing would be changed: an honest request proves nothing here. */
function bent(
  headers: Record<string, string>,
  name: string,
  from: RegExp,
  to: string,
): Record<string, string> {
  const value = headers[name] ?? '';
  const changed = value.replace(from, to);
  if (changed === value) throw new Error(`${name}: ${value} has nothing to change`);
  return { ...headers, [name]: changed };
}
