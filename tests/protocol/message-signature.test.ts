import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';
import { describe, expect, test } from 'vitest';
import { deviceKeyOf } from '../../src/host/profile/device-key.ts';
import {
  contentDigestOf,
  isNonce,
  readSignature,
  requestBaseOf,
  signatureBaseOf,
  signatureHeaders,
} from '../../src/protocol/message-signature.ts';

/** RFC 9421, appendix B.1.4: the Ed25519 test key. */
const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`;
/** Appendix B.2.6. */
const PARAMETERS =
  '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
const BASE = `"date": Tue, 20 Apr 2021 02:07:55 GMT
"@method": POST
"@path": /foo
"@authority": example.com
"content-type": application/json
"content-length": 18
"@signature-params": ${PARAMETERS}`;
const SIGNATURE = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';

const SEED_HEX = '5b'.repeat(32);
const KEY = deviceKeyOf(SEED_HEX);
const KEY_OBJECT = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(SEED_HEX, 'hex')]),
  format: 'der',
  type: 'pkcs8',
});
const BODY = '{"entries":[]}';
const CONTENT_DIGEST = contentDigestOf(createHash('sha256').update(BODY).digest('base64'));
const KIOSK_ID = '11111111-1111-4111-8111-111111111111';
const REQUEST = { method: 'POST', target: '/v1/journals/x/entries?a=1', contentDigest: CONTENT_DIGEST };
const FIELDS = ['@method', '@path', '@query', 'content-digest'];

const signed = () =>
  signatureHeaders(REQUEST, { keyId: KIOSK_ID, nonce: '1.2.abc' }, (base) =>
    KEY.sign(base).toString('base64'),
  );

describe('the signature base', () => {
  test('is that of RFC 9421, and fits its Ed25519 signature (appendix B.2.6)', () => {
    const base = signatureBaseOf(
      [
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['@method', 'POST'],
        ['@path', '/foo'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ],
      PARAMETERS,
    );
    expect(base).toBe(BASE);
    const key = createPrivateKey(PRIVATE_KEY);
    expect(sign(null, Buffer.from(base), key).toString('base64')).toBe(SIGNATURE);
    expect(verify(null, Buffer.from(base), createPublicKey(key), Buffer.from(SIGNATURE, 'base64'))).toBe(
      true,
    );
  });

  test('has an empty query where there is none, and keeps the one there is as it came', () => {
    const lines = (target: string) =>
      requestBaseOf({ ...REQUEST, target }, '()')
        .split('\n')
        .slice(1, 3);
    expect(lines('/v1/keys')).toEqual(['"@path": /v1/keys', '"@query": ?']);
    expect(lines('/v1/keys?')).toEqual(['"@path": /v1/keys', '"@query": ?']);
    expect(lines('/v1/keys?a=%20&b=?c')).toEqual(['"@path": /v1/keys', '"@query": ?a=%20&b=?c']);
  });
});

describe('a signed request', () => {
  test('is good for another implementation of RFC 9421', async () => {
    const request = { method: 'POST', url: `http://district.test${REQUEST.target}`, headers: signed() };
    const key = {
      id: KIOSK_ID,
      algs: ['ed25519' as const],
      verify: createVerifier(createPublicKey(KEY_OBJECT), 'ed25519'),
    };
    const check = (headers: Record<string, string>) =>
      httpbis.verifyMessage(
        { keyLookup: async ({ keyid }) => (keyid === KIOSK_ID ? key : null), requiredFields: FIELDS },
        { ...request, headers },
      );
    expect(await check(request.headers)).toBe(true);
    expect(await check({ ...request.headers, 'content-digest': contentDigestOf('x'.repeat(43)) })).toBe(
      false,
    );
  });

  test('of another implementation is read here', async () => {
    const message = await httpbis.signMessage(
      {
        key: createSigner(KEY_OBJECT, 'ed25519', KIOSK_ID),
        name: 'kiosk',
        fields: FIELDS,
        params: ['keyid', 'alg', 'nonce'],
        paramValues: { nonce: '1.2.abc' },
      },
      {
        method: 'POST',
        url: `http://district.test${REQUEST.target}`,
        headers: { 'content-digest': CONTENT_DIGEST },
      },
    );
    const headers = Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(headers).toEqual(signed());
    const read = readSignature(headers);
    expect(read).toMatchObject({ keyId: KIOSK_ID, nonce: '1.2.abc' });
    const base = requestBaseOf(REQUEST, read?.parameters ?? '');
    const signature = Buffer.from(read?.signatureBase64 ?? '', 'base64');
    expect(verify(null, Buffer.from(base), createPublicKey(KEY_OBJECT), signature)).toBe(true);
  });

  test.each([
    ['no signature', { signature: undefined }],
    ['no parameters', { 'signature-input': undefined }],
    ['no digest', { 'content-digest': undefined }],
    ['two signatures', { signature: `${signed()['signature']}, ${signed()['signature']}` }],
    ['a header that came twice', { signature: [signed()['signature'] ?? ''] }],
    ['another label', { signature: signed()['signature']?.replace('kiosk', 'sig') }],
    ['fewer components', withInput('"@query" ', '')],
    ['components in another order', withInput('"@method" "@path"', '"@path" "@method"')],
    ['a component of the request of a response', withInput('"@method"', '"@method";req')],
    ['another algorithm', withInput('ed25519', 'hmac-sha256')],
    ['a time', withInput(';keyid', ';created=1;keyid')],
    ['a nonce with a quote', withInput('1.2.abc', '1\\"2')],
    ['a nonce without an end', withInput('1.2.abc', 'a'.repeat(121))],
    ['another digest', { 'content-digest': 'sha-512=:AAAA:' }],
    ['two digests', { 'content-digest': `${CONTENT_DIGEST}, ${CONTENT_DIGEST}` }],
  ])('with %s is none', (_name, change) => {
    expect(readSignature(signed())).not.toBeNull();
    expect(readSignature({ ...signed(), ...change })).toBeNull();
  });

  test('takes for a nonce what may be written as one', () => {
    expect(['1.2.aB-_', 'a'.repeat(120)].every(isNonce)).toBe(true);
    expect(['', 'a'.repeat(121), 'a"b', 'a b', 'ä', 'a\n'].some(isNonce)).toBe(false);
  });
});

function withInput(from: string, to: string): Record<string, string | undefined> {
  return { 'signature-input': signed()['signature-input']?.replace(from, to) };
}
