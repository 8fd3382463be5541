import { ownValue } from '../domain/own-value.ts';
import type { LineFault } from '../host-api/host-api.ts';
import { errorCodeOf } from './error-code.ts';

type FailureKind = Extract<
  LineFault['kind'],
  | 'unreachable'
  | 'timeout'
  | 'name-unknown'
  | 'connection-refused'
  | 'port-forbidden'
  | 'proxy-login'
  | `tls-${string}`
>;

/** Why there was no answer, by the system's, OpenSSL's and undici's own names for it. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  ECONNREFUSED: 'connection-refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-unknown-authority',
  CERT_UNTRUSTED: 'tls-unknown-authority',
  CERT_NOT_YET_VALID: 'tls-not-yet-valid',
  CERT_HAS_EXPIRED: 'tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-name',
  HOSTNAME_MISMATCH: 'tls-wrong-name',
};
/** Everything else that OpenSSL says: another protocol on that port, a certificate that is none. */
const TLS_CODE = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|INVALID_CA$|INVALID_PURPOSE$|UNABLE_TO_)/;

/** What a question that failed comes down to; `detail` is for the technician. */
export function failureOf(error: unknown): { readonly kind: FailureKind; readonly detail: string } {
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = errorCodeOf(cause);
  const detail = code ?? String(cause);
  return { kind: isTimeout ? 'timeout' : kindOf(code), detail };
}

function kindOf(code: string | null): FailureKind {
  if (code === null) return 'unreachable';
  return ownValue(KINDS, code) ?? (TLS_CODE.test(code) ? 'tls-failed' : 'unreachable');
}
