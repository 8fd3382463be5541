import { DAY_MS } from '../../domain/base/duration.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { WireErrorKind } from '../../protocol/wire.ts';

/** What the district's refusal means to the desk. */
export function refusalOf(kind: WireErrorKind): LineFault['kind'] {
  switch (kind) {
    case 'code-unknown':
    case 'code-expired':
    case 'code-used':
    case 'too-many-tries':
    case 'device-revoked':
    case 'fork':
    case 'bad-request':
    case 'too-large':
      return kind;
    // The district does not know this device's key: it has to be enrolled again.
    case 'unauthorized':
      return 'not-enrolled';
    // The office alone is answered so.
    case 'totp-needed':
    case 'wrong-password':
    case 'forbidden':
    case 'confirm-needed':
    case 'bad-entry':
    case 'gap':
    case 'not-found':
    case 'internal':
    // The district refused even the nonce that it had just given. A clerk can do nothing about that.
    case 'stale-nonce':
      return 'refused';
    default:
      return unreachable(kind);
  }
}

/** A server that asks for more than a day is not believed. */
const RETRY_AFTER_MS_MAX = DAY_MS;

/** `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `nowMs`: seconds or a date; null for anything else. */
export function retryAfterMsOf(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const delayMs = /^[0-9]+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(delayMs) ? null : Math.min(Math.max(0, delayMs), RETRY_AFTER_MS_MAX);
}
