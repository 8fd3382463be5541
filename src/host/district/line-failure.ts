import { errors } from 'undici';
import { ownValue } from '../../domain/base/own-value.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { errorCodeOf } from '../disk/error-code.ts';
import { ProxyFailure } from './line-proxy.ts';

type FailureKind = Extract<
  LineFault['kind'],
  | 'unreachable'
  | 'timeout'
  | 'nonsense'
  | 'name-unknown'
  | 'connection-refused'
  | 'connection-cut'
  | `proxy-${string}`
  | `tls-${string}`
>;

/** Why there was no answer, by the system's, OpenSSL's and undici's own names for it. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-cut',
  ECONNABORTED: 'connection-cut',
  EPIPE: 'connection-cut',
  UND_ERR_SOCKET: 'connection-cut',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'nonsense',
  // An answer that switches to another protocol is against what undici asserts.
  ERR_ASSERTION: 'nonsense',
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
  // The other side does not speak TLS at all.
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-not-spoken',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-not-spoken',
  ERR_SSL_UNKNOWN_PROTOCOL: 'tls-not-spoken',
  ERR_SSL_HTTP_REQUEST: 'tls-not-spoken',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tls-too-old',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls-too-old',
  ERR_SSL_VERSION_TOO_LOW: 'tls-too-old',
};
/**
 * Everything else that OpenSSL says: a certificate that cannot be read, a key that is too short, no cipher in common.
 */
const TLS_CODE =
  /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|CA_|EE_|INVALID_|UNABLE_TO_|PATH_LENGTH_|ERROR_IN_CERT_)/;

/** Says why a question failed; `detail` is for the technician. */
export function failureOf(error: unknown): { readonly kind: FailureKind; readonly detail: string } {
  if (error instanceof ProxyFailure) {
    return { kind: error.status === 407 ? 'proxy-login' : 'proxy-failed', detail: error.message };
  }
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = errorCodeOf(cause);
  const detail = code ?? String(cause);
  if (cause instanceof errors.HTTPParserError) return { kind: 'nonsense', detail };
  return { kind: isTimeout ? 'timeout' : kindOf(code), detail };
}

type StrangerKind = Extract<LineFault['kind'], 'proxy-login' | 'https-wanted' | 'too-large' | 'refused'>;

/** Says what an answer means that does not come from the district; null if anybody may have sent it. */
export function strangerKindOf(url: string, status: number): StrangerKind | null {
  if (status === 407) return 'proxy-login';
  // nginx and Apache answer so if they are asked without TLS at a port for TLS.
  if (status === 400 && url.startsWith('http:')) return 'https-wanted';
  // A proxy in front of the district answers in its own words.
  if (status === 413) return 'too-large';
  // A proxy or a district that is starting answers 429 or 5xx without a body of the wire.
  return status === 429 || status >= 500 ? 'refused' : null;
}

function kindOf(code: string | null): FailureKind {
  if (code === null) return 'unreachable';
  return ownValue(KINDS, code) ?? (TLS_CODE.test(code) ? 'tls-failed' : 'unreachable');
}
