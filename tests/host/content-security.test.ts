import { expect, test } from 'vitest';
import { NONCE_PLACEHOLDER, SECURITY_HEADERS, securePage } from '../../src/host/content-security.ts';

const directives = new Map(
  (SECURITY_HEADERS['content-security-policy'] ?? '').split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources] as const;
  }),
);

test('allows nothing that is not listed', () => {
  expect(directives.get('default-src')).toEqual(["'none'"]);
});

test('scripts come from the program’s own files; WebAssembly may be compiled, text may not', () => {
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
});

test('no directive lets in inline code, another origin, or a wildcard', () => {
  const allowed = new Set(["'none'", "'self'", "'wasm-unsafe-eval'", 'data:', 'blob:']);
  expect([...directives.values()].flat().filter((source) => !allowed.has(source))).toEqual([]);
});

test('nobody frames the kiosk, and no form or base leads away', () => {
  for (const name of ['frame-ancestors', 'form-action', 'base-uri']) {
    expect(directives.get(name)).toEqual(["'none'"]);
  }
});

test('the camera is for our own pages, the microphone for none', () => {
  expect(SECURITY_HEADERS['permissions-policy']).toContain('camera=(self), microphone=()');
});

test('each page gets a nonce of its own, for styles and nothing else', () => {
  const [one, other] = [securePage(`<p nonce="${NONCE_PLACEHOLDER}">`), securePage('')];
  const nonce = one.html.match(/nonce="(.+)"/)?.[1] ?? '';
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`);
  expect(one.headers['content-security-policy']?.match(/nonce-/g)).toHaveLength(1);
  expect(other.headers['content-security-policy']).not.toContain(nonce);
});
