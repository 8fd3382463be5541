import { randomBytes } from 'node:crypto';

const POLICY = {
  'default-src': "'none'",
  // The barcode decoder is WebAssembly.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'media-src': "'self' blob:",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** `html.cspNonce` of the renderer's build: it stands in the page in the place of the nonce. */
export const NONCE_PLACEHOLDER = 'KIOSK-STYLE-NONCE';
const NONCE_BYTES = 16;

/** The headers of every answer to the window, whether Electron or the loopback server gives it. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policyText(POLICY),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export interface SecurePage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The built page with a fresh nonce and the headers that go with it: Ant Design makes its styles at run time, and only
 * a style element with this nonce is applied. Scripts get no nonce.
 */
export function securePage(builtHtml: string): SecurePage {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const policy = policyText({ ...POLICY, 'style-src': `'self' 'nonce-${nonce}'` });
  return {
    html: builtHtml.replaceAll(NONCE_PLACEHOLDER, nonce),
    headers: { ...SECURITY_HEADERS, 'content-security-policy': policy, 'cache-control': 'no-store' },
  };
}

function policyText(policy: Readonly<Record<string, string>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}
