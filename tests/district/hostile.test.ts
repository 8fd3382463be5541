import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNPACKED_BYTES_MAX } from '../../src/district/http/body.ts';
import { PUSH_BYTES_MAX, WireError } from '../../src/protocol/wire.ts';
import { storageKinds, useDistrict } from './test-district.ts';
import { ask, enrolKiosk, entriesAfter, errorOf, sealed, type TestKiosk } from './test-kiosk.ts';

const RUNS = 150;

describe.each(storageKinds)('hostile requests on %s', (kind) => {
  const current = useDistrict(kind);
  let shared: Promise<TestKiosk> | null = null;
  const kioskOfAll = (): Promise<TestKiosk> => {
    shared ??= enrolKiosk(current().district);
    return shared;
  };

  async function postRaw(body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) {
    const kiosk = await kioskOfAll();
    return kiosk.send({
      method: 'POST',
      path: `/v1/journals/${kiosk.journalId}/entries`,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  }

  const spaces = (bytes: number): string => {
    const frame = JSON.stringify({ entries: [] });
    return frame + ' '.repeat(bytes - frame.length);
  };

  test('takes a body of 256 KiB and refuses one byte more', async () => {
    expect((await postRaw(spaces(PUSH_BYTES_MAX))).status).toBe(200);
    const answer = await postRaw(spaces(PUSH_BYTES_MAX + 1));
    expect(answer.status).toBe(413);
    expect(errorOf(answer).kind).toBe('too-large');
  });

  test('unpacks up to the bound and refuses a gzip bomb', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    expect((await postRaw(gzipSync(spaces(UNPACKED_BYTES_MAX)), gzip)).status).toBe(200);
    for (const bytes of [UNPACKED_BYTES_MAX + 1, 64 * 1024 * 1024]) {
      const answer = await postRaw(gzipSync(spaces(bytes)), gzip);
      expect(answer.status).toBe(413);
      expect(errorOf(answer).kind).toBe('too-large');
    }
  });

  test.each([
    { name: 'nothing', body: '' },
    { name: 'half of JSON', body: '{"entries": [' },
    { name: 'no JSON', body: '<xml/>' },
    { name: 'null', body: 'null' },
    { name: 'deep arrays', body: '['.repeat(100_000) + ']'.repeat(100_000) },
    { name: 'deep arrays as entries', body: `{"entries":${'['.repeat(90_000)}${']'.repeat(90_000)}}` },
    { name: 'a prototype', body: '{"entries": [], "__proto__": {"a": 1}}' },
    { name: 'a key too many', body: '{"entries": [], "more": 1}' },
    { name: 'many wrong entries', body: `{"entries": [${'1,'.repeat(100_000)}1]}` },
    { name: 'no gzip', body: '{"entries": []}', headers: { 'content-encoding': 'gzip' } },
    { name: 'another encoding', body: '{"entries": []}', headers: { 'content-encoding': 'br' } },
    { name: 'another type', body: '{"entries": []}', headers: { 'content-type': 'text/plain' } },
    { name: 'a form', body: 'entries=', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ])('answers 400 to $name', async ({ body, headers }) => {
    const answer = await postRaw(body, headers);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).kind).toBe('bad-request');
    expect(errorOf(answer).message.length).toBeLessThanOrEqual(300);
  });

  test.each([
    { method: 'GET', path: '/' },
    { method: 'GET', path: '/v1/nothing' },
    { method: 'DELETE', path: '/v1/roster' },
    { method: 'GET', path: '/v2/health' },
    { method: 'GET', path: `/v1/${'a'.repeat(5_000)}` },
  ])('knows no $method $path', async ({ method, path }) => {
    const answer = await ask(current().district.url + path, { method });
    expect(answer.status).toBe(404);
    expect(errorOf(answer).kind).toBe('not-found');
  });

  test('answers an address that cannot be decoded, and a journal that is no uuid', async () => {
    const kiosk = await kioskOfAll();
    expect(errorOf(await kiosk.get('/v1/%zz')).kind).toBe('bad-request');
    expect(errorOf(await kiosk.push([], { journalId: 'x' })).kind).toBe('bad-request');
    expect(errorOf(await kiosk.push([], { journalId: '..%2f..%2fetc' })).kind).toBe('bad-request');
  });

  test('answers what is no HTTP in the same shape', async () => {
    const answer = await speak(current().district.url, 'HELLO\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(WireError.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).error.kind).toBe('bad-request');
  });

  test('never answers 5xx, whatever JSON comes', async () => {
    const { district } = current();
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), async (body) => {
        const headers = { 'content-type': 'application/json' };
        const answers = [
          await postRaw(body),
          await ask(`${district.url}/v1/enrol`, { method: 'POST', headers, body }),
        ];
        // Whoever tries so often is asked to wait.
        for (const answer of answers)
          expect(['bad-request', 'too-many-tries']).toContain(errorOf(answer).kind);
      }),
      { numRuns: RUNS },
    );
  });

  test('never answers 5xx to entries that are nearly right', async () => {
    const kiosk = await kioskOfAll();
    const [entry] = entriesAfter(null, 1, kiosk);
    if (entry === undefined) throw new Error('no entry');
    const strange = fc.oneof(
      fc.anything({ maxDepth: 2 }),
      fc.string({ unit: 'binary', maxLength: 64 }),
      fc.integer(),
      fc.constantFrom('\0', '\ud800', "'; drop table journal_entry; --", -1, 2 ** 53, null),
    );
    const key = fc.constantFrom(...Object.keys(entry), 'extra');
    const bodyKey = fc.constantFrom(...Object.keys(entry.body), 'extra');
    await fc.assert(
      fc.asyncProperty(key, bodyKey, strange, fc.boolean(), async (name, bodyName, value, inBody) => {
        const bent = inBody
          ? { ...entry, body: { ...entry.body, [bodyName]: value } }
          : { ...entry, [name]: value };
        const answer = await kiosk.push([bent]);
        expect([200, 400, 409, 422]).toContain(answer.status);
        if (answer.status !== 200) WireError.parse(answer.body);
      }),
      { numRuns: RUNS },
    );
  });

  test('never answers 5xx to well-sealed entries of strange text', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(text, async (siteId) => {
        const kiosk = await kioskOfAll();
        const [entry] = entriesAfter(null, 1, { journalId: kiosk.journalId });
        if (entry === undefined) throw new Error('no entry');
        const answer = await kiosk.push([sealed({ ...entry, siteId })]);
        expect([200, 400, 409, 422]).toContain(answer.status);
      }),
      { numRuns: RUNS },
    );
  });
});

function speak(url: string, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(words));
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
  });
}
